import { inParallel } from '@mqferry/core';
import {
  describeGroup,
  fetchGroupOffsets,
  type KafkaClient,
  lastStableOffsets,
  listGroups,
  logEndOffsets,
  Metadata,
} from '@mqferry/kafka';
import type { Evidence, Gate, Measurement } from '@mqferry/migration';
import { isOwnershipGroup } from '@mqferry/replication';
import { type GateWorld, partitionsOf } from './gate-world.ts';
import { deniedTopics } from './write-denial.ts';

type Ends = Pick<GateWorld, 'from' | 'to' | 'topics'>;
type Measured = Omit<Measurement, 'at'>;

const HOLDS_MS = 15_000;
/** Producers that batch for long send nothing for a while; `linger.ms` is seldom more. */
const STILL_MS = 10_000;
const GROUPS_AT_ONCE = 8;
/** The bit of WRITE among the operations that a user may do (AclOperation). */
const WRITE = 1 << 4;
const NAMED = 5;

const verdict = (passed: boolean, evidence: Evidence): Measured => ({
  verdict: passed ? 'pass' : 'fail',
  evidence,
});

const some = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ', …' : '');

const writesDenied = async ({ from, topics }: GateWorld): Promise<Measured> => {
  const denied = await deniedTopics(from, topics);
  return verdict(denied.size === topics.length, { topics: topics.length, denied: denied.size });
};

/** Super users may write in spite of the denial, and only as such can the copier write there when it copies back. */
const copierMayWrite = async ({ from, topics }: GateWorld): Promise<Measured> => {
  const answer = await from.send(
    Metadata,
    {
      topics: topics.map((name) => ({ name })),
      allowAutoTopicCreation: false,
      includeTopicAuthorizedOperations: true,
    },
    'any',
  );
  const refused = answer.topics.filter(({ topicAuthorizedOperations: may }) => (may & WRITE) === 0);
  return verdict(refused.length === 0, { topics: topics.length, refused: refused.length });
};

const producersStopped = async ({ from, topics, stillness }: GateWorld): Promise<Measured> => {
  const ends = await logEndOffsets(from, await partitionsOf(from, topics));
  const stillForMs = stillness.observe(ends, Date.now());
  const end = [...ends.values()].reduce((sum, offset) => sum + offset, 0n);
  return verdict(stillForMs >= STILL_MS, { stillForSeconds: Math.floor(stillForMs / 1000), end });
};

const transactionsEnded = async ({ from, topics }: GateWorld): Promise<Measured> => {
  const partitions = await partitionsOf(from, topics);
  const [ends, stable] = await Promise.all([
    logEndOffsets(from, partitions),
    lastStableOffsets(from, partitions),
  ]);
  const open = [...ends].filter(([partition, end]) => stable.get(partition) !== end);
  return verdict(open.length === 0, {
    partitions: partitions.length,
    withOpenTransactions: open.length,
    first: some(open.map(([partition]) => partition)) || undefined,
  });
};

const copied = async ({ from, to, topics }: Ends): Promise<Measured> => {
  const [theirs, ours] = await Promise.all(
    [from, to].map(async (client) => logEndOffsets(client, await partitionsOf(client, topics))),
  );
  const behind = [...theirs!].filter(([partition, end]) => ours!.get(partition) !== end);
  return verdict(behind.length === 0 && theirs!.size > 0, {
    partitions: theirs!.size,
    unequalEnds: behind.length,
    first: behind[0] && `${behind[0][0]}: ${behind[0][1]} / ${ours!.get(behind[0][0]) ?? '–'}`,
  });
};

/** What is compared as the copy goes: up to its end, record by record. */
const followed = ({ topics, report }: GateWorld): Measured => {
  const reports = new Map(report?.topics.map((topic) => [topic.topic, topic]));
  const due = topics.map((topic) => reports.get(topic)).filter((topic) => !topic?.comparedAtEnd);
  const known = due.flatMap((topic) => topic?.verification ?? []);
  const evidence = {
    topics: topics.length,
    compared: known.length,
    records: known.reduce((sum, { records }) => sum + records, 0),
    notYetCompared: known.reduce((sum, { lag }) => sum + lag, 0n),
    differences: known.reduce((sum, { differences, failed }) => sum + differences + failed, 0),
  };
  if (evidence.differences > 0) return verdict(false, evidence);
  if (known.length < due.length) return { verdict: 'inconclusive', evidence };
  return verdict(
    known.every(({ ageMs, lag }) => lag === 0n && ageMs !== undefined),
    evidence,
  );
};

/** Compacted topics are compared when nothing moves any more: before, either side may compact what the other has. */
const verified = async (world: GateWorld): Promise<Measured> => {
  const { topics, report, stillness, comparison, compare } = world;
  const { verdict: soFar, evidence } = followed(world);
  const atEnd = (report?.topics ?? []).filter(
    ({ topic, comparedAtEnd }) => comparedAtEnd && topics.includes(topic),
  );
  if (soFar !== 'pass' || atEnd.length === 0) return { verdict: soFar, evidence };
  if (!(await areEndsEqual(world))) return { verdict: 'inconclusive', evidence };
  const names = atEnd.map(({ topic }) => topic);
  const found = comparison.look(stillness.ends, (signal, onProgress) =>
    compare(names, { signal, onProgress }),
  );
  if (found.state === 'failed') return { verdict: 'error', evidence, reason: found.error };
  const both = { ...evidence, comparedAtEnd: found.records };
  if (found.state === 'running') return { verdict: 'inconclusive', evidence: both };
  return verdict(found.different === 0, { ...both, differentPartitions: found.different });
};

/** The groups that have committed offsets for these topics, with those offsets by partition. */
const groupsOf = async (client: KafkaClient, topics: ReadonlySet<string>) => {
  const names = (await listGroups(client)).map(({ groupId }) => groupId);
  const groups = await inParallel(
    names.filter((group) => !isOwnershipGroup(group)),
    GROUPS_AT_ONCE,
    async (group) => {
      const offsets = (await fetchGroupOffsets(client, group)).filter(({ topic }) => topics.has(topic));
      return [
        group,
        new Map(offsets.map(({ topic, partition, offset }) => [`${topic}-${partition}`, offset])),
      ] as const;
    },
  );
  return groups.filter(([, offsets]) => offsets.size > 0);
};

const consumersStopped = async ({ from, topics }: GateWorld): Promise<Measured> => {
  const groups = await groupsOf(from, new Set(topics));
  const described = await inParallel(groups, GROUPS_AT_ONCE, ([group]) => describeGroup(from, group));
  const active = described.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
  return verdict(active.length === 0, {
    groups: groups.length,
    withMembers: active.length,
    first: some(active) || undefined,
  });
};

const offsetsFinal = async ({ from, to, topics }: GateWorld): Promise<Measured> => {
  const groups = await groupsOf(from, new Set(topics));
  const unequal = await inParallel(groups, GROUPS_AT_ONCE, async ([group, offsets]) => {
    const there = new Map(
      (await fetchGroupOffsets(to, group)).map(({ topic, partition, offset }) => [
        `${topic}-${partition}`,
        offset,
      ]),
    );
    return [...offsets].some(([partition, offset]) => there.get(partition) !== offset) ? [group] : [];
  });
  const behind = unequal.flat();
  return verdict(behind.length === 0, {
    groups: groups.length,
    unequal: behind.length,
    first: some(behind) || undefined,
  });
};

const gate = (id: string, measure: Gate<GateWorld>['measure']): Gate<GateWorld> => ({
  ...{ id, holdsForMs: HOLDS_MS, measure },
});

const DENIAL = [gate('writes-denied', writesDenied), gate('copier-may-write', copierMayWrite)];
const ALWAYS = [
  gate('producers-stopped', producersStopped),
  gate('transactions-ended', transactionsEnded),
  gate('copied', copied),
  gate('verified', verified),
  gate('consumers-stopped', consumersStopped),
  gate('offsets-final', offsetsFinal),
];

/** The conditions under which applications go on at the same offsets of the other cluster. */
export const gatesOf = (denyWrites: boolean): readonly Gate<GateWorld>[] =>
  denyWrites ? [...DENIAL, ...ALWAYS] : ALWAYS;

/** Whether both logs end at the same offsets: measured once more at the moment of acting. */
export const areEndsEqual = async (world: Ends): Promise<boolean> => (await copied(world)).verdict === 'pass';
