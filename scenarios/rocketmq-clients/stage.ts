import {
  type PushConsumerOptions,
  type ReceivedMessage,
  type Retry,
  RocketmqClient,
} from '@mqferry/rocketmq';
import { type RocketmqCluster, type RocketmqVersion, startRocketmq } from '@mqferry/sandbox';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { JavaPeer } from './java-peer.ts';
import { type SeenMessage, seenOf } from './seen-message.ts';

/** An offset that a busy broker takes later than this is not stored, and its messages are consumed again. */
const PATIENT_MS = 30_000;

export const VERSIONS = ['4.9.7', '5.5.0'] as const;

/** A cluster, and the Java clients of both releases. */
export interface Stage {
  readonly cluster: RocketmqCluster;
  java(version: RocketmqVersion): JavaPeer;
  /** A client of ours, which is closed at the end of the test. */
  client(): RocketmqClient;
}

/** Starts them before the tests and ends them after them. */
export const withStage = (version: RocketmqVersion): (() => Stage) => {
  let cluster: RocketmqCluster;
  const peers = new Map<RocketmqVersion, JavaPeer>();
  beforeAll(async () => {
    cluster = await startRocketmq({
      version,
      config: {
        enablePropertyFilter: 'true',
        // Longer than 5.5.0 takes to store what became of half messages (3 s): it asks about those that it commits otherwise.
        transactionTimeOut: '5000',
        transactionCheckInterval: '1000',
        messageDelayLevel: '1s 1s 1s 1s 1s 1s 1s 1s 1s 1s',
      },
    });
    for (const release of VERSIONS) peers.set(release, await JavaPeer.start(release, cluster.namesrvAddr));
  });
  afterAll(async () => {
    for (const peer of peers.values()) await peer.end();
    await cluster?.stop();
  });
  return () => ({
    cluster,
    java: (release) => peers.get(release)!,
    client: () => {
      const client = new RocketmqClient({ nameServers: cluster.namesrvAddr, requestTimeoutMs: PATIENT_MS });
      onTestFinished(() => client.close());
      return client;
    },
  });
};

let names = 0;

/** A name that no other test has. */
export const fresh = (what: string): string => {
  names += 1;
  return `${what}-${names}`;
};

/** A consumer of ours that keeps what it sees; each message fails so often. */
export const listen = async (
  client: RocketmqClient,
  options: Omit<PushConsumerOptions, 'onMessages'>,
  fails = 0,
): Promise<SeenMessage[]> => {
  const seen: SeenMessage[] = [];
  const take = (messages: readonly ReceivedMessage[]): boolean => {
    seen.push(...messages.map(seenOf));
    return messages[0]!.reconsumeTimes < fails;
  };
  const again: Retry = { retryFrom: 0 };
  const common = { consumeFrom: 'first', ...options } as const;
  await client.pushConsumer(
    common.orderly
      ? {
          ...common,
          orderly: true,
          onMessages: (messages) => (take(messages) ? { suspendMs: 10 } : undefined),
        }
      : { ...common, orderly: false, onMessages: (messages) => (take(messages) ? again : undefined) },
  );
  return seen;
};
