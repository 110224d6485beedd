import type { ClusterFacts, SeamlessFacts, TopicSide } from '@mqferry/migration';
import type { ObservedTask } from '../observe/seamless-observer.ts';

const CLUSTER: ClusterFacts = {
  ...{ connected: undefined, release: undefined, timers: undefined, delayLevels: undefined },
};

const SIDE: TopicSide = {
  ...{ exists: undefined, readQueues: undefined, writeQueues: undefined, perm: undefined, ends: undefined },
  pending: { delayed: undefined, timed: undefined, half: undefined, pop: undefined },
  ...{ writers: undefined, isStatic: undefined, orderConf: undefined },
};

/** What is known of a task before its clusters were looked at: where its topics stand, and nothing else. */
export const unseenFacts = ({ mode, topics, gateways, renamed, stillMs }: ObservedTask): SeamlessFacts => ({
  ...{ now: Date.now(), mode, stillMs, renamed, clients: undefined, clientsAt: 0, groups: undefined },
  gateways: gateways.map(({ id, revision, heardAt }) => ({ id, revision, heardAt })),
  clusters: { source: CLUSTER, target: CLUSTER },
  topics: new Map(
    [...topics].map(([topic, { position, revision, servedSince }]) => [
      topic,
      {
        ...{ position, revision, servedSince, at: 0, sides: { source: SIDE, target: SIDE } },
        ...{ targetWritten: undefined, uses: new Set() },
      },
    ]),
  ),
});
