import { type Answer, problemOf, type Routes } from '@mqferry/api';
import { SIDES } from '@mqferry/gateway';
import {
  BATCH_STATE_TEXT,
  dwellLeft,
  factsIndex,
  type GroupFacts,
  movesOf,
  nextState,
  type Peer,
  readinessPhrase,
  type SeamlessFacts,
  type Side,
  statesOf,
  stateText,
  TASK_SENTENCES,
  type TopicMove,
  takings,
} from '@mqferry/migration';
import type { StoredSeamlessTopic } from '@mqferry/store';
import type { TrafficHistory } from '../tasks/traffic.ts';
import { moveView } from './move-view.ts';
import { straightClients } from './straight-clients.ts';
import { trafficView } from './traffic-view.ts';

export type TopicView = Answer<Routes['listSeamlessTopics']>['items'][number];
type TopicDetail = Answer<Routes['getSeamlessTopic']>;
type GroupView = NonNullable<TopicDetail['groups']>[number];
type Health = TopicView['health'];

const forwardMoves = new WeakMap<SeamlessFacts, ReadonlyMap<string, TopicMove>>();

/** The step forward of every topic, looked at for itself; facts are never changed, so they are worked out once. */
export const movesForward = (facts: SeamlessFacts): ReadonlyMap<string, TopicMove> => {
  const moves =
    forwardMoves.get(facts) ??
    new Map(
      [...facts.topics.keys()].map((topic) => [
        topic,
        movesOf({ topics: [topic], motion: 'forward', force: [] }, facts)[0]!,
      ]),
    );
  forwardMoves.set(facts, moves);
  return moves;
};

/** What passes by itself after each step: first the gateways take the new table, then clients ask for it and act by it. */
const UNDER_WAY: ReadonlySet<string> = new Set([
  ...['SEAMLESS_GATEWAY_BEHIND', 'SEAMLESS_ROUTES_NOT_TAKEN', 'SEAMLESS_ROUTES_NOT_APPLIED'],
]);

const healthOf = ({ to, blockedBy }: TopicMove, isSeen: boolean): Health => {
  if (!to) return 'last';
  if (!isSeen) return 'unknown';
  if (!blockedBy) return 'ready';
  return UNDER_WAY.has(blockedBy.code) ? 'waiting' : 'blocked';
};

/** How many different clients these are; null: some are not known. */
const countOf = (lists: readonly (readonly Peer[] | undefined)[]): number | null =>
  lists.some((list) => list === undefined)
    ? null
    : new Set(lists.flatMap((list) => list!.map(({ clientId, address }) => clientId ?? address))).size;

type StateView = Pick<
  TopicView,
  'stateName' | 'stateMeaning' | 'health' | 'readiness' | 'reason' | 'dwellMs' | 'next'
>;

/** In batches no topic has a state: its clients move. */
const STATE_IN_BATCHES: StateView = {
  ...{ stateName: BATCH_STATE_TEXT.name, stateMeaning: BATCH_STATE_TEXT.meaning },
  ...{ health: 'last', readiness: TASK_SENTENCES.inBatches, reason: null, dwellMs: null },
  next: { forward: null, back: null },
};

/** The state of a topic, and what its next step is and waits for. */
const stateView = (topic: string, facts: SeamlessFacts, isSeen: boolean): StateView => {
  const of = facts.topics.get(topic)!;
  const { state, kind } = of.position;
  const { name, meaning } = stateText(of.position);
  const move = movesForward(facts).get(topic)!;
  const next = (way: 'forward' | 'back') => nextState(state, kind, way) ?? null;
  return {
    ...{ stateName: name, stateMeaning: meaning },
    ...{ health: healthOf(move, isSeen), readiness: readinessPhrase(move, facts) },
    reason: move.to && move.blockedBy ? problemOf(move.blockedBy) : null,
    dwellMs: isSeen ? Math.round(dwellLeft(topic, of, facts)) : null,
    next: { forward: next('forward'), back: next('back') },
  };
};

/** A topic as lists show it. `isSeen`: whether the clusters were looked at. */
export const topicView = (
  stored: StoredSeamlessTopic,
  facts: SeamlessFacts,
  history: TrafficHistory,
  isSeen: boolean,
): TopicView => {
  const { topic, changed_at } = stored;
  const of = facts.topics.get(topic)!;
  const { position } = of;
  const groups = facts.groups && factsIndex(facts).groupsOf(topic);
  const clientsOn = (side: Side) =>
    groups
      ? countOf([of.sides[side].writers, ...groups.map(([, { sides }]) => sides[side].consumers)])
      : null;
  return {
    ...{ topic, position, changedAt: changed_at },
    ...(facts.mode === 'batches' ? STATE_IN_BATCHES : stateView(topic, facts, isSeen)),
    ...trafficView(history.of(topic)),
    clients: {
      ...{ source: clientsOn('source'), target: clientsOn('target') },
      gateways: takings(topic, of, facts)?.length ?? null,
    },
    groups: groups?.length ?? null,
  };
};

const groupSide = (
  group: GroupFacts,
  side: Side,
  topics: readonly string[],
): GroupView['sides']['source'] => {
  const { exists, consumers, backlog, retries } = group.sides[side];
  const known = topics.map((topic) => backlog.get(topic));
  const sum = known.every((each) => each !== undefined)
    ? known.reduce<bigint>((total, each) => total + each!, 0n)
    : null;
  return {
    ...{ exists: exists ?? null, consumers: consumers?.length ?? null },
    ...{ backlog: sum, retries: retries ?? null },
  };
};

/** A group as the API tells it; its backlog is that of these topics. */
export const groupView = (name: string, group: GroupFacts, topics: readonly string[]): GroupView => ({
  ...{ group: name, broadcasting: group.broadcasting ?? null, pop: group.pop ?? null },
  topics: [...group.topics],
  sides: { source: groupSide(group, 'source', topics), target: groupSide(group, 'target', topics) },
});

const ofSides = <T>(make: (side: Side) => T): Record<Side, T> =>
  Object.fromEntries(SIDES.map((side) => [side, make(side)])) as Record<Side, T>;

/** A topic with everything that its next steps depend on. */
export const topicDetail = (
  stored: StoredSeamlessTopic,
  facts: SeamlessFacts,
  history: TrafficHistory,
  isSeen: boolean,
): TopicDetail => {
  const { topic } = stored;
  const of = facts.topics.get(topic)!;
  const { kind } = of.position;
  const taking = new Map(takings(topic, of, facts)?.map((each) => [each.clientId, each]));
  const isInBatches = facts.mode === 'batches';
  const stepOf = (motion: 'forward' | 'back') => {
    if (isInBatches) return null;
    const [move] = movesOf({ topics: [topic], motion, force: [] }, facts);
    return move?.to ? moveView(move) : null;
  };
  const { usersOf, groupsOf } = factsIndex(facts);
  return {
    topic: topicView(stored, facts, history, isSeen),
    states: isInBatches
      ? []
      : statesOf(kind).map((state) => ({ state, ...stateText({ kind, state, held: false }) })),
    steps: { forward: stepOf('forward'), back: stepOf('back') },
    groups: facts.groups ? groupsOf(topic).map(([name, group]) => groupView(name, group, [topic])) : null,
    clients: usersOf(topic).map((client) => ({
      ...clientView(client),
      taking: taking.get(client.clientId)?.state ?? null,
      leftMs: Math.round(taking.get(client.clientId)?.left ?? 0),
    })),
    straight: straightClients(facts)
      .filter(({ topics }) => topics.includes(topic))
      .map(({ topics, ...client }) => client),
    pending: ofSides((side) => {
      const { delayed, timed, half, pop } = of.sides[side].pending;
      return {
        ...{ delayed: delayed ?? null, timed: timed ?? null, half: half ?? null, pop: pop ?? null },
      };
    }),
    queues: ofSides((side) => {
      const { exists, readQueues, writeQueues } = of.sides[side];
      return {
        ...{ exists: exists ?? null, readQueues: readQueues ?? null, writeQueues: writeQueues ?? null },
      };
    }),
  };
};

type SeenClient = NonNullable<SeamlessFacts['clients']>[number];

/** A client at gateways as the API tells it. */
export const clientView = ({
  clientId,
  address,
  language,
  version,
  lastSeenAt,
  groups,
  topics,
}: SeenClient) => ({
  ...{ clientId, address, language: language ?? null, version: version ?? null },
  lastSeenAt: new Date(lastSeenAt).toISOString(),
  ...{ groups: [...groups].sort(), topics: [...topics].sort() },
});
