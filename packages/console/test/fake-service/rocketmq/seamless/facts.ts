import {
  type GroupFacts,
  type GroupSide,
  type Peer,
  type SeamlessFacts,
  type SeamlessTopicFacts,
  type SeenClient,
  STILL_FOR_MS,
  type TopicSide,
} from '@mqferry/migration';
import { movedGroupFacts, movedTopicFacts } from './batches.ts';
import type { FakeSeamless, FakeTopic } from './fake-task.ts';

/** Of the routing table that every task has. */
export const REVISION = 17;

const MINUTE = 60_000;

/** The group that reads a topic. */
export const groupOf = (topic: string): string => {
  const at = topic.indexOf('%') + 1;
  return `${topic.slice(0, at)}GID_${topic.slice(at).replace(/_topic$/u, '')}`;
};

const address = (number: number, port: number): string => `10.20.7.${10 + (number % 200)}:${port}`;

const consumersOf = (index: number): readonly { readonly clientId: string; readonly address: string }[] =>
  [1, 2].map((each) => ({
    clientId: `10.20.7.${10 + ((index * 3 + each) % 200)}@${4_000 + index * 10 + each}`,
    address: address(index * 3 + each, 40_000 + index * 10 + each),
  }));

const producerOf = (index: number) => ({
  clientId: `10.20.8.${10 + (index % 200)}@${7_000 + index}`,
  address: `10.20.8.${10 + (index % 200)}:${50_000 + index}`,
});

/** Somebody whom no gateway sees, because nobody has changed its name servers. */
export const straightPeer = (index: number): Peer => ({
  ...{ clientId: `10.20.9.${10 + (index % 200)}@${8_000 + index}`, throughGateway: false },
  address: `10.20.9.${10 + (index % 200)}:${51_000 + index}`,
});

/** Messages that are left to read on the source of a topic. */
export const unreadOf = ({ trouble, position: { state }, rate, moved }: FakeTopic): bigint => {
  if (moved?.drained) return 0n;
  if (state === 'done') return 0n;
  return trouble === 'behind' ? 182_044n : BigInt(Math.round(rate / 3));
};

const topicFacts = (topic: FakeTopic, index: number, now: number): SeamlessTopicFacts => {
  const { trouble, position, changedAt, moved } = topic;
  const isQuietSource = position.state === 'done' || position.state === 'switching';
  const side = (stillFor: number): TopicSide => ({
    ...{ exists: true, readQueues: 16, writeQueues: 16, perm: 6, isStatic: false, orderConf: false },
    ends: new Map([['broker-a:0', { end: 81_220n, stillSince: now - stillFor }]]),
    ...{ pending: { delayed: 0n, timed: 0n, half: 0n, pop: 0n }, writers: [] },
  });
  const source = side(isQuietSource && trouble !== 'behind' ? 5 * MINUTE : 200);
  const target = side(['initial', 'dual-read', 'returning'].includes(position.state) ? 9 * MINUTE : 300);
  const facts: SeamlessTopicFacts = {
    ...{ position, revision: REVISION, servedSince: changedAt + 2_000, at: now - 2_000 },
    ...{ targetWritten: position.state === 'switching', uses: new Set() },
    sides: {
      source: {
        ...source,
        ...(trouble === 'pending' ? { pending: { delayed: 1_204n, timed: 0n, half: 2n, pop: 0n } } : {}),
      },
      target: {
        ...target,
        ...(trouble === 'not-imported'
          ? { exists: false, readQueues: undefined, writeQueues: undefined, perm: undefined }
          : {}),
        ...(trouble === 'few-queues' ? { readQueues: 8, writeQueues: 8 } : {}),
        ...(trouble === 'not-known' ? { exists: undefined, perm: undefined } : {}),
      },
    },
  };
  return moved ? movedTopicFacts(facts, moved, writersOf(index), now) : facts;
};

/** Both producers of a topic, straight at the brokers. */
export const writersOf = (index: number): readonly Peer[] =>
  [index, index + 500].map((each) => ({ ...producerOf(each), throughGateway: false }));

const peers = (index: number, throughGateway: boolean): readonly Peer[] =>
  consumersOf(index).map((consumer) => ({ ...consumer, throughGateway }));

const groupFacts = (topic: FakeTopic, index: number, { mode }: FakeSeamless, now: number): GroupFacts => {
  const { name, position, trouble, moved } = topic;
  const own = peers(index, mode === 'proxy');
  const isConnected = position.state !== 'initial';
  const side = (consumers: readonly Peer[], backlog: bigint): GroupSide => ({
    ...{ exists: true, consumers, retries: 0n, offsets: new Set([name]) },
    backlog: new Map([[name, backlog]]),
  });
  const source = side(trouble === 'straight' ? [...own, straightPeer(index)] : own, unreadOf(topic));
  const target = side(isConnected ? (trouble === 'one-side' ? own.slice(1) : own) : [], 0n);
  const facts: GroupFacts = {
    ...{ at: now - 2_000, topics: [name], broadcasting: index % 9 === 4, pop: false, grpc: false },
    sides: {
      source,
      target: {
        ...target,
        ...(trouble === 'not-imported' ? { exists: false } : {}),
        offsets: isConnected ? new Set([name]) : new Set(),
      },
    },
  };
  return moved ? movedGroupFacts(facts, topic, own) : facts;
};

const clientsOf = (topic: FakeTopic, index: number, now: number): readonly SeenClient[] => {
  const { name, changedAt, trouble } = topic;
  const shown = new Map([
    [name, { revision: trouble === 'late' ? REVISION - 1 : REVISION, at: changedAt + 8_000 }],
  ]);
  const common = { language: 'JAVA', version: 'V4_9_7', lastSeenAt: now - 1_000, shown, pace: {} };
  return [
    ...consumersOf(index).map((consumer) => ({
      ...{ ...consumer, ...common, topics: new Set<string>(), groups: new Set([groupOf(name)]) },
    })),
    { ...producerOf(index), ...common, topics: new Set([name]), groups: new Set<string>() },
  ];
};

/** All that would have been measured of a fake task. */
export const factsOf = (task: FakeSeamless): SeamlessFacts => {
  const now = Date.now();
  const { topics, gateways, mode, connected } = task;
  const cluster = (release: '4.x' | '5.x') =>
    ({ connected, release, timers: release === '5.x', delayLevels: '1s 5s 10s 30s 1m' }) as const;
  return {
    ...{ now, mode, stillMs: STILL_FOR_MS, clientsAt: now - 1_000, renamed: ['broker-a@target'] },
    gateways: gateways.map(({ gateway, silentFor, behind }) => ({
      ...{ id: gateway, revision: REVISION - behind, heardAt: now - silentFor },
    })),
    clients: gateways.length === 0 ? [] : topics.flatMap((topic, index) => clientsOf(topic, index, now)),
    clusters: { source: cluster('4.x'), target: cluster('5.x') },
    topics: new Map(topics.map((topic, index) => [topic.name, topicFacts(topic, index, now)])),
    groups: new Map(topics.map((topic, index) => [groupOf(topic.name), groupFacts(topic, index, task, now)])),
  };
};
