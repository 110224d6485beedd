import type { Abilities } from './batch-gate.ts';

/** How one partition is to be copied. */
export interface PartitionLimits extends Abilities {
  /** Batches from this source offset on are tail: idempotent ones go over verbatim. */
  readonly tailFrom: bigint;
  /** Where the copy ends, if it does. */
  readonly stopAt: bigint | undefined;
  /** Neighbouring batches of the backlog smaller than this are merged, in bytes. */
  readonly mergeBelow: number;
  /** Committed records only, wherever they come to be on the target, with a map of their offsets. */
  readonly mapped?: boolean;
  /** The source's id of the topic: another topic of the same name is not read. Undefined before 2.8. */
  readonly sourceTopicId?: string | undefined;
}
