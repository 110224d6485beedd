import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addressText, Hidden } from '@mqferry/core';
import {
  createGrpcGateway,
  type GrpcGateway,
  type ServerTls,
  type Share,
  SIDES,
  type Side,
} from '@mqferry/gateway';
import {
  createRocketmqAdmin,
  type NewGroup,
  type NewTopic,
  presetOffsets,
  putGroup,
  putTopic,
  type RocketmqAdmin,
} from '@mqferry/rocketmq';
import { type RocketmqCluster, type RocketmqOptions, startRocketmq } from '@mqferry/sandbox';
import { until } from '../lib/until.ts';

/** A topic for one kind of messages, and the groups that read it. */
export interface GrpcTopic {
  readonly topic: string;
  readonly type: 'NORMAL' | 'FIFO' | 'DELAY' | 'TRANSACTION';
  readonly groups: readonly string[];
}

/** Two clusters with a proxy each, and a gateway before them. */
export interface GrpcPair {
  readonly gateway: GrpcGateway;
  /** What clients are given. */
  readonly endpoints: string;
  /** Makes topics and groups on both sides. */
  create(topics: readonly GrpcTopic[]): Promise<void>;
  /** Shows these topics so from now on, and the others as before; gives the revision of the table. */
  share(topics: readonly string[], share: Share, held?: boolean): number;
  stop(): Promise<void>;
}

const run = promisify(execFile);

const KNOWN_MS = 90_000;
/**
 * How long what a proxy has lost on its way to a client is waited for. It gives up on a broker after 3 s; what the broker has popped
 * then is shown again after a minute (`defaultInvisibleTimeMills`), and on a busy machine after some time more.
 */
export const REDELIVERY_MS = 240_000;

type Clusters = Readonly<Record<Side, RocketmqCluster>>;

/** Both clusters have a broker of this name, so that of the target is shown under another one. */
const TARGET_NAMES = new Map([['broker-a', 'broker-a-target']]);

const OPTIONS: RocketmqOptions = {
  ...{ version: '5.5.0', proxy: true, autoCreateTopics: false },
  config: {
    // 5.5.0 takes 3 s to store what became of half messages; it would ask again about those that it commits meanwhile.
    ...{ transactionTimeOut: '5000', transactionCheckInterval: '4000' },
    recallMessageEnable: 'true',
  },
  // As much memory outside of the heap: with 192 MB a broker of whom is popped runs out of it.
  heap: '512m',
};

const topicOf = ({ topic, type }: GrpcTopic): NewTopic => ({
  ...{ topicName: topic, readQueueNums: 4, writeQueueNums: 4, perm: 6 },
  ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false, attributes: { 'message.type': type } },
});

const groupOf = (groupName: string, consumeMessageOrderly: boolean): NewGroup => ({
  ...{ groupName, consumeEnable: true, consumeFromMinEnable: true, consumeBroadcastEnable: true },
  ...{ retryQueueNums: 1, retryMaxTimes: 16, brokerId: 0n, whichBrokerWhenConsumeSlowly: 1n },
  consumeMessageOrderly,
});

const adminOf = ({ namesrvAddr, administrator }: RocketmqCluster): RocketmqAdmin =>
  createRocketmqAdmin(namesrvAddr, {
    credentials: administrator && {
      ...{ accessKey: administrator.accessKey, secretKey: new Hidden(administrator.secretKey) },
    },
  });

/** Creates topics and groups. */
const createOn = async (
  { brokers: [broker] }: RocketmqCluster,
  admin: RocketmqAdmin,
  topics: readonly GrpcTopic[],
): Promise<void> => {
  const { address } = broker!;
  for (const each of topics) {
    await putTopic(admin, address, topicOf(each));
    for (const group of each.groups) await putGroup(admin, address, groupOf(group, each.type === 'FIFO'));
  }
  for (const { topic } of topics) {
    const isKnown = async () => (await admin.nameServers.route(topic))?.queueDatas.length === 1;
    await until(`the name server knows ${topic}`, KNOWN_MS, isKnown);
  }
};

/**
 * Creates topics and groups on both sides. On those of `begun` groups begin at the first message, for those of gRPC clients begin
 * at the end else.
 */
export const createOnBoth = async (
  clusters: Clusters,
  topics: readonly GrpcTopic[],
  begun: readonly Side[],
): Promise<void> => {
  for (const side of SIDES) {
    const admin = adminOf(clusters[side]);
    try {
      await createOn(clusters[side], admin, topics);
      if (begun.includes(side)) await presetOffsets(admin, clusters[side].clusterName, topics);
    } finally {
      await admin.close();
    }
  }
};

/** A certificate that nobody has a reason to trust; the Java client takes any. */
const certificate = async (): Promise<ServerTls> => {
  const folder = await mkdtemp(join(tmpdir(), 'mqferry-grpc-'));
  try {
    const subject = ['-subj', '/CN=gateway', '-days', '2'];
    const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...files]);
    const [key, cert] = await Promise.all(
      ['key.pem', 'cert.pem'].map((file) => readFile(join(folder, file), 'utf8')),
    );
    return { key: key!, cert: cert! };
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** Starts a gateway before two clusters. */
export const grpcGatewayBefore = async (clusters: Clusters): Promise<GrpcPair> => {
  const topics = new Map<string, Share>();
  const held = new Set<string>();
  let revision = 0;
  const table = () => {
    revision += 1;
    return {
      ...{ revision, topics: new Map(topics), groups: new Map(), targetNames: TARGET_NAMES },
      held: new Set(held),
    };
  };
  const listen = { host: '127.0.0.1', port: 0 };
  const gateway = await createGrpcGateway({
    ...{ listen: { source: listen, target: listen }, table: table(), lateWritesMs: 0 },
    tls: await certificate(),
    proxies: {
      source: { proxies: clusters.source.proxy!.grpcAddress },
      target: { proxies: clusters.target.proxy!.grpcAddress },
    },
  });
  return {
    ...{ gateway, endpoints: addressText(gateway.addresses.source) },
    create: async (wanted) => {
      await createOnBoth(clusters, wanted, SIDES);
    },
    share: (names, share, isHeld = false) => {
      for (const name of names) {
        topics.set(name, share);
        if (isHeld) held.add(name);
        else held.delete(name);
      }
      gateway.serve(table());
      return revision;
    },
    stop: async () => {
      await gateway.close();
    },
  };
};

/** Starts two clusters of 5.5.0 with a proxy each, whose brokers have the same name. */
export const startProxiedClusters = async (
  options: Readonly<Record<Side, Partial<RocketmqOptions>>>,
): Promise<Clusters & { stop(): Promise<void> }> => {
  const started = await Promise.allSettled(
    SIDES.map((side) => startRocketmq({ ...OPTIONS, ...options[side] })),
  );
  const clusters = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => {
    await Promise.all(clusters.map((cluster) => cluster.stop()));
  };
  const failed = started.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const [source, target] = clusters as [RocketmqCluster, RocketmqCluster];
  return { source, target, stop };
};

/** The same, and a gateway before them. */
export const startGrpcPair = async (options: Partial<RocketmqOptions> = {}): Promise<GrpcPair> => {
  const clusters = await startProxiedClusters({ source: options, target: options });
  try {
    const pair = await grpcGatewayBefore(clusters);
    return {
      ...pair,
      stop: async () => {
        await pair.stop();
        await clusters.stop();
      },
    };
  } catch (error) {
    await clusters.stop();
    throw error;
  }
};
