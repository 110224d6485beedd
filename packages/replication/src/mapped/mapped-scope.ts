import { inParallel } from '@mqferry/core';
import {
  type KafkaClient,
  lastStableOffsets,
  listOffsets,
  OFFSET_EARLIEST,
  OFFSET_LATEST,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import { producerIdMap } from '../copier/producer-ids.ts';
import { readBatches } from '../read-log.ts';
import type { PartitionScope } from '../verify/verify-partition.ts';
import { MapFolder } from './map-folder.ts';
import { mappedErrors } from './mapped-errors.ts';
import type { OffsetMap } from './offset-map.ts';

/** The maps of those partitions that have one, by `topic-partition`. */
export type OffsetMaps = ReadonlyMap<string, OffsetMap>;

const ASKED_AT_ONCE = 8;
const LAST_BATCH_BYTES = 1;

/**
 * The maps in a folder of partitions that are on the target. `untilOf`: up to where they are to be compared. Throws
 * REPLICATION_MAP_MISSING for a partition that was copied with a map which is not there.
 */
export const mapsOf = async (
  source: KafkaClient,
  target: KafkaClient,
  folder: string | undefined,
  present: readonly TopicPartition[],
  untilOf: (where: TopicPartition) => bigint,
): Promise<OffsetMaps> => {
  const maps = new MapFolder(folder ?? '');
  const ids = producerIdMap((await source.metadata()).clusterId);
  const [starts, ends] = await Promise.all([
    listOffsets(target, present, OFFSET_EARLIEST),
    listOffsets(target, present, OFFSET_LATEST),
  ]);
  const found = await inParallel(present, ASKED_AT_ONCE, async ({ topic, partition }) => {
    const where = { topic, partition };
    const key = partitionText(where);
    const map = folder === undefined ? undefined : await maps.load(source, target, where);
    if (map) return [[key, map] as const];
    const end = ends.get(key)!;
    // Where both end at the same offset there is nothing to wonder about.
    if (end === starts.get(key)! || end === untilOf(where)) return [];
    const [last] = await readBatches(target, where, end - 1n, LAST_BATCH_BYTES, 'verify');
    if (last?.header.producerId === ids.mapped)
      throw mappedErrors.REPLICATION_MAP_MISSING({ ...where, folder: folder ?? '–' });
    return [];
  });
  return new Map(found.flat());
};

/** Where readers of the source go on from on the target; at the same offset where that is not mapped. */
export const offsetOnTarget = (maps: OffsetMaps, where: TopicPartition, offset: bigint): bigint =>
  maps.get(partitionText(where))?.toTarget(offset) ?? offset;

/**
 * What is compared, by the maps: committed records only, and where the target's log begins and ends by the offsets of
 * the source.
 */
export const mappedScopes = async (
  source: KafkaClient,
  target: KafkaClient,
  scopes: readonly PartitionScope[],
  maps: OffsetMaps,
): Promise<PartitionScope[]> => {
  const mapped = scopes.filter((scope) => maps.has(partitionText(scope)));
  if (mapped.length === 0) return [...scopes];
  const [ours, theirs] = await Promise.all(
    [source, target].map((client) => lastStableOffsets(client, mapped)),
  );
  return scopes.map((scope) => {
    const key = partitionText(scope);
    const map = maps.get(key);
    if (!map) return scope;
    const stableEnd = ours!.get(key)!;
    const until = scope.until < stableEnd ? scope.until : stableEnd;
    const { targetStart, targetEnd, sourceStart } = scope;
    return {
      ...{ ...scope, until, stableEnd, committedOnly: true, openOnTarget: undefined },
      targetStart: targetStart <= map.targetStart ? sourceStart : map.nextSource(targetStart),
      targetEnd: targetEnd >= map.toTarget(until) ? until : map.nextSource(targetEnd),
      mapped: { map, stableEnd: theirs!.get(key)! },
    };
  });
};
