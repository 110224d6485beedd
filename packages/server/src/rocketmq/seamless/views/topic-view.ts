import { type Answer, problemOf, type Routes } from '@mqferry/api';
import { SIDES } from '@mqferry/gateway';
import {
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

const UNDER_WAY: ReadonlySet<string> = new Set(['SEAMLESS_ROUTES_NOT_TAKEN', 'SEAMLESS_ROUTES_NOT_APPLIED']);

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
  const { name, meaning } = stateText(position);
  const move = movesForward(facts).get(topic)!;
  const groups = facts.groups && factsIndex(facts).groupsOf(topic);
  const clientsOn = (side: Side) =>
    groups
      ? countOf([of.sides[side].writers, ...groups.map(([, { sides }]) => sides[side].consumers)])
      : null;
  const next = (way: 'forward' | 'back') => nextState(position.state, position.kind, way) ?? null;
  return {
    ...{ topic, position, stateName: name, stateMeaning: meaning, changedAt: changed_at },
    ...{ health: healthOf(move, isSeen), readiness: readinessPhrase(move, facts) },
    reason: move.to && move.blockedBy ? problemOf(move.blockedBy) : null,
    dwellMs: isSeen ? Math.round(dwellLeft(topic, of, facts)) : null,
    next: { forward: next('forward'), back: next('back') },
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
  const stepOf = (motion: 'forward' | 'back') => {
    const [move] = movesOf({ topics: [topic], motion, force: [] }, facts);
    return move?.to ? moveView(move) : null;
  };
  const { usersOf, groupsOf } = factsIndex(facts);
  return {
    topic: topicView(stored, facts, history, isSeen),
    states: statesOf(kind).map((state) => ({ state, ...stateText({ kind, state, held: false }) })),
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
