import { STILL_FOR_MS } from '../../src/rocketmq/checks/draining.ts';
import type {
  GroupFacts,
  GroupSide,
  Peer,
  SeamlessFacts,
  SeenClient,
  TopicFacts,
  TopicSide,
} from '../../src/rocketmq/facts.ts';
import type { Position } from '../../src/rocketmq/states.ts';

export const NOW = 1_700_000_000_000;

/** Changes of one side of something that has two. */
export interface Sides<Side> {
  readonly source?: Partial<Side>;
  readonly target?: Partial<Side>;
}

/** A consumer with the id `c` by which a gateway knows it. */
export const PEER: Peer = { clientId: 'c', address: '10.0.0.7:50000', throughGateway: false };

const topicSide: TopicSide = {
  ...{ exists: true, readQueues: 8, writeQueues: 8, perm: 6, isStatic: false, orderConf: false },
  ends: new Map([['broker-a:0', { end: 100n, stillSince: NOW - 100_000 }]]),
  pending: { delayed: 0n, timed: 0n, half: 0n, pop: 0n },
  writers: [],
};

const groupSide: GroupSide = {
  exists: true,
  consumers: [PEER],
  backlog: new Map([['orders', 0n]]),
  retries: 0n,
  offsets: new Set(['orders']),
};

const withSides = <Side>(base: Side, { source, target }: Sides<Side> = {}) => ({
  source: { ...base, ...source },
  target: { ...base, ...target },
});

/** A topic that is ready for any step, but for these changes. */
export const topicAt = (
  state: Position['state'],
  changes: Partial<Omit<TopicFacts, 'sides'>> & Partial<Pick<Position, 'kind' | 'held'>> = {},
  sides?: Sides<TopicSide>,
): TopicFacts => {
  const { kind = 'ordinary', held = false, ...rest } = changes;
  return {
    ...{ position: { state, kind, held }, revision: 5, servedSince: NOW - 100_000, at: NOW },
    ...{ targetWritten: false, uses: new Set() },
    ...rest,
    sides: withSides(topicSide, sides),
  };
};

/** A group that reads the topic `orders` on both sides, but for these changes. */
export const groupWith = (
  changes: Partial<Omit<GroupFacts, 'sides'>> = {},
  sides?: Sides<GroupSide>,
): GroupFacts => ({
  ...{ at: NOW, topics: ['orders'], broadcasting: false, pop: false, grpc: false },
  ...changes,
  sides: withSides(groupSide, sides),
});

/** A client that uses the topic `orders` and has its present route since long ago, but for these changes. */
export const clientWith = (changes: Partial<SeenClient> = {}): SeenClient => ({
  ...{ clientId: 'c', address: '10.0.0.7:40000', language: 'JAVA', version: '4.9.7' },
  ...{ topics: new Set(['orders']), groups: new Set(['g']), lastSeenAt: NOW - 1000, pace: {} },
  shown: new Map([['orders', { revision: 5, at: NOW - 90_000 }]]),
  ...changes,
});

/** A task with this topic as `orders`, its group `g` and one client of both, where nothing is in the way. */
export const factsWith = (topic: TopicFacts, changes: Partial<SeamlessFacts> = {}): SeamlessFacts => ({
  ...{ now: NOW, mode: 'route', stillMs: STILL_FOR_MS, clientsAt: NOW, renamed: [] },
  gateways: [{ id: 'gw-1', revision: 5, heardAt: NOW - 1000 }],
  clients: [clientWith()],
  clusters: withSides({ connected: true, release: '5.x', timers: true, delayLevels: '1s 5s' } as const),
  topics: new Map([['orders', topic]]),
  groups: new Map([['g', groupWith()]]),
  ...changes,
});
