import { errorData } from '@mqferry/core';
import { partitionText, type TopicPartition } from '@mqferry/kafka';
import type { PartitionStatus } from '../copier/copy-status.ts';
import type { PartitionReport } from './thread-calls.ts';

/** Knows what was reported of partitions, so that only what changed is reported again. */
export class ChangedStatuses {
  #reported = new Map<string, PartitionStatus>();

  /** These come anew: whatever was reported of them, the next report names them. */
  forget(partitions: readonly TopicPartition[]): void {
    for (const where of partitions) this.#reported.delete(partitionText(where));
  }

  /** Of these, the only ones there are now, those that stand elsewhere than when this was last called. */
  of(partitions: readonly PartitionStatus[]): PartitionReport[] {
    const before = this.#reported;
    this.#reported = new Map(partitions.map((status) => [partitionText(status), status]));
    return [...this.#reported]
      .filter(([key, status]) => !isSame(status, before.get(key)))
      .map(([, { error, ...status }]) => (error ? { ...status, error: errorData(error) } : status));
  }
}

const isSame = (status: PartitionStatus, before: PartitionStatus | undefined): boolean =>
  before !== undefined &&
  before.phase === status.phase &&
  before.copiedTo === status.copiedTo &&
  before.end === status.end &&
  before.error === status.error;
