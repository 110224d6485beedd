import type { TrafficSwitch } from '../../../api/types.ts';

export type Stage = TrafficSwitch['stage'];

/** A stage on the way, and whether it is behind, present or ahead. */
export interface StageOnWay {
  readonly stage: Stage;
  readonly place: 'behind' | 'here' | 'ahead';
}

const TOWARDS: readonly Stage[] = ['stopping', 'on-target'];
const THERE_AND_BACK: readonly Stage[] = ['stopping', 'on-target', 'returning', 'returned'];

/** The stages that a switch goes through, with the one where it is. */
export const stagesOf = (stage: Stage): readonly StageOnWay[] => {
  if (stage === 'aborted') {
    return [
      { stage: 'stopping', place: 'behind' },
      { stage: 'aborted', place: 'here' },
    ];
  }
  const way = TOWARDS.includes(stage) ? TOWARDS : THERE_AND_BACK;
  const here = way.indexOf(stage);
  return way.map((each, index) => ({
    stage: each,
    place: index < here ? 'behind' : index === here ? 'here' : 'ahead',
  }));
};

/** A switch that nobody has to watch any more. */
export const isOver = (stage: Stage): boolean => stage === 'returned' || stage === 'aborted';

/** A switch whose gates decide whether it goes on. */
export const isUnderWay = (stage: Stage): boolean => stage === 'stopping' || stage === 'returning';
