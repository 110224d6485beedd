import type { CodedError } from '@mqferry/core';
import type { TopicPartition } from '@mqferry/kafka';
import { replicationErrors } from './errors.ts';

/** Records of a partition that the source deleted before they were copied; both offsets are among them. */
export interface SourceGap extends TopicPartition {
  readonly from: bigint;
  readonly to: bigint;
}

/** How many records a gap has cost. */
export const recordsLost = ({ from, to }: Pick<SourceGap, 'from' | 'to'>): bigint => to - from + 1n;

/** REPLICATION_SOURCE_GAP. */
export const gapError = (gap: SourceGap): CodedError =>
  replicationErrors.REPLICATION_SOURCE_GAP({ ...gap, count: recordsLost(gap) });

/** Adds a gap to those known; what overlaps or touches becomes one, as when filling one began anew after a crash. */
export const withGap = (known: readonly SourceGap[], gap: SourceGap): SourceGap[] => {
  const touches = (other: SourceGap) =>
    other.topic === gap.topic &&
    other.partition === gap.partition &&
    other.from <= gap.to + 1n &&
    gap.from <= other.to + 1n;
  const joined = [...known.filter(touches), gap];
  const from = joined.map((part) => part.from).reduce((a, b) => (a < b ? a : b));
  const to = joined.map((part) => part.to).reduce((a, b) => (a > b ? a : b));
  return [...known.filter((other) => !touches(other)), { ...gap, from, to }];
};
