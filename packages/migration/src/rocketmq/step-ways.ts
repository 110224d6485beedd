import type { Position } from './states.ts';

/** From where to where topics went by a step. */
export interface StepWay {
  readonly from: Position;
  readonly to: Position;
}

type Move = Readonly<Record<keyof StepWay, Position | null | undefined>>;

/** The ways that moves took, each once: topics that move together may come from different states. */
export const waysOf = (moves: readonly Move[]): readonly StepWay[] => {
  const ways = moves.flatMap(({ from, to }) => (from && to ? [{ from, to }] : []));
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
};
