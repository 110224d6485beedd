import type { Motion, SeamlessTask } from '../api/types.ts';

const MOTIONS: Readonly<Record<SeamlessTask['mode'], readonly Motion[]>> = {
  route: ['forward', 'back'],
  // Writes wait at gateways, so they have to go through them.
  proxy: ['forward', 'back', 'hold', 'release'],
  // People move clients.
  batches: [],
};

/** What can be asked of topics in a mode. */
export const motionsOf = (mode: SeamlessTask['mode']): readonly Motion[] => MOTIONS[mode];
