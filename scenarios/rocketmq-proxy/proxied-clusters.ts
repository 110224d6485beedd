import { addressText, Hidden } from '@mqferry/core';
import {
  type BrokerProxy,
  type ClientSeen,
  createBrokerProxy,
  createNameServerGateway,
  type ProxiedBroker,
  type RoutingTable,
  type Share,
  SIDES,
  type Side,
} from '@mqferry/gateway';
import {
  type Credentials,
  createRocketmqAdmin,
  type NewGroup,
  type NewTopic,
  putGroup,
  putTopic,
  type RocketmqAdmin,
  RocketmqClient,
  topicStats,
} from '@mqferry/rocketmq';
import {
  type RocketmqCluster,
  type RocketmqOptions,
  type RocketmqVersion,
  startRocketmq,
} from '@mqferry/sandbox';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { JavaPeer } from '../rocketmq-clients/java-peer.ts';
import { VERSIONS } from '../rocketmq-clients/stage.ts';

/** Both clusters have a broker of this name, so that of the target is shown under another one. */
export const SHOWN_NAME = 'broker-a-target';
const TARGET_NAMES = new Map([['broker-a', SHOWN_NAME]]);

export const BOTH: Share = { source: 'read-write', target: 'read-write' };

/** Two clusters with a proxy before them. */
export interface ProxiedClusters {
  readonly clusters: Readonly<Record<Side, RocketmqCluster>>;
  readonly admins: Readonly<Record<Side, RocketmqAdmin>>;
  readonly proxy: BrokerProxy;
  readonly seen: readonly ClientSeen[];
  /** Of clients that go through the proxy. */
  readonly nameServers: string;
  readonly credentials: Credentials | undefined;
  java(version: RocketmqVersion): JavaPeer;
  /** A client that goes through the proxy. */
  client(credentials?: Credentials): RocketmqClient;
  /** Where the queues of a topic end at the first master of a side. */
  ends(side: Side, topic: string): Promise<bigint[]>;
  /** Makes a topic and a group on both sides. */
  create(topic: string, group: string): Promise<void>;
  /** What clients are shown and the proxy lets through; without `shown` both are the same. */
  share(topic: string, share: Share, more?: { shown?: Share; held?: boolean }): void;
}

/** The account of an administrator, the same in both clusters. */
const credentialsOf = ({ administrator }: RocketmqCluster): Credentials | undefined =>
  administrator && {
    accessKey: administrator.accessKey,
    secretKey: new Hidden(administrator.secretKey),
  };

/** What one may be shown of the topics that a test has said so of; all groups are on both sides. */
class Shares {
  readonly #topics = new Map<string, { share: Share; shown: Share; held: boolean }>();
  readonly #groups = new Map<string, Share>();
  #revision = 0;

  group(name: string): void {
    this.#groups.set(name, BOTH);
  }

  set(topic: string, share: Share, { shown = share, held = false } = {}): void {
    this.#topics.set(topic, { share, shown, held });
  }

  table(which: 'share' | 'shown'): RoutingTable {
    this.#revision += 1;
    const topics = new Map([...this.#topics].map(([topic, each]) => [topic, each[which]]));
    const held = new Set([...this.#topics].filter(([, each]) => each.held).map(([topic]) => topic));
    return { revision: this.#revision, topics, groups: this.#groups, targetNames: TARGET_NAMES, held };
  }
}

export interface ProxiedClustersOptions {
  readonly source: RocketmqOptions;
  readonly target: RocketmqOptions;
  /** Whether the proxy knows the secret key of the administrator. */
  readonly knowsSecretKey?: boolean;
  readonly javaClients?: boolean;
  readonly hold?: { readonly ms?: number };
}

/** Starts them before the tests and ends them after them. */
export const withProxiedClusters = (options: ProxiedClustersOptions): (() => ProxiedClusters) => {
  let running: ProxiedClusters | undefined;
  const stops: (() => Promise<unknown>)[] = [];

  const start = async (): Promise<void> => {
    const cluster = async (side: Side) => {
      const started = await startRocketmq(options[side]);
      stops.unshift(started.stop);
      return started;
    };
    const clusters = { source: await cluster('source'), target: await cluster('target') };
    const credentials = credentialsOf(clusters.source);
    const adminOf = (side: Side) => {
      const admin = createRocketmqAdmin(clusters[side].namesrvAddr, { credentials });
      stops.unshift(admin.close);
      return admin;
    };
    const admins = { source: adminOf('source'), target: adminOf('target') };
    const shares = new Shares();
    const seen: ClientSeen[] = [];
    const brokers = SIDES.flatMap((side): ProxiedBroker[] =>
      clusters[side].brokers.map(({ address, id }) => ({ side, address, id })),
    );
    const { knowsSecretKey = true, javaClients = true, hold = {} } = options;
    const proxy = await createBrokerProxy({
      ...{ host: '127.0.0.1', ports: { first: 20_000, last: 29_999 }, brokers, hold },
      lateWritesMs: 0,
      clusters: { source: { credentials }, target: { credentials } },
      table: shares.table('share'),
      secretKeyOf: () => (knowsSecretKey ? credentials?.secretKey : undefined),
      onClientSeen: (each) => seen.push(each),
    });
    stops.unshift(proxy.close);
    const gateway = await createNameServerGateway({
      ...{ listen: { host: '127.0.0.1', port: 0 }, table: shares.table('shown') },
      clusters: {
        source: { nameServers: clusters.source.namesrvAddr },
        target: { nameServers: clusters.target.namesrvAddr },
      },
      addressOf: (side, address) => proxy.addressOf({ side, address }),
    });
    stops.unshift(gateway.close);
    const nameServers = addressText(gateway.address);
    const peers = new Map<RocketmqVersion, JavaPeer>();
    for (const version of javaClients ? VERSIONS : []) {
      const peer = await JavaPeer.start(version, nameServers);
      stops.unshift(() => peer.end());
      peers.set(version, peer);
    }
    running = {
      ...{ clusters, admins, proxy, seen, nameServers, credentials },
      java: (version) => peers.get(version)!,
      client: (given = credentials) => {
        const client = new RocketmqClient({ nameServers, credentials: given, requestTimeoutMs: 30_000 });
        onTestFinished(() => client.close());
        return client;
      },
      ends: async (side, topic) => {
        const stats = await topicStats(admins[side], clusters[side].brokers[0]!.address, topic);
        return stats!.queues.map(({ maxOffset }) => maxOffset);
      },
      create: async (topic, group) => {
        const newTopic: NewTopic = {
          ...{ topicName: topic, readQueueNums: 4, writeQueueNums: 4, perm: 6 },
          ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false },
        };
        const newGroup: NewGroup = {
          ...{
            groupName: group,
            consumeEnable: true,
            consumeFromMinEnable: true,
            consumeBroadcastEnable: true,
          },
          ...{ retryQueueNums: 1, retryMaxTimes: 16, brokerId: 0n, whichBrokerWhenConsumeSlowly: 1n },
        };
        for (const side of SIDES) {
          for (const { address } of clusters[side].brokers.filter(({ id }) => id === 0)) {
            await putTopic(admins[side], address, newTopic);
            await putGroup(admins[side], address, newGroup);
          }
        }
        // Who asks before the name servers have been told keeps a route with one side for half a minute.
        for (const side of SIDES) {
          const masters = clusters[side].brokers.filter(({ id }) => id === 0).length;
          await expect
            .poll(async () => (await admins[side].nameServers.route(topic))?.queueDatas.length)
            .toBe(masters);
        }
        shares.group(group);
      },
      share: (topic, share, more) => {
        shares.set(topic, share, more);
        gateway.serve(shares.table('shown'));
        proxy.serve(shares.table('share'));
      },
    };
  };

  beforeAll(start);
  afterAll(async () => {
    for (const stop of stops) await stop();
  });
  return () => running!;
};
