import type { SeamlessStep } from '../../../api/types.ts';

/** The part of the address that names the step somebody has opened. */
export const STEP_IN_ADDRESS = 'step';

type Steps = readonly Pick<SeamlessStep, 'id' | 'done'>[];

/** Where the operator is: the first step that is not done. Undefined: all are. */
export const presentStepOf = (steps: Steps): SeamlessStep['id'] | undefined =>
  steps.find(({ done }) => !done)?.id;

/** The step that is shown: the one that was asked for, else the present one, else the last. */
export const shownStepOf = (steps: Steps, asked: string | null): SeamlessStep['id'] =>
  steps.find(({ id }) => id === asked)?.id ?? presentStepOf(steps) ?? steps.at(-1)!.id;

/**
 * The step that stays open until somebody asks for another one: what is done there changes with every client that comes or goes,
 * and is not to be taken from under their hands. Whether the clusters can be reached is seen within seconds, and is followed.
 */
export const keptStep = (
  kept: SeamlessStep['id'] | undefined,
  present: SeamlessStep['id'] | undefined,
): SeamlessStep['id'] | undefined => (kept === 'connect' ? present : kept);
