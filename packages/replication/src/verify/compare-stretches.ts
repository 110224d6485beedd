import { createHash } from 'node:crypto';
import type { KafkaClient } from '@mqferry/kafka';
import type { ProducerNames } from '../copier/producer-ids.ts';
import { MappedReader, type MappedTarget } from '../mapped/mapped-readers.ts';
import { type DigestedLog, DigestReader, type Pace, type StretchReader } from './digest-reader.ts';
import type { RecordDifference } from './verification-report.ts';

/** Both logs of a partition, and how they are read. */
export interface ComparedLogs extends Required<DigestedLog> {
  readonly source: KafkaClient;
  readonly target: KafkaClient;
  /** How producers are named on each side. */
  readonly names: { readonly source: ProducerNames; readonly target: ProducerNames };
  readonly pace: Pace;
  /** How offsets of the source are found on the target; they are the same when it is absent. */
  readonly mapped?: MappedTarget | undefined;
}

/** A stretch of offsets whose two sides were digested. */
export interface ComparedStretch {
  readonly start: bigint;
  /** Exclusive. */
  readonly end: bigint;
  /** Of the source. */
  readonly records: number;
  readonly equal: boolean;
  readonly sourceDigest: Buffer;
  readonly targetDigest: Buffer;
}

/** Offsets compared at a time; a difference is looked for record by record within one such stretch. */
const STRETCH = 10_000n;
export const MOST_DIFFERENCES = 10;

export const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);
export const earlier = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Carries a digest on by that of the next stretch. */
export const chain = (former: Buffer, digest: Buffer): Buffer =>
  createHash('sha256').update(former).update(digest).digest();

/** Readers of both sides. */
export const readersOf = (
  { source, target, names, pace, mapped, ...where }: ComparedLogs,
  from: bigint,
  to: bigint,
): readonly [source: StretchReader, target: StretchReader] => {
  const ours = new DigestReader(source, where, from, to, names.source, pace);
  if (!mapped) return [ours, new DigestReader(target, where, from, to, names.target, pace)];
  const [start, end] = [mapped.map.toTarget(from), mapped.map.toTarget(to)];
  const there = { ...where, stableEnd: mapped.stableEnd };
  const theirs = new DigestReader(target, there, start, end, names.target, pace);
  return [ours, new MappedReader(theirs, mapped.map)];
};

/** The ends of the stretches from `from` up to `to`. */
export function* stretchEnds(from: bigint, to: bigint): Generator<bigint> {
  for (let next = from; next < to; ) {
    next = earlier(to, next + STRETCH);
    yield next;
  }
}

/** Digests both sides stretch by stretch, from `from` up to `to` (exclusive); both lie within both logs. */
export async function* compareStretches(
  logs: ComparedLogs,
  from: bigint,
  to: bigint,
): AsyncGenerator<ComparedStretch> {
  const readers = readersOf(logs, from, to);
  let start = from;
  for (const end of stretchEnds(from, to)) {
    const [ours, theirs] = await Promise.all(readers.map((reader) => reader.digestUntil(end)));
    const equal = ours!.digest.equals(theirs!.digest);
    const digests = { sourceDigest: ours!.digest, targetDigest: theirs!.digest };
    yield { start, end, records: ours!.records, equal, ...digests };
    start = end;
  }
}

/** Looks record by record at a stretch whose digests differ; gives the first differences. */
export const differencesIn = async (
  logs: ComparedLogs,
  { start, end }: Pick<ComparedStretch, 'start' | 'end'>,
): Promise<RecordDifference[]> => {
  const [ours, theirs] = await Promise.all(
    readersOf(logs, start, end).map((reader) => recordDigests(reader, end)),
  );
  const offsets = [...new Set([...ours!.keys(), ...theirs!.keys()])].sort((a, b) => (a < b ? -1 : 1));
  return offsets
    .filter((offset) => ours!.get(offset) !== theirs!.get(offset))
    .slice(0, MOST_DIFFERENCES)
    .map((offset) => ({
      offset,
      kind: !ours!.has(offset)
        ? 'missing-on-source'
        : theirs!.has(offset)
          ? 'content-differs'
          : 'missing-on-target',
    }));
};

const recordDigests = async (reader: StretchReader, end: bigint): Promise<Map<bigint, string>> => {
  const digests = new Map<bigint, string>();
  await reader.visitUntil(end, (record, _, aborted) => {
    const hash = createHash('sha256').update(`${record.timestamp} ${aborted} `);
    digests.set(record.offset, hash.update(record.body.subarray(record.start, record.end)).digest('hex'));
  });
  return digests;
};
