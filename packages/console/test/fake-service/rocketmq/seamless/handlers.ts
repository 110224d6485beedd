import { createHash, randomUUID } from 'node:crypto';
import { apiErrors } from '@mqferry/api';
import {
  logPhrase,
  migrationErrors,
  movesOf,
  removalBlockedBy,
  seamlessTaskErrors,
  targetBlockedBy,
  topicsWithStep,
  waysOf,
} from '@mqferry/migration';
import type { FakeHandlers } from '../../fake-handlers.ts';
import { ago } from '../../ids.ts';
import { compare, part } from '../../lists.ts';
import { watch } from '../../watch.ts';
import type { World } from '../../world.ts';
import { namespaceOf, rocketmqGroupNames, rocketmqTopicNames } from '../names.ts';
import { batchesView, begin, unmoved } from './batches.ts';
import { factsOf } from './facts.ts';
import type { Client, FakeSeamless, ScanRow, SeamlessTopic, StepPlan } from './fake-task.ts';
import { straightOf } from './straight.ts';
import { historyOf, taskView } from './task-view.ts';
import { toldMove } from './told-move.ts';
import { clientView, groupViews, topicDetail, topicView } from './topic-view.ts';

const holds = (search: string | undefined, text: string): boolean =>
  text.toLowerCase().includes((search ?? '').toLowerCase());

const SORTED_BY = {
  topic: ({ topic }: SeamlessTopic) => topic,
  changedAt: ({ changedAt }: SeamlessTopic) => changedAt,
  sourceIn: ({ traffic }: SeamlessTopic) => traffic.source.in,
  targetIn: ({ traffic }: SeamlessTopic) => traffic.target.in,
  backlog: ({ backlog }: SeamlessTopic) => backlog.source,
} as const;

const planOf = (
  task: FakeSeamless,
  { topics, motion, force = [] }: { topics: string[] | 'all'; motion: StepPlanMotion; force?: StepPlanForce },
): StepPlan => {
  const facts = factsOf(task);
  const way = motion === 'back' ? 'back' : 'forward';
  const names = topics === 'all' ? topicsWithStep(way, facts) : topics;
  const moves = movesOf({ topics: names, motion, force }, facts);
  const free = moves.filter(({ blockedBy }) => !blockedBy);
  const done = JSON.stringify([motion, free.map(({ topic, to, risks }) => [topic, to, risks])]);
  return {
    hash: createHash('sha256').update(done).digest('hex'),
    ...{ moves: free.length, blocked: moves.length - free.length, topics: moves.map(toldMove) },
  };
};
type StepPlanMotion = 'forward' | 'back' | 'hold' | 'release';
type StepPlanForce = StepPlan['topics'][number]['forced'];

/** What a scan finds: the topics and groups of the old cluster, some of which the new one does not have. */
const scanOf = (task: FakeSeamless): ScanRow[] => {
  const inTask = new Set(task.topics.map(({ name }) => name));
  const row = (kind: ScanRow['kind'], name: string, index: number): ScanRow => {
    const onTarget = index % 7 === 3 ? 'missing' : index % 11 === 5 ? 'different' : 'same';
    const isTopic = kind === 'topic';
    return {
      ...{ kind, name, namespace: namespaceOf(name), messageType: null, onTarget },
      topicKind: isTopic ? (index % 5 === 3 ? 'ordered' : 'ordinary') : null,
      queues: isTopic ? 16 : null,
      inTask: isTopic && inTask.has(name),
      isNew: task.scanned === undefined ? index < 3 : !task.scanned.has(name),
      targetQueues: !isTopic || onTarget === 'missing' ? null : onTarget === 'same' ? 16 : 8,
    };
  };
  return [
    ...rocketmqTopicNames.map((name, index) => row('topic', name, index)),
    ...rocketmqGroupNames.map((name, index) => row('group', name, index)),
  ];
};

/** What is answered of seamless migrations. */
export const seamlessHandlers = (world: World): FakeHandlers => {
  const found = (id: string): FakeSeamless => {
    const task = world.seamless.find((each) => each.id === id);
    if (!task) throw apiErrors.API_NOT_FOUND({ kind: 'migration', id });
    return task;
  };
  const turn = (id: string, intent: FakeSeamless['intent']) => {
    const task = found(id);
    task.intent = intent;
    return taskView(task);
  };
  const refOf = (id: string) => ({ id, name: world.clusters.find((each) => each.id === id)!.name });
  const note = (task: FakeSeamless, type: string, details: FakeSeamless['log'][number]['details']) => {
    task.log = [{ id: task.log.length, at: ago(0), type, details }, ...task.log];
  };
  return {
    listSeamlessTasks: ({ query }) => {
      const { items, total } = part(world.seamless, query);
      return { items: items.map(taskView), total };
    },
    createSeamlessTask: ({ body: { name, sourceId, targetId, mode } }) => {
      const taken = targetBlockedBy(
        targetId,
        world.seamless.map((each) => ({ name: each.name, target: each.target.id, intent: each.intent })),
      );
      if (taken) throw taken;
      const task: FakeSeamless = {
        ...{ id: randomUUID(), name, source: refOf(sourceId), target: refOf(targetId), mode, intent: 'run' },
        ...{ createdAt: ago(0), connected: true, topics: [], gateways: [], scanned: undefined, log: [] },
        saidRead: new Map(),
      };
      world.seamless = [task, ...world.seamless];
      return taskView(task);
    },
    getSeamlessTask: ({ params: { id } }) => taskView(found(id)),
    watchSeamlessTask: ({ params: { id } }, signal) => {
      const task = found(id);
      return watch(() => taskView(task), signal);
    },
    pauseSeamlessTask: ({ params: { id } }) => turn(id, 'pause'),
    resumeSeamlessTask: ({ params: { id } }) => turn(id, 'run'),
    completeSeamlessTask: ({ params: { id } }) => turn(id, 'completed'),
    deleteSeamlessTask: ({ params: { id } }) => {
      world.seamless = world.seamless.filter((each) => each.id !== id);
      return undefined;
    },
    forgetSeamlessGateway: ({ params: { id, gateway } }) => {
      const task = found(id);
      task.gateways = task.gateways.filter((each) => each.gateway !== gateway);
      return undefined;
    },
    listSeamlessTraffic: ({ params: { id }, query: { topic } }) => historyOf(found(id), topic),
    listSeamlessLog: ({ params: { id }, query }) => {
      const { items, total } = part(found(id).log, query);
      return {
        items: items.map((entry) => ({ ...entry, text: logPhrase(entry.type, entry.details) })),
        total,
      };
    },
    listSeamlessTopics: ({ params: { id }, query }) => {
      const task = found(id);
      const facts = factsOf(task);
      const by = SORTED_BY[query.sort];
      const items = task.topics
        .map((topic) => topicView(topic, facts))
        .filter(
          ({ topic, position, health }) =>
            holds(query.search, topic) &&
            (query.state === undefined || position.state === query.state) &&
            (query.health === undefined || health === query.health),
        )
        .sort((a, b) => compare(by(a), by(b)) * (query.order === 'ascending' ? 1 : -1));
      return part(items, query);
    },
    getSeamlessTopic: ({ params: { id, topic } }) => {
      const task = found(id);
      const of = task.topics.find(({ name }) => name === topic);
      if (!of) throw apiErrors.API_NOT_FOUND({ kind: 'topic', id: topic });
      return topicDetail(task, of, factsOf(task));
    },
    listSeamlessGroups: ({ params: { id }, query }) => {
      const task = found(id);
      const items = groupViews(task, factsOf(task)).filter(
        ({ group, straight }) =>
          holds(query.search, group) &&
          (query.notMoved === undefined ||
            query.notMoved === straight.some(({ side }) => task.mode !== 'batches' || side === 'source')),
      );
      return part(items, query);
    },
    listSeamlessClients: ({ params: { id }, query }) => {
      const task = found(id);
      const all: Client[] =
        query.through === 'gateway'
          ? factsOf(task).clients!.map((client) => ({ ...clientView(client), through: 'gateway' as const }))
          : [...straightOf(task, factsOf(task))];
      return part(
        all.filter(({ clientId, address }) => holds(query.search, `${clientId ?? ''} ${address}`)),
        query,
      );
    },
    scanSeamlessTask: ({ params: { id } }) => {
      const task = found(id);
      const rows = scanOf(task);
      task.scanned = new Set(rows.map(({ name }) => name));
      return { at: ago(0), rows };
    },
    addSeamlessTopics: ({ params: { id }, body: { topics } }) => {
      const task = found(id);
      const known = new Set(task.topics.map(({ name }) => name));
      const added = topics.filter(({ topic }) => !known.has(topic));
      const moved = { ordinary: unmoved(), ordered: unmoved() };
      for (const { position, moved: of } of task.topics) if (of) moved[position.kind] = of;
      task.topics = [
        ...task.topics,
        ...added.map(({ topic, kind = 'ordinary' }) => ({
          ...{ name: topic, position: { kind, state: 'initial' as const, held: false } },
          ...{ changedAt: Date.now() - 120_000, trouble: undefined, rate: 12.5 },
          ...(task.mode === 'batches' ? { moved: moved[kind] } : {}),
        })),
      ];
      note(task, 'topics', { by: 'wei.zhang', added: added.map(({ topic }) => topic) });
      return {
        added: added.map(({ topic }) => topic),
        known: topics.flatMap(({ topic }) => (known.has(topic) ? [topic] : [])),
      };
    },
    removeSeamlessTopics: ({ params: { id }, body: { topics } }) => {
      const task = found(id);
      const reason = removalBlockedBy(topics, { intent: task.intent, seen: factsOf(task) });
      if (reason) throw reason;
      task.topics = task.topics.filter(({ name }) => !topics.includes(name));
      return { removed: topics };
    },
    getSeamlessBatches: ({ params: { id } }) => {
      const task = found(id);
      return batchesView(task, factsOf(task));
    },
    beginSeamlessBatch: ({ params: { id }, body }) => {
      const task = found(id);
      begin(task, factsOf(task), body);
      note(task, 'batch', { by: 'wei.zhang', ...body, offsetsOf: [] });
      return batchesView(task, factsOf(task));
    },
    sayBroadcastRead: ({ params: { id }, body: { group, read } }) => {
      const task = found(id);
      if (read) task.saidRead!.set(group, ago(0));
      else task.saidRead!.delete(group);
      note(task, 'broadcast-read', { by: 'wei.zhang', group, read });
      return batchesView(task, factsOf(task));
    },
    planSeamlessStep: ({ params: { id }, body }) => planOf(found(id), body),
    applySeamlessStep: async ({ params: { id }, body }) => {
      const task = found(id);
      if (task.intent === 'completed') throw seamlessTaskErrors.SEAMLESS_TASK_COMPLETED({});
      const plan = planOf(task, body);
      if (plan.hash !== body.hash) {
        throw migrationErrors.MIGRATION_WORLD_MOVED({ reason: 'publishRoutes comes to something else' });
      }
      const moved = plan.topics.filter(({ blockedBy }) => !blockedBy);
      for (const { topic, to } of moved) {
        const of = task.topics.find(({ name }) => name === topic);
        if (!of || !to) continue;
        of.position = to;
        of.changedAt = Date.now();
      }
      note(task, 'step', {
        ...{ by: 'wei.zhang', motion: body.motion, topics: moved.map(({ topic }) => topic) },
        ways: waysOf(moved).map(({ from, to }) => ({ from: { ...from }, to: { ...to } })),
        forced: [...new Set(moved.flatMap(({ forced }) => forced))],
      });
      return plan;
    },
  };
};
