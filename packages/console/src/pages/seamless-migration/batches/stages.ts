import type { BatchStage, SeamlessBatch } from '../../../api/types.ts';
import type { Tone } from '../../../parts/tone.ts';

/** A stage that is not reached wants nothing but its turn; what is not known wants a look. */
export const STAGE_TONES: Readonly<Record<BatchStage['verdict'], Tone>> = {
  pass: 'good',
  fail: 'idle',
  inconclusive: 'unknown',
  error: 'warn',
};

/** Whether nobody has begun with any stage yet. */
export const isUntouched = ({ stages }: Pick<SeamlessBatch, 'stages'>): boolean =>
  stages.every(({ begunAt }) => begunAt === null);
