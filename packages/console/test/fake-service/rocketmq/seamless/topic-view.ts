import { problemOf } from '@mqferry/api';
import {
  BATCH_STATE_TEXT,
  dwellLeft,
  movesOf,
  nextState,
  readinessPhrase,
  type SeamlessFacts,
  STATE_TEXTS,
  statesOf,
  stateText,
  TASK_SENTENCES,
  takings,
} from '@mqferry/migration';
import { groupOf, unreadOf } from './facts.ts';
import type {
  FakeMoved,
  FakeSeamless,
  FakeTopic,
  Group,
  SeamlessTopic,
  SeamlessTopicDetail,
} from './fake-task.ts';
import { straightOf } from './straight.ts';
import { toldMove } from './told-move.ts';

const PASSING = new Set([
  ...['SEAMLESS_GATEWAY_BEHIND', 'SEAMLESS_ROUTES_NOT_TAKEN', 'SEAMLESS_ROUTES_NOT_APPLIED'],
]);

const movedTraffic = (
  { producers, consumers, drained }: FakeMoved,
  rate: number,
): SeamlessTopic['traffic'] => {
  const onTarget = { none: 0, some: 0.5, all: 1 }[producers] * rate;
  const onSource = rate - onTarget;
  return {
    source: { in: onSource, out: drained ? onSource : rate / 3 },
    target: { in: onTarget, out: consumers === 'none' ? 0 : onTarget },
  };
};

/** What is written and read of a topic on both sides, messages a second. */
export const trafficOf = ({
  position: { state, kind },
  rate,
  trouble,
  moved,
}: FakeTopic): SeamlessTopic['traffic'] => {
  if (moved) return movedTraffic(moved, rate);
  if (trouble === 'not-known') return { source: { in: rate, out: null }, target: { in: null, out: null } };
  const onTarget = state === 'done' || state === 'switching' ? rate : state === 'dual-write' ? rate / 2 : 0;
  const written = { source: rate - onTarget, target: onTarget };
  const isWaiting = kind === 'ordered' && state === 'switching';
  return {
    source: { in: written.source, out: state === 'switching' ? rate / 5 : written.source },
    target: { in: written.target, out: isWaiting ? 0 : written.target },
  };
};

/** A topic as lists of the service show it. */
export const topicView = (topic: FakeTopic, facts: SeamlessFacts): SeamlessTopic => {
  const { name, position, changedAt, trouble, moved } = topic;
  if (moved) return movedTopicView(topic, facts);
  const of = facts.topics.get(name)!;
  const [forward] = movesOf({ topics: [name], motion: 'forward', force: [] }, facts);
  const left = dwellLeft(name, of, facts);
  const { blockedBy } = forward!;
  const isLast = forward!.to === undefined;
  const health = isLast
    ? 'last'
    : !blockedBy
      ? 'ready'
      : blockedBy.code === 'SEAMLESS_NOT_KNOWN'
        ? 'unknown'
        : PASSING.has(blockedBy.code)
          ? 'waiting'
          : 'blocked';
  const words = stateText(position);
  const isConnected = position.state !== 'initial';
  return {
    ...{ topic: name, position, stateName: words.name, stateMeaning: words.meaning, health },
    changedAt: new Date(changedAt).toISOString(),
    readiness: readinessPhrase(forward!, facts),
    reason: blockedBy && !isLast ? problemOf(blockedBy) : null,
    dwellMs: trouble === 'not-known' ? null : Math.round(left),
    next: {
      forward: nextState(position.state, position.kind, 'forward') ?? null,
      back: nextState(position.state, position.kind, 'back') ?? null,
    },
    traffic: trafficOf(topic),
    backlog: { source: unreadOf(topic), target: trouble === 'not-known' ? null : 0n },
    clients: { source: trouble === 'straight' ? 4 : 3, target: isConnected ? 3 : 0, gateways: 3 },
    groups: 1,
  };
};

/** In batches no topic has a state: its clients move. */
const movedTopicView = (topic: FakeTopic, facts: SeamlessFacts): SeamlessTopic => {
  const { name, position, changedAt } = topic;
  const clientsOn = (side: 'source' | 'target') =>
    facts.topics.get(name)!.sides[side].writers!.length +
    facts.groups!.get(groupOf(name))!.sides[side].consumers!.length;
  return {
    ...{ topic: name, position, changedAt: new Date(changedAt).toISOString(), health: 'last' },
    ...{ stateName: BATCH_STATE_TEXT.name, stateMeaning: BATCH_STATE_TEXT.meaning },
    ...{ readiness: TASK_SENTENCES.inBatches, reason: null, dwellMs: null },
    next: { forward: null, back: null },
    traffic: trafficOf(topic),
    backlog: { source: unreadOf(topic), target: 0n },
    clients: { source: clientsOn('source'), target: clientsOn('target'), gateways: 0 },
    groups: 1,
  };
};

/** The groups of a task; of those that are not at the gateways, who goes straight. */
export const groupViews = (task: FakeSeamless, facts: SeamlessFacts): readonly Group[] => {
  const straight = straightOf(task, facts);
  return task.topics
    .map(({ name }) => {
      const group = groupOf(name);
      const { broadcasting, pop, topics: read, sides } = facts.groups!.get(group)!;
      const side = (of: (typeof sides)['source']) => ({
        ...{ exists: of.exists ?? null, consumers: of.consumers?.length ?? null },
        ...{ backlog: of.backlog.get(name) ?? null, retries: of.retries ?? null },
      });
      return {
        ...{ group, broadcasting: broadcasting ?? null, pop: pop ?? null, topics: [...read] },
        sides: { source: side(sides.source), target: side(sides.target) },
        straight: straight
          .filter((each) => each.group === group)
          .map(({ through: _, topics: __, ...client }) => client),
      };
    })
    .sort((a, b) => (a.group < b.group ? -1 : 1));
};

/** One topic as the service tells it. */
export const topicDetail = (
  task: FakeSeamless,
  topic: FakeTopic,
  facts: SeamlessFacts,
): SeamlessTopicDetail => {
  const { name, position } = topic;
  const of = facts.topics.get(name)!;
  const step = (motion: 'forward' | 'back') =>
    topic.moved ? null : toldMove(movesOf({ topics: [name], motion, force: [] }, facts)[0]!);
  const { straight: _, ...group } = groupViews(task, facts).find((each) => each.topics.includes(name))!;
  const each = new Map((takings(name, of, facts) ?? []).map((taking) => [taking.clientId, taking]));
  const queues = (side: 'source' | 'target') => {
    const { exists, readQueues, writeQueues } = of.sides[side];
    return { exists: exists ?? null, readQueues: readQueues ?? null, writeQueues: writeQueues ?? null };
  };
  const pending = (side: 'source' | 'target') => {
    const { delayed, timed, half, pop } = of.sides[side].pending;
    return { delayed: delayed ?? null, timed: timed ?? null, half: half ?? null, pop: pop ?? null };
  };
  return {
    topic: topicView(topic, facts),
    states: topic.moved
      ? []
      : statesOf(position.kind).map((state) => ({ state, ...STATE_TEXTS[position.kind][state]! })),
    steps: { forward: step('forward'), back: step('back') },
    groups: [group],
    clients: (facts.clients ?? [])
      .filter((client) => client.topics.has(name) || client.groups.has(groupOf(name)))
      .map((client) => ({
        ...clientView(client),
        taking: each.get(client.clientId)?.state ?? null,
        leftMs: Math.round(each.get(client.clientId)?.left ?? 0),
      })),
    straight: straightOf(task, facts).flatMap(({ through: _, topics, ...client }) =>
      topics.includes(name) ? [client] : [],
    ),
    pending: { source: pending('source'), target: pending('target') },
    queues: { source: queues('source'), target: queues('target') },
  };
};

/** A client at a gateway as the service tells it. */
export const clientView = (client: NonNullable<SeamlessFacts['clients']>[number]) => ({
  ...{ clientId: client.clientId, address: client.address },
  ...{ language: client.language ?? null, version: client.version ?? null },
  lastSeenAt: new Date(client.lastSeenAt).toISOString(),
  groups: [...client.groups],
  topics: [...client.topics],
});
