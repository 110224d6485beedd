import { type CodedError, codedErrorIn, inParallel } from '@mqferry/core';
import { readRouteDocument } from '@mqferry/gateway';
import type { ClusterFacts, TopicSide } from '@mqferry/migration';
import {
  type ClusterReading,
  producersByAddress,
  readCluster,
  type Watched,
  type Writer,
  writersOf,
} from '@mqferry/replication';
import {
  brokerConfig,
  committedOffsets,
  mastersOf,
  ORDER_TOPIC_CONFIG,
  onMasters,
  type RocketmqAdmin,
  type Settings,
  storedValues,
} from '@mqferry/rocketmq';

/** A cluster that is looked at. */
export interface ObservedCluster {
  readonly admin: RocketmqAdmin;
  readonly cluster: string;
}

/** One side, as it was looked at. */
export interface SideLook {
  readonly reading: ClusterReading;
  /** Those who are still connected, by topic; a topic is missing where it could not be asked. */
  readonly writers: ReadonlyMap<string, readonly Writer[]>;
  readonly isStatic: ReadonlyMap<string, boolean>;
  /** Undefined: the name servers' store could not be asked. */
  readonly ordered: ReadonlySet<string> | undefined;
  readonly facts: ClusterFacts;
}

const AT_ONCE = 8;
/** Who wrote within this time counts as a writer, in milliseconds. */
const LATELY_MS = 10 * 60_000;

/** What could be had of each topic; what could not is left out. */
const ofEach = async <T>(
  topics: readonly string[],
  ask: (topic: string) => Promise<T>,
): Promise<Map<string, T>> => {
  const found = new Map<string, T>();
  await inParallel(topics, AT_ONCE, async (topic) => {
    try {
      found.set(topic, await ask(topic));
    } catch (error) {
      if (!codedErrorIn(error)) throw error;
    }
  });
  return found;
};

const unlessUnreachable = async <T>(ask: Promise<T>): Promise<T | undefined> => {
  try {
    return await ask;
  } catch (error) {
    if (codedErrorIn(error)) return undefined;
    throw error;
  }
};

/** Releases of 5.x have settings for timers, those of 4.x have none. */
const factsOf = (settings: Settings | undefined, unread: ReadonlyMap<string, CodedError>): ClusterFacts => {
  const timers = settings?.get('timerWheelEnable');
  const delayLevels = settings?.get('messageDelayLevel');
  return {
    connected: unread.size === 0,
    release: settings && (timers === undefined ? '4.x' : '5.x'),
    timers: settings && timers === 'true',
    delayLevels: delayLevels === undefined ? undefined : String(delayLevels),
  };
};

const staticOf = async ({ nameServers }: RocketmqAdmin, topic: string): Promise<boolean> => {
  const fields = { topic, acceptStandardJsonOnly: 'true' };
  const { code, body } = await nameServers.forward({ code: 105, name: 'GET_ROUTEINFO_BY_TOPIC', fields });
  return code === 0 && readRouteDocument(body).isStatic;
};

/** Whether a topic may have been written since lately; before it was looked at first nobody knows. */
const mayBeWritten = (before: TopicSide | undefined, now: number): boolean =>
  before?.ends === undefined ||
  [...before.ends.values()].some(({ stillSince }) => now - stillSince < LATELY_MS);

/** The groups with offsets in these topics. Throws as `onMasters` does. */
export const groupsWithOffsets = async (
  { admin, cluster }: ObservedCluster,
  topics: ReadonlySet<string>,
): Promise<string[]> => {
  const outcomes = await onMasters(admin, cluster, ({ address }) => committedOffsets(admin, address));
  const all = outcomes.flatMap(({ value }) => value ?? []);
  return [...new Set(all.filter(({ topic }) => topics.has(topic)).map(({ group }) => group))];
};

/**
 * Looks at one side. `before`: what topics were on this side at the look before. Throws as `readCluster` does when the name
 * servers cannot be asked; what a master does not answer is told in the reading.
 */
export const observeSide = async (
  { admin, cluster }: ObservedCluster,
  watched: Watched,
  before: (topic: string) => TopicSide | undefined,
): Promise<SideLook> => {
  const [first] = mastersOf(await admin.nameServers.clusterInfo(), cluster);
  const settings = first && (await unlessUnreachable(brokerConfig(admin, first.address)));
  const reading = await readCluster(admin, cluster, watched);
  const facts = factsOf(settings, reading.unread);
  const since = reading.at - LATELY_MS;
  const isHere = (topic: string) => reading.masters.some(({ topics }) => topics.has(topic));
  const written = watched.topics.filter((topic) => isHere(topic) && mayBeWritten(before(topic), reading.at));
  // Who is not in a list of all producers has left.
  const isListed = producersByAddress(reading) !== undefined;
  const writers: Map<string, readonly Writer[]> = await ofEach(written, async (topic) => {
    const wrote = await writersOf(admin, cluster, topic, { since, reading });
    return isListed ? wrote.filter(({ clientId }) => clientId !== undefined) : wrote;
  });
  for (const topic of watched.topics) if (!written.includes(topic)) writers.set(topic, []);
  const isStatic =
    facts.release === '4.x'
      ? new Map(watched.topics.map((topic) => [topic, false] as const))
      : await ofEach(watched.topics, (topic) => staticOf(admin, topic));
  const stored = await unlessUnreachable(storedValues(admin, ORDER_TOPIC_CONFIG));
  return { reading, writers, isStatic, ordered: stored && new Set(Object.keys(stored)), facts };
};
