import { type CodedError, codedErrorIn, inParallel } from '@mqferry/core';
import { readRouteDocument } from '@mqferry/gateway';
import type { ClusterFacts } from '@mqferry/migration';
import {
  type ClusterReading,
  producersByAddress,
  readCluster,
  topicReading,
  type Watched,
  type Writer,
  writersOf,
} from '@mqferry/replication';
import {
  brokerConfig,
  committedOffsets,
  consumersOf,
  mastersOf,
  ORDER_TOPIC_CONFIG,
  onMasters,
  type ProxyHeartbeat,
  type RocketmqAdmin,
  type Settings,
  storedValues,
} from '@mqferry/rocketmq';
import type { AskedConsumer } from './consumer-settings.ts';
import type { SideMemory } from './side-memory.ts';

/** A cluster that is looked at. */
export interface ObservedCluster {
  readonly admin: RocketmqAdmin;
  readonly cluster: string;
}

/** One side, as it was looked at. */
export interface SideLook {
  readonly reading: ClusterReading;
  /** Consumers that speak gRPC, by group; undefined: not known. */
  readonly proxied: ReadonlyMap<string, readonly ProxyHeartbeat[]> | undefined;
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

/** The groups with offsets in these topics. Throws as `onMasters` does. */
export const groupsWithOffsets = async (
  { admin, cluster }: ObservedCluster,
  topics: ReadonlySet<string>,
): Promise<string[]> => {
  const outcomes = await onMasters(admin, cluster, ({ address }) => committedOffsets(admin, address));
  const all = outcomes.flatMap(({ value }) => value ?? []);
  return [...new Set(all.filter(({ topic }) => topics.has(topic)).map(({ group }) => group))];
};

/** The groups that consume these topics, or have offsets in them, also those that keep none at brokers. Throws as `onMasters` does. */
export const groupsConsuming = async (
  { admin, cluster }: ObservedCluster,
  topics: readonly string[],
): Promise<string[]> => {
  const outcomes = await onMasters(admin, cluster, ({ address }) =>
    ofEach(topics, (topic) => consumersOf(admin, address, topic)),
  );
  return outcomes.flatMap(({ value }) => [...(value?.values() ?? [])].flat());
};

/** Who wrote topics lately and is still connected, by topic; nobody knows while a master does not answer. */
const writersIn = async (
  { admin, cluster }: ObservedCluster,
  reading: ClusterReading,
  topics: readonly string[],
  memory: SideMemory,
): Promise<Map<string, readonly Writer[]>> => {
  if (reading.unread.size > 0) return new Map();
  const since = reading.at - LATELY_MS;
  const producers = producersByAddress(reading);
  return ofEach(topics, async (topic) => {
    const ends = topicReading(reading, topic)?.ends ?? new Map<string, bigint>();
    if ([...ends.values()].every((end) => end === 0n)) return [];
    const wrote = memory.writers(topic, ends) ?? (await writersOf(admin, cluster, topic, { since, reading }));
    memory.keepWriters(topic, ends, wrote);
    const lately = wrote
      .filter(({ at }) => at >= BigInt(since))
      .map((writer) => ({ ...writer, clientId: producers?.get(writer.address)?.clientId }));
    // Who is not in a list of all producers has left.
    return producers ? lately.filter(({ clientId }) => clientId !== undefined) : lately;
  });
};

/** Which topics are static; releases of 4.x know none. */
const staticIn = (
  { admin }: ObservedCluster,
  topics: readonly string[],
  memory: SideMemory,
): Promise<Map<string, boolean>> =>
  ofEach(topics, async (topic) => {
    const known = memory.isStatic(topic);
    if (known !== undefined) return known;
    const found = await staticOf(admin, topic);
    memory.keepStatic(topic, found);
    return found;
  });

/** Those who consume in watched groups, each with a broker by which it can be asked. */
const consumersIn = (
  { masters }: ClusterReading,
  registered: readonly { readonly name: string; readonly address: string }[],
): AskedConsumer[] => {
  const addresses = new Map(registered.map(({ name, address }) => [name, address]));
  return masters.flatMap(({ brokerName, consumers }) => {
    const address = addresses.get(brokerName);
    if (address === undefined) return [];
    return [...consumers].flatMap(([group, { connections }]) =>
      connections.map(({ clientId }) => ({ clientId, group, address })),
    );
  });
};

/**
 * Looks at one side. Throws as `readCluster` does when the name servers cannot be asked; what a master does not answer is told in
 * the reading.
 */
export const observeSide = async (
  observed: ObservedCluster,
  watched: Watched,
  memory: SideMemory,
): Promise<SideLook> => {
  const { admin, cluster } = observed;
  const masters = mastersOf(await admin.nameServers.clusterInfo(), cluster);
  const [first] = masters;
  const settings = first && (await unlessUnreachable(brokerConfig(admin, first.address)));
  const reading = await readCluster(admin, cluster, watched);
  const facts = factsOf(settings, reading.unread);
  await memory.settings.ask(admin, consumersIn(reading, masters));
  const writers = await writersIn(observed, reading, watched.topics, memory);
  const isStatic =
    facts.release === '4.x'
      ? new Map(watched.topics.map((topic) => [topic, false] as const))
      : await staticIn(observed, watched.topics, memory);
  const stored = await unlessUnreachable(storedValues(admin, ORDER_TOPIC_CONFIG));
  const proxied = memory.proxied.byGroup();
  return { reading, proxied, writers, isStatic, ordered: stored && new Set(Object.keys(stored)), facts };
};
