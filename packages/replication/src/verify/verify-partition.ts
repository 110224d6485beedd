import { createHash } from 'node:crypto';
import type { KafkaClient, TopicPartition } from '@mqferry/kafka';
import { ofAnyGeneration } from '../copier/producer-ids.ts';
import { CompactedComparison } from './compacted-partition.ts';
import { DigestReader, type ProducerNames } from './digest-reader.ts';
import type { PartitionProgress } from './verification-checkpoint.ts';
import type { PartitionVerdict, RecordDifference } from './verification-report.ts';

/** The stretch of one partition to compare, and where its logs begin and end. */
export interface PartitionScope extends TopicPartition {
  readonly sourceStart: bigint;
  readonly targetStart: bigint;
  readonly targetEnd: bigint;
  /** Up to where (exclusive) both sides must be equal. */
  readonly until: bigint;
  /** Whether either side may have dropped records that later ones supersede. */
  readonly compacted: boolean;
  /** How the source's producers are named on the target. */
  readonly toTarget: ProducerNames;
}

/** Offsets compared at a time; a difference is looked for record by record within one such stretch. */
const STRETCH = 10_000n;
const MOST_DIFFERENCES = 10;

/**
 * Compares one partition of both clusters stretch by stretch. Each side's digest is a chain over the digests of its
 * stretches, so it can be carried on from any of them: `progress` is where an earlier attempt came to, `save` is told
 * after each stretch.
 */
export const verifyPartition = async (
  source: KafkaClient,
  target: KafkaClient,
  scope: PartitionScope,
  progress: PartitionProgress | undefined,
  save: (progress: PartitionProgress, newRecords: number) => void,
  signal?: AbortSignal,
): Promise<PartitionVerdict> => {
  const { topic, partition, sourceStart, targetStart, targetEnd, until, toTarget } = scope;
  const where = { topic, partition };
  const start = later(sourceStart, targetStart);
  const end = later(start, earlier(until, targetEnd));
  const resumed =
    !scope.compacted && progress?.start === String(start) && progress.end === String(end)
      ? progress
      : undefined;
  const differences: RecordDifference[] = resumed
    ? resumed.differences.map(({ offset, kind }) => ({ offset: BigInt(offset), kind }))
    : missingAtStart(scope);
  let next = resumed ? BigInt(resumed.next) : start;
  let records = resumed?.records ?? 0;
  let sourceChain: Buffer = Buffer.from(resumed?.sourceChain ?? '', 'hex');
  let targetChain: Buffer = Buffer.from(resumed?.targetChain ?? '', 'hex');

  const readers = [
    new DigestReader(source, where, next, end, toTarget),
    new DigestReader(target, where, next, end, ofAnyGeneration),
  ] as const;
  const comparison = new CompactedComparison(...readers);
  const progressNow = (): PartitionProgress => ({
    start: String(start),
    end: String(end),
    next: String(next),
    records,
    sourceChain: sourceChain.toString('hex'),
    targetChain: targetChain.toString('hex'),
    differences: differences.map(({ offset, kind }) => ({ offset: String(offset), kind })),
  });
  while (next < end) {
    signal?.throwIfAborted();
    const stretchEnd = earlier(end, next + STRETCH);
    if (scope.compacted) {
      const compared = await comparison.compareUntil(stretchEnd);
      records += compared;
      next = stretchEnd;
      save(progressNow(), compared);
      continue;
    }
    const [ours, theirs] = await Promise.all([
      readers[0].digestUntil(stretchEnd),
      readers[1].digestUntil(stretchEnd),
    ]);
    if (!ours.digest.equals(theirs.digest) && differences.length < MOST_DIFFERENCES) {
      differences.push(...(await differencesIn(source, target, scope, next, stretchEnd)));
    }
    sourceChain = chain(sourceChain, ours.digest);
    targetChain = chain(targetChain, theirs.digest);
    records += ours.records;
    next = stretchEnd;
    save(progressNow(), ours.records);
  }
  if (scope.compacted) differences.push(...comparison.differences());
  if (targetEnd < until) differences.push({ offset: later(start, targetEnd), kind: 'missing-on-target' });
  return {
    ...where,
    start,
    end,
    sourceStart,
    targetStart,
    records,
    sourceDigest: sourceChain.toString('hex'),
    targetDigest: targetChain.toString('hex'),
    equal: differences.length === 0 && sourceChain.equals(targetChain),
    differences: differences.slice(0, MOST_DIFFERENCES),
  };
};

/** Records that the source still has and the target's log does not begin with. */
const missingAtStart = ({ sourceStart, targetStart, until }: PartitionScope): RecordDifference[] =>
  sourceStart < targetStart && sourceStart < until
    ? [{ offset: sourceStart, kind: 'missing-on-target' }]
    : [];

const chain = (former: Buffer, digest: Buffer): Buffer =>
  createHash('sha256').update(former).update(digest).digest();

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const earlier = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Looks record by record at a stretch whose digests differ. */
const differencesIn = async (
  source: KafkaClient,
  target: KafkaClient,
  scope: PartitionScope,
  start: bigint,
  end: bigint,
): Promise<RecordDifference[]> => {
  const { topic, partition, toTarget } = scope;
  const [ours, theirs] = await Promise.all([
    recordDigests(new DigestReader(source, { topic, partition }, start, end, toTarget), end),
    recordDigests(new DigestReader(target, { topic, partition }, start, end, ofAnyGeneration), end),
  ]);
  const offsets = [...new Set([...ours.keys(), ...theirs.keys()])].sort((a, b) => (a < b ? -1 : 1));
  return offsets
    .filter((offset) => ours.get(offset) !== theirs.get(offset))
    .slice(0, MOST_DIFFERENCES)
    .map((offset) => ({
      offset,
      kind: !ours.has(offset)
        ? 'missing-on-source'
        : theirs.has(offset)
          ? 'content-differs'
          : 'missing-on-target',
    }));
};

const recordDigests = async (reader: DigestReader, end: bigint): Promise<Map<bigint, string>> => {
  const digests = new Map<bigint, string>();
  await reader.visitUntil(end, (record, transaction) => {
    const hash = createHash('sha256').update(`${record.timestamp} ${transaction} `);
    digests.set(record.offset, hash.update(record.body.subarray(record.start, record.end)).digest('hex'));
  });
  return digests;
};
