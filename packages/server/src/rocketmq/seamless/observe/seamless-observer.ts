import type { SeenClient as GatewayClient } from '@mqferry/gateway';
import { SIDES } from '@mqferry/gateway';
import type {
  GroupFacts,
  Pace,
  Position,
  SeamlessFacts,
  SeamlessTopicFacts,
  Side,
  TopicSide,
} from '@mqferry/migration';
import { groupsByTopic } from '@mqferry/replication';
import { type ClientSettings, namesOf } from './consumer-settings.ts';
import { groupFactsOf, type PeerContext } from './group-facts.ts';
import {
  groupsConsuming,
  groupsWithOffsets,
  type ObservedCluster,
  observeSide,
  type SideLook,
} from './observe-side.ts';
import { clientsOf } from './seen-clients.ts';
import { SideMemory } from './side-memory.ts';
import { topicSideOf } from './topic-side.ts';

/** What a gateway told last. */
export interface GatewayReport {
  readonly id: string;
  /** Where clients reach it, `host:port`. */
  readonly address: string;
  readonly revision: number;
  /** In milliseconds since 1970. */
  readonly heardAt: number;
  readonly clients: readonly GatewayClient[];
}

/** Where a topic stands, as it is stored. */
export interface PlacedTopic {
  readonly position: Position;
  /** Of the routing table in which it got its present share. */
  readonly revision: number;
  /** When the last gateway began to serve that, in milliseconds since 1970; undefined: some do not. */
  readonly servedSince: number | undefined;
  /** The ends of its queues on the target when it last came to switching; undefined: it never did. */
  readonly targetEnds: ReadonlyMap<string, bigint> | undefined;
}

/** What is stored of a task, and what its gateways tell. */
export interface ObservedTask {
  readonly mode: SeamlessFacts['mode'];
  readonly topics: ReadonlyMap<string, PlacedTopic>;
  readonly gateways: readonly GatewayReport[];
  /** Names of brokers of the target that clients are shown under other ones. */
  readonly renamed: readonly string[];
  /** Where gateways in proxy mode are connected from, `host:port`. */
  readonly links: ReadonlySet<string>;
  /** How soon its clients act on a change of routes, where that is not the default of clients. */
  readonly pace: Partial<Pace>;
  /** For so long nobody may have written before a side counts as drained, in milliseconds. */
  readonly stillMs: number;
}

const isWritten = (side: TopicSide, baseline: PlacedTopic['targetEnds']): boolean | undefined => {
  if (baseline === undefined) return false;
  if (side.ends === undefined) return undefined;
  return [...side.ends].some(([queue, { end }]) => end > (baseline.get(queue) ?? 0n));
};

/** Both clusters of a task. */
export type ObservedClusters = Readonly<Record<Side, ObservedCluster>>;

/** The groups that read each topic. */
const readersByTopic = (groups: ReadonlyMap<string, GroupFacts>): ReadonlyMap<string, GroupFacts[]> => {
  const readers = new Map<string, GroupFacts[]>();
  for (const group of groups.values()) {
    for (const topic of group.topics) {
      const of = readers.get(topic);
      if (of) of.push(group);
      else readers.set(topic, [group]);
    }
  }
  return readers;
};

/** What consumers that speak gRPC subscribe to. */
const subscriptionsOf = (proxied: SideLook['proxied']) =>
  [...(proxied ?? [])].flatMap(([group, consumers]) =>
    consumers.flatMap(({ topics }) => topics.map((topic) => ({ group, topic }))),
  );

/** Looks at both clusters of a task again and again, and knows since when things are as they are. */
export class SeamlessObserver {
  #before: SeamlessFacts | undefined;
  readonly #memory: Readonly<Record<Side, SideMemory>> = {
    ...{ source: new SideMemory(), target: new SideMemory() },
  };

  /** What is seen now. Throws as `readCluster` does when the name servers of a side cannot be asked. */
  async look(clusters: ObservedClusters, task: ObservedTask): Promise<SeamlessFacts> {
    const connections = task.gateways.flatMap(({ clients }) => clients);
    const heard = Math.min(...task.gateways.map(({ heardAt }) => heardAt));
    const topics = [...task.topics.keys()];
    const watched = { topics, groups: await this.#groups(clusters, task, connections) };
    const [source, target] = await Promise.all([
      this.#side('source', clusters, watched),
      this.#side('target', clusters, watched),
    ]);
    const peers = { links: task.links, nameServersOf: this.#nameServers(clusters, task) };
    const groups = this.#groupFacts({ source, target }, watched, peers);
    const readers = readersByTopic(groups);
    const clients = clientsOf(
      connections,
      new Map(this.#before?.clients?.map((client) => [client.clientId, client])),
      (topic) => task.topics.get(topic)?.revision,
      task.pace,
      (clientId) => this.#settings(clientId),
    );
    const facts: SeamlessFacts = {
      ...{ now: Date.now(), mode: task.mode, stillMs: task.stillMs, renamed: task.renamed, groups },
      gateways: task.gateways.map(({ id, revision, heardAt }) => ({ id, revision, heardAt })),
      clients: [...clients.values()],
      clientsAt: Number.isFinite(heard) ? heard : Date.now(),
      clusters: { source: source.facts, target: target.facts },
      topics: new Map(
        topics.map((topic) => [
          topic,
          this.#topicFacts(topic, task, { source, target }, readers.get(topic) ?? [], peers),
        ]),
      ),
    };
    this.#before = facts;
    return facts;
  }

  #settings(clientId: string): ClientSettings | undefined {
    return this.#memory.source.settings.of(clientId) ?? this.#memory.target.settings.of(clientId);
  }

  /** What the settings of clients name. */
  #nameServers(clusters: ObservedClusters, { gateways }: ObservedTask): PeerContext['nameServersOf'] {
    const own = new Set(gateways.map(({ address }) => address));
    const addresses = ({ admin }: ObservedCluster) => admin.nameServers.addresses;
    const others = new Set([...addresses(clusters.source), ...addresses(clusters.target)]);
    return (clientId) => {
      const settings = this.#settings(clientId);
      return settings && namesOf(settings, own, others);
    };
  }

  #side(
    side: Side,
    clusters: ObservedClusters,
    watched: { topics: readonly string[]; groups: readonly string[] },
  ): Promise<SideLook> {
    return observeSide(clusters[side], watched, this.#memory[side]);
  }

  /**
   * Groups with offsets in topics of the task, those that clients at gateways tell of, and those that were known. Without gateways
   * brokers are asked topic by topic who consumes, for groups that are broadcast to have no offsets.
   */
  async #groups(
    clusters: ObservedClusters,
    { topics, mode }: ObservedTask,
    connections: readonly GatewayClient[],
  ): Promise<string[]> {
    const names = new Set(topics.keys());
    const groupsOf = (cluster: ObservedCluster) =>
      mode === 'batches' ? groupsConsuming(cluster, [...names]) : groupsWithOffsets(cluster, names);
    // Each waits as long as the other where a broker does not answer.
    const [source, target] = await Promise.all([
      groupsOf(clusters.source),
      groupsOf(clusters.target),
      ...SIDES.map((side) => this.#memory[side].proxied.look(clusters[side].admin, clusters[side].cluster)),
    ]);
    const told = connections
      .flatMap(({ heartbeat }) => heartbeat?.consumers ?? [])
      .filter((consumer) => consumer.topics.some((topic) => names.has(topic)));
    const proxied = SIDES.flatMap((side) => subscriptionsOf(this.#memory[side].proxied.byGroup()))
      .filter(({ topic }) => names.has(topic))
      .map(({ group }) => group);
    const known = this.#before?.groups?.keys() ?? [];
    return [
      ...new Set([...source, ...target, ...told.map(({ group }) => group), ...proxied, ...known]),
    ].sort();
  }

  #groupFacts(
    { source, target }: Readonly<Record<Side, SideLook>>,
    watched: { topics: readonly string[]; groups: readonly string[] },
    peers: PeerContext,
  ): ReadonlyMap<string, GroupFacts> {
    const topicsOf = new Map(watched.groups.map((group) => [group, new Set<string>()]));
    for (const { reading, proxied } of [source, target]) {
      for (const [topic, groups] of groupsByTopic(reading)) {
        for (const group of groups) topicsOf.get(group)?.add(topic);
      }
      for (const { group, topic } of subscriptionsOf(proxied)) topicsOf.get(group)?.add(topic);
    }
    // Brokers of 4.x know no pop.
    const releases = [source.facts.release, target.facts.release];
    const hasPop = releases.every((release) => release === '4.x') ? false : undefined;
    const watchedTopics = new Set(watched.topics);
    const isWatched = (topic: string) => watchedTopics.has(topic);
    return new Map(
      [...topicsOf].map(([group, topics]) => [
        group,
        groupFactsOf({ source, target }, group, { topics: [...topics].sort(), isWatched, hasPop, ...peers }),
      ]),
    );
  }

  #topicFacts(
    topic: string,
    task: ObservedTask,
    looks: Readonly<Record<Side, SideLook>>,
    readers: readonly GroupFacts[],
    peers: PeerContext,
  ): SeamlessTopicFacts {
    const placed = task.topics.get(topic)!;
    // Proxies tell nothing of their own clients of 4.x, so a group in which nobody is seen to consume may pop.
    const isPopped = readers.some(({ pop }) => pop === undefined)
      ? undefined
      : readers.some(({ pop, grpc }) => pop || grpc);
    const sideOf = (side: Side): TopicSide => {
      const { reading, writers, isStatic, ordered } = looks[side];
      return topicSideOf(reading, topic, side === 'target', {
        ...{ writers: writers.get(topic), isStatic: isStatic.get(topic), orderConf: ordered?.has(topic) },
        ...{ isPopped, before: this.#before?.topics.get(topic)?.sides[side], ...peers },
      });
    };
    const sides = { source: sideOf('source'), target: sideOf('target') };
    return {
      ...{ position: placed.position, revision: placed.revision, servedSince: placed.servedSince, sides },
      at: Math.min(looks.source.reading.at, looks.target.reading.at),
      targetWritten: isWritten(sides.target, placed.targetEnds),
      uses: usesOf(sides),
    };
  }
}

/** What a topic's messages are used for, by those that wait for their time or their end now. */
const usesOf = (sides: Readonly<Record<Side, TopicSide>>): SeamlessTopicFacts['uses'] => {
  const waits = (kind: 'delayed' | 'timed' | 'half') =>
    Object.values(sides).some(({ pending }) => (pending[kind] ?? 0n) > 0n);
  const uses = new Set<'delayed' | 'timed' | 'transactional'>();
  if (waits('delayed')) uses.add('delayed');
  if (waits('timed')) uses.add('timed');
  if (waits('half')) uses.add('transactional');
  return uses;
};
