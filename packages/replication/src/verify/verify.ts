import { inParallel, pause } from '@mqferry/core';
import {
  fetchGroupOffsets,
  type KafkaClient,
  lastStableOffsets,
  listOffsets,
  OFFSET_EARLIEST,
  OFFSET_LATEST,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import { producerIdMap } from '../copier/producer-ids.ts';
import { mappedScopes, mapsOf, type OffsetMaps, offsetOnTarget } from '../mapped/mapped-scope.ts';
import { openTransactions } from '../open-transactions.ts';
import { compactedTopics, type Restores } from '../plan/read-configs.ts';
import { earlier, later } from './compare-stretches.ts';
import { withFinalStarts } from './final-starts.ts';
import { namesOf } from './names-of.ts';
import { paceOf } from './pace.ts';
import { stableEnds } from './stable-ends.ts';
import type { PartitionProgress, VerificationCheckpoint } from './verification-checkpoint.ts';
import type { GroupVerdict, VerificationReport } from './verification-report.ts';
import { type PartitionScope, verifyPartition } from './verify-partition.ts';

/** What is compared. */
export interface VerificationScope {
  readonly topics: readonly string[];
  readonly groups: readonly string[];
  /**
   * Up to where (exclusive), by `topic-partition`; partitions that it leaves out are not compared. Without it, all
   * are, up to the source's high watermark of now.
   */
  readonly until?: ReadonlyMap<string, bigint>;
  /** What a copy holds on the target, by topic, and what it becomes. */
  readonly restores?: Restores;
  /** Where the maps of mapped partitions are; none are there when absent. */
  readonly mapsFolder?: string;
  /** Topics of which only what was committed was copied; none when absent. */
  readonly committedOnly?: ReadonlySet<string>;
  /** Narrows it by time; all when absent. */
  readonly times?: TimeRange;
}

/**
 * Times of records, in milliseconds since 1970. Compared are the offsets from the first record on whose timestamp is
 * `since` or later, and before the first one whose timestamp is `until` or later. Both are looked up at the source
 * (ListOffsets by timestamp); where timestamps do not ascend, records between bear other times too.
 */
export interface TimeRange {
  readonly since?: bigint | undefined;
  readonly until?: bigint | undefined;
}

/** How the verification runs. */
export interface VerificationOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: VerificationProgress) => void;
  readonly checkpoint?: VerificationCheckpoint;
  /** Read from both sides together, at most so many bytes a second; Infinity when absent. */
  readonly bytesPerSecond?: number;
  /** What was compared as the copy went, by `topic-partition`: it is not compared once more. */
  readonly followed?: Readonly<Record<string, PartitionProgress>>;
}

/** Records compared so far, of so many offsets. */
export interface VerificationProgress {
  readonly records: number;
  readonly totalOffsets: bigint;
}

const PARTITIONS_AT_ONCE = 3;
const SAVE_MS = 2_000;
const CATCH_UP_MS = 15_000;
const CATCH_UP_POLL_MS = 100;

/**
 * Compares both clusters record by record, without trusting the copier: per partition a digest over offset, timestamp,
 * key, value and headers from the log start up to a fixed end, the first differing offsets named; and the committed
 * offsets of groups. A live target gets a moment to reach the end. Throws when a cluster cannot be read.
 */
export const verify = async (
  source: KafkaClient,
  target: KafkaClient,
  scope: VerificationScope,
  options: VerificationOptions = {},
): Promise<VerificationReport> => {
  const before = await groupOffsets(source, scope);
  const ids = producerIdMap((await source.metadata()).clusterId);
  const { scopes, present, maps } = await partitionScopes(source, target, scope, options.signal);
  const identical = present.filter((where) => !maps.has(partitionText(where)));
  const totalOffsets = scopes.reduce((sum, item) => sum + offsetsIn(item), 0n);
  const progress: Record<string, PartitionProgress> = {
    ...(await options.checkpoint?.load()),
    ...options.followed,
  };
  const logs = { source, target, names: await namesOf(source, target), pace: paceOf(options) };
  let records = 0;
  let savedAt = performance.now();
  let saving: Promise<void> = Promise.resolve();
  const verdicts = await inParallel(scopes, PARTITIONS_AT_ONCE, async (item) => {
    const key = partitionText(item);
    const save = (state: PartitionProgress, newRecords: number) => {
      progress[key] = state;
      records += newRecords;
      options.onProgress?.({ records, totalOffsets });
      if (performance.now() - savedAt > SAVE_MS) {
        savedAt = performance.now();
        saving = saving.then(() => options.checkpoint?.save({ ...progress }));
      }
    };
    return verifyPartition({ ...logs, ...item }, item, progress[key], save, options.signal);
  });
  await saving;
  const partitions = await withFinalStarts(source, target, verdicts, identical, ids.filler);
  await options.checkpoint?.save({});
  const ends = new Map(scopes.map((item) => [partitionText(item), item.until]));
  const groups = compareGroups(
    ends,
    maps,
    before,
    await groupOffsets(source, scope),
    await groupOffsets(target, scope),
  );
  return {
    equal: partitions.every(({ equal }) => equal) && groups.every(({ equal }) => equal),
    records: partitions.reduce((sum, partition) => sum + partition.records, 0),
    partitions,
    groups,
    committedOnly: scope.topics.filter((topic) => scope.committedOnly?.has(topic)),
    openTransactions: await openTransactions(source, target, identical),
  };
};

const partitionScopes = async (
  source: KafkaClient,
  target: KafkaClient,
  { topics, until, times, committedOnly = new Set(), restores = new Map(), mapsFolder }: VerificationScope,
  signal: AbortSignal | undefined,
): Promise<{ scopes: PartitionScope[]; present: TopicPartition[]; maps: OffsetMaps }> => {
  const where: TopicPartition[] = [];
  const isWhole = ({ topic }: TopicPartition) => !committedOnly.has(topic);
  for (const name of topics) {
    const { partitions } = await source.topic(name);
    const all = partitions.map(({ partition }) => ({ topic: name, partition }));
    where.push(...all.filter((item) => until?.has(partitionText(item)) ?? true));
  }
  const [whole, committed] = [where.filter(isWhole), where.filter((item) => !isWhole(item))];
  const ends = new Map([
    ...(await listOffsets(source, whole, OFFSET_LATEST)),
    // What is open is held back.
    ...(await lastStableOffsets(source, committed)),
  ]);
  const [since, before] = await Promise.all([
    offsetsAt(source, where, times?.since),
    offsetsAt(source, where, times?.until),
  ]);
  const untilOf = (item: TopicPartition) => {
    const key = partitionText(item);
    const end = until?.get(key) ?? ends.get(key)!;
    return earlier(end, before?.get(key) ?? end);
  };
  const present = await existing(target, where);
  const maps = await mapsOf(source, target, mapsFolder, present, untilOf);
  const targetUntil = (item: TopicPartition) => offsetOnTarget(maps, item, untilOf(item));
  const targetEnds = await caughtUp(target, present, targetUntil, signal);
  const [sourceStarts, targetStarts, stable] = await Promise.all([
    listOffsets(source, where, OFFSET_EARLIEST),
    listOffsets(target, present, OFFSET_EARLIEST),
    stableEnds(source, target, where, targetEnds),
  ]);
  const compacted = await compactedTopics(source, target, topics, restores);
  const scopes = where.map((item) => {
    const key = partitionText(item);
    return {
      ...item,
      sourceStart: sourceStarts.get(key)!,
      targetStart: targetStarts.get(key) ?? 0n,
      targetEnd: targetEnds.get(key) ?? 0n,
      // Where no record is as late, nothing is compared.
      from: since && (since.get(key) ?? ends.get(key)!),
      until: untilOf(item),
      ...stable.get(key)!,
      compacted: compacted.has(item.topic),
      committedOnly: !isWhole(item),
    };
  });
  return { scopes: await mappedScopes(source, target, scopes, maps), present, maps };
};

/** The first offsets at a time or later; partitions without any are left out. Undefined without a time. */
const offsetsAt = async (
  source: KafkaClient,
  where: readonly TopicPartition[],
  time: bigint | undefined,
): Promise<Map<string, bigint> | undefined> => {
  if (time === undefined) return undefined;
  return new Map([...(await listOffsets(source, where, time))].filter(([, offset]) => offset >= 0n));
};

const offsetsIn = ({ sourceStart, from = 0n, until }: PartitionScope): bigint => {
  const start = later(sourceStart, from);
  return until > start ? until - start : 0n;
};

const existing = async (target: KafkaClient, where: readonly TopicPartition[]): Promise<TopicPartition[]> => {
  const { topics } = await target.refreshMetadata();
  return where.filter(({ topic, partition }) => (topics.get(topic)?.partitions.length ?? 0) > partition);
};

/** The target's ends, once they reach what is asked for or the time for that is over. */
const caughtUp = async (
  target: KafkaClient,
  where: readonly TopicPartition[],
  untilOf: (item: TopicPartition) => bigint,
  signal: AbortSignal | undefined,
): Promise<Map<string, bigint>> => {
  const deadline = performance.now() + CATCH_UP_MS;
  for (;;) {
    const ends = await listOffsets(target, where, OFFSET_LATEST);
    const behind = where.some((item) => ends.get(partitionText(item))! < untilOf(item));
    if (!behind || performance.now() > deadline) return ends;
    await pause(CATCH_UP_POLL_MS, signal);
  }
};

type GroupOffsets = Map<string, GroupOffset>;

interface GroupOffset extends TopicPartition {
  readonly group: string;
  readonly offset: bigint;
}

const groupOffsets = async (
  client: KafkaClient,
  { groups, topics }: VerificationScope,
): Promise<GroupOffsets> => {
  const names = new Set(topics);
  const lists = await inParallel(groups, PARTITIONS_AT_ONCE, async (group) =>
    (await fetchGroupOffsets(client, group))
      .filter(({ topic }) => names.has(topic))
      .map(({ topic, partition, offset }) => ({ group, topic, partition, offset })),
  );
  return new Map(lists.flat().map((item) => [`${item.group}\0${partitionText(item)}`, item]));
};

/**
 * A group that stands still must have the same offsets, by the maps where there are any, on both sides, or the end of what was compared where it is
 * beyond; one that moves meanwhile must lie between where it was and where it is.
 */
const compareGroups = (
  ends: ReadonlyMap<string, bigint>,
  maps: OffsetMaps,
  before: GroupOffsets,
  after: GroupOffsets,
  target: GroupOffsets,
): GroupVerdict[] =>
  [...after].map(([key, { group, topic, partition, offset }]) => {
    const end = ends.get(partitionText({ topic, partition }))!;
    const onTarget = target.get(key)?.offset;
    const highest = offset < end ? offset : end;
    const first = before.get(key)?.offset ?? offset;
    const lowest = first < highest ? first : highest;
    const [from, to] = [lowest, offset].map((at) => offsetOnTarget(maps, { topic, partition }, at));
    const equal = onTarget !== undefined && onTarget >= from! && onTarget <= to!;
    return { group, topic, partition, source: offset, target: onTarget, equal };
  });
