import type { TopicPartition } from '@mqferry/kafka';
import type { MappedTarget } from '../mapped/mapped-readers.ts';
import { CompactedComparison } from './compacted-partition.ts';
import {
  type ComparedLogs,
  chain,
  compareStretches,
  differencesIn,
  earlier,
  later,
  MOST_DIFFERENCES,
  readersOf,
  stretchEnds,
} from './compare-stretches.ts';
import type { StableEnd } from './stable-ends.ts';
import type { PartitionProgress } from './verification-checkpoint.ts';
import type { PartitionVerdict, RecordDifference } from './verification-report.ts';

/** The stretch of one partition to compare, and where its logs begin and end. */
export interface PartitionScope extends TopicPartition, StableEnd {
  readonly sourceStart: bigint;
  readonly targetStart: bigint;
  readonly targetEnd: bigint;
  /** Nothing before this offset is compared; undefined: from where the logs start. */
  readonly from: bigint | undefined;
  /** Up to where (exclusive) both sides must be equal. */
  readonly until: bigint;
  /** Whether either side may have dropped records that later ones supersede. */
  readonly compacted: boolean;
  /** How offsets of the source, which all of these are, are found on the target; undefined: they are the same. */
  readonly mapped?: MappedTarget | undefined;
  /** Whether only what readers of what is committed are shown is compared. */
  readonly committedOnly: boolean;
}

/**
 * Compares one partition of both clusters stretch by stretch. Each side's digest is a chain over the digests of its
 * stretches, so it can be carried on from any of them: `progress` is where an earlier attempt came to, `save` is told
 * after each stretch.
 */
export const verifyPartition = async (
  logs: ComparedLogs,
  scope: PartitionScope,
  progress: PartitionProgress | undefined,
  save: (progress: PartitionProgress, newRecords: number) => void,
  signal?: AbortSignal,
): Promise<PartitionVerdict> => {
  const { topic, partition, sourceStart, targetStart, targetEnd, until, from = 0n } = scope;
  const start = later(from, later(sourceStart, targetStart));
  const end = later(start, earlier(until, targetEnd));
  const resumed = !scope.compacted && progress && goesOn(progress, start, end) ? progress : undefined;
  const differences: RecordDifference[] = [
    ...(resumed && !resumed.follows ? [] : missingAtStart(scope)),
    ...differencesOf(resumed),
  ];
  let records = resumed?.records ?? 0;
  let sourceChain: Buffer = Buffer.from(resumed?.sourceChain ?? '', 'hex');
  let targetChain: Buffer = Buffer.from(resumed?.targetChain ?? '', 'hex');
  const first = resumed ? BigInt(resumed.next) : start;
  const noted = (next: bigint, newRecords: number): void => {
    signal?.throwIfAborted();
    records += newRecords;
    const now = {
      ...{ start: String(start), end: String(end), next: String(next), records },
      ...{ sourceChain: sourceChain.toString('hex'), targetChain: targetChain.toString('hex') },
      differences: differences.map(({ offset, kind }) => ({ offset: String(offset), kind })),
    };
    save(now, newRecords);
  };

  if (scope.compacted) {
    const comparison = new CompactedComparison(...readersOf(logs, first, end));
    for (const next of stretchEnds(first, end)) noted(next, await comparison.compareUntil(next));
    differences.push(...comparison.differences());
  } else {
    for await (const stretch of compareStretches(logs, first, end)) {
      if (!stretch.equal && differences.length < MOST_DIFFERENCES) {
        differences.push(...(await differencesIn(logs, stretch)));
      }
      sourceChain = chain(sourceChain, stretch.sourceDigest);
      targetChain = chain(targetChain, stretch.targetDigest);
      noted(stretch.end, stretch.records);
    }
  }
  if (scope.openOnTarget !== undefined)
    differences.push({ offset: scope.openOnTarget, kind: 'open-on-target' });
  if (targetEnd < until) differences.push({ offset: later(start, targetEnd), kind: 'missing-on-target' });
  return {
    ...{ topic, partition, end, sourceStart, targetStart, records },
    ...(scope.mapped ? { mapped: true } : {}),
    start: resumed ? BigInt(resumed.start) : start,
    sourceDigest: sourceChain.toString('hex'),
    targetDigest: targetChain.toString('hex'),
    equal: differences.length === 0 && sourceChain.equals(targetChain),
    differences: differences.slice(0, MOST_DIFFERENCES),
  };
};

/** Whether a comparison can be carried on: an earlier attempt at the same stretch, or one that followed the copy. */
const goesOn = (progress: PartitionProgress, start: bigint, end: bigint): boolean => {
  if (!progress.follows) return progress.start === String(start) && progress.end === String(end);
  const next = BigInt(progress.next);
  return start <= next && next <= end;
};

const differencesOf = (progress: PartitionProgress | undefined): RecordDifference[] =>
  (progress?.differences ?? []).map(({ offset, kind }) => ({ offset: BigInt(offset), kind }));

/** Records that the source still has and the target's log does not begin with. */
const missingAtStart = ({
  sourceStart,
  targetStart,
  from = 0n,
  until,
}: PartitionScope): RecordDifference[] => {
  const first = later(sourceStart, from);
  return first < targetStart && first < until ? [{ offset: first, kind: 'missing-on-target' }] : [];
};
