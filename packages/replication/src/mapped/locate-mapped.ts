import {
  forEachRecordSlice,
  lastStableOffsets,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
  OFFSET_LATEST,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import type { CopyPosition } from '../copier/copy-position.ts';
import { type LocateContext, producersOf, readBatchAt, settledLog } from '../copier/locate.ts';
import { sequenceAfter } from '../copier/producer-ids.ts';
import type { KnownProducer } from '../copier/target-producers.ts';
import { replicationErrors } from '../errors.ts';
import type { WholeBatch } from '../read-log.ts';
import { gapError } from '../source-gap.ts';
import { committedRecords, isSameRecord } from './committed-records.ts';
import { deriveRuns, identicalUntil } from './derive-map.ts';
import type { MapFile } from './map-file.ts';
import type { MapFolder } from './map-folder.ts';
import { mappedErrors } from './mapped-errors.ts';
import { MappedRound } from './mapped-round.ts';
import type { OffsetRun } from './offset-map.ts';

const NONE = { fillTo: 0n, fillTimestamp: 0n, logStart: undefined, mode: 'own' } as const;

/**
 * Finds where a mapped partition goes on. The target's log end, once it stands still, tells how much of what the map
 * announces came true. Where the map ends before the target's log does, its last part was lost in a crash of the
 * machine: it is derived by matching records. Where there is no map, the target may hold an identical copy up to some
 * offset, and records of others, which stay in front of what is copied now.
 *
 * Throws REPLICATION_TARGET_HAS_OTHER_DATA, REPLICATION_SOURCE_GAP, REPLICATION_MAPPED_OPEN_TRANSACTION, or the
 * clusters' own errors.
 */
export const locateMapped = async (
  context: LocateContext,
  maps: MapFolder,
  where: TopicPartition,
): Promise<CopyPosition> => {
  const { source, target, ids, quietMs, acceptGap } = context;
  const { topic, partition } = where;
  const log = await settledLog(context, where, quietMs);
  const key = partitionText(where);
  const sourceStart = (await listOffsets(source, [where], OFFSET_EARLIEST)).get(key)!;
  const file = await maps.open(source, target, where);
  const last = log.start < log.end ? await readBatchAt(target, where, log.end - 1n) : undefined;
  if (last) file.forgetUnless(last.header);
  await completeMap(context, where, file, { ...log, sourceStart });
  await expectSameEnd(context, where, file, last);
  const round = new MappedRound(file, log.end, ids, await knownProducers(context, where, last));
  const next = file.map.isEmpty ? sourceStart : file.map.sourceEnd;
  const gap = next < sourceStart ? { topic, partition, from: next, to: sourceStart - 1n } : undefined;
  if (gap && !acceptGap) throw gapError(gap);
  const offset = gap ? sourceStart : next;
  return { ...NONE, offset, sourceStart, sourceEpoch: -1, known: [], gap, mapped: round };
};

/** Adds to a map what the target has behind it. */
const completeMap = async (
  context: LocateContext,
  where: TopicPartition,
  file: MapFile,
  log: { readonly start: bigint; readonly end: bigint; readonly sourceStart: bigint },
): Promise<void> => {
  const { source, target, ids, compacted } = context;
  const { map } = file;
  if (map.isEmpty ? log.end === log.start : map.targetEnd >= log.end) return;
  const [ours, theirs] = await Promise.all(
    [source, target].map((client) => lastStableOffsets(client, [where])),
  );
  const key = partitionText(where);
  if (theirs!.get(key)! < log.end) {
    throw mappedErrors.REPLICATION_MAPPED_OPEN_TRANSACTION({ ...where, offset: theirs!.get(key)! });
  }
  const stretch = { ...where, sourceEnd: ours!.get(key)!, targetEnd: log.end };
  const runs: OffsetRun[] = [];
  let [sourceFrom, targetFrom] = [map.sourceEnd, map.targetEnd];
  if (map.isEmpty) {
    [sourceFrom, targetFrom] = [log.sourceStart, log.start];
    const until = await identicalUntil(source, target, { ...stretch, sourceFrom, targetFrom }, compacted);
    const from = sourceFrom > targetFrom ? sourceFrom : targetFrom;
    if (until > from) {
      runs.push({ source: from, target: from, count: until - from });
      [sourceFrom, targetFrom] = [until, until];
    }
  }
  runs.push(...(await deriveRuns(source, target, { ...stretch, sourceFrom, targetFrom }, ids, map.isEmpty)));
  file.add(runs);
};

/**
 * The target's last batch must hold what the map says, as far as the source still has it; so another writer, and a
 * source that was truncated, are noticed.
 */
export const expectSameEnd = async (
  { source, ids }: Pick<LocateContext, 'source' | 'ids'>,
  where: TopicPartition,
  { map }: Pick<MapFile, 'map'>,
  last: WholeBatch | undefined,
): Promise<void> => {
  if (!last || last.header.isControl) return;
  const key = partitionText(where);
  const { topic, partition } = where;
  const differs = (detail: string) =>
    replicationErrors.REPLICATION_TARGET_HAS_OTHER_DATA({ topic, partition, detail });
  const { producerId, lastOffset } = last.header;
  const origin = map.toSource(lastOffset);
  // A copy with identical offsets, with which the map may begin, has batches of many producers.
  if (origin !== undefined && origin !== lastOffset && !ids.isFromSource(producerId))
    throw differs(`somebody else has written at offset ${last.header.baseOffset}`);
  const theirs = new Map<bigint, { timestamp: bigint; body: Buffer }>();
  forEachRecordSlice(last.bytes, (offset, timestamp, body, start, end) => {
    const from = map.toSource(offset);
    if (from !== undefined) theirs.set(from, { timestamp, body: Buffer.from(body.subarray(start, end)) });
  });
  const mapped = [...theirs.keys()];
  if (mapped.length === 0) return;
  const [first, end] = [mapped[0]!, mapped.at(-1)! + 1n];
  const sourceEnd = (await logEndOffsets(source, [where])).get(key)!;
  if (sourceEnd < end)
    throw replicationErrors.REPLICATION_SOURCE_TRUNCATED({ topic, partition, offset: sourceEnd });
  const start = (await listOffsets(source, [where], OFFSET_EARLIEST)).get(key)!;
  const shown = (await listOffsets(source, [where], OFFSET_LATEST)).get(key)!;
  const from = start > first ? start : first;
  for await (const ours of committedRecords(source, where, from, end < shown ? end : shown)) {
    const copy = theirs.get(ours.offset);
    if (!copy || !isSameRecord(ours, { ...ours, ...copy })) {
      throw differs(`it has something else where the map has offset ${ours.offset} of the source`);
    }
  }
};

/** Where the target does not tell of its producers (before 2.8), its last batch does of the copier. */
const knownProducers = async (
  { target, ids }: LocateContext,
  where: TopicPartition,
  last: WholeBatch | undefined,
): Promise<readonly KnownProducer[]> => {
  const told = await producersOf(target, where);
  if (told) return told;
  if (last?.header.producerId !== ids.mapped) return [];
  const { producerId, producerEpoch, baseSequence, recordCount } = last.header;
  return [{ producerId, producerEpoch, lastSequence: sequenceAfter(baseSequence, recordCount - 1) }];
};
