import { apiErrors, type Client, problemOf } from '@mqferry/api';
import { run } from '../../../src/run.ts';
import type { SeamlessTask } from '../../../src/service/find.ts';
import type {
  SeamlessCheck,
  SeamlessMove,
  SeamlessTopic,
  SeamlessTopicDetail,
} from '../../../src/service/seamless/views.ts';
import { fakeClusters, fakeId, fakeService } from '../../support/fake-service.ts';

export const AT = '2026-11-22T08:30:00.123Z';
export const TASK_ID = fakeId('77777777');

export const phrase = (en: string, zh = en) => ({ en, zh });

/** A problem with this text. */
export const problem = (reason: string) => ({
  ...problemOf(apiErrors.API_UNEXPECTED({ reason })),
  message: phrase(reason),
  advice: phrase('Do something.'),
});

const [target, source] = fakeClusters;

const UNKNOWN = { source: null, target: null };
const NO_TRAFFIC = { source: { in: null, out: null }, target: { in: null, out: null } };

export const fakeGateway = (changes: Partial<SeamlessTask['gateways'][number]> = {}) => ({
  ...{ gateway: 'gate-1', mode: 'route' as const, address: '10.0.0.5:9876', revision: 3, serves: true },
  ...{ heardAt: AT, live: true, connections: 4 },
  ...changes,
});

/** A migration `shop` between the clusters `old` and `new`. */
export const fakeSeamlessTask = (changes: Partial<SeamlessTask> = {}): SeamlessTask => ({
  ...{ id: TASK_ID, name: 'shop', mode: 'route', targetNames: {}, intent: 'run', routingRevision: 3 },
  source: { id: source!.id, name: 'old' },
  target: { id: target!.id, name: 'new' },
  ...{ createdBy: 'ann', createdAt: AT, seenAt: AT, problem: null },
  sentence: {
    progress: phrase('1 of 3 topics done.', '3 个主题中 1 个已完成。'),
    next: phrase('Take orders on.'),
  },
  steps: [
    {
      ...{ id: 'connect', name: phrase('Connect the source'), toDo: phrase('Give it.'), done: true },
      blockedBy: null,
    },
    {
      ...{ id: 'grey', name: phrase('Grey migration'), toDo: phrase('Take topics on.'), done: false },
      blockedBy: null,
    },
    {
      ...{ id: 'complete', name: phrase('Complete'), toDo: phrase('Complete it.'), done: false },
      blockedBy: problem('Two topics are not done.'),
    },
  ],
  actions: [
    { action: 'pauseTask', note: phrase('No topic goes forward.'), blockedBy: null },
    { action: 'addTopics', note: phrase('They are initial.'), blockedBy: null },
    { action: 'completeTask', note: phrase('No way back.'), blockedBy: problem('Two topics are not done.') },
  ],
  topics: { total: 3, states: { initial: 2, done: 1 }, ready: 1 },
  groups: { total: 2, notMoved: 1 },
  clients: { atGateways: 5, straight: 1 },
  gateways: [fakeGateway()],
  traffic: { source: { in: 1234.4, out: 0.25 }, target: { in: 0, out: null } },
  backlog: { source: 9_007_199_254_740_993n, target: null },
  ...changes,
});

export const fakeTopic = (changes: Partial<SeamlessTopic> = {}): SeamlessTopic => ({
  ...{ topic: 'orders', position: { kind: 'ordinary', state: 'initial', held: false } },
  ...{ stateName: phrase('initial', '初始'), stateMeaning: phrase('Written and read on the source.') },
  ...{ changedAt: AT, health: 'ready', readiness: phrase('It can go forward.'), reason: null, dwellMs: 0 },
  ...{ next: { forward: 'dual-read', back: null }, traffic: NO_TRAFFIC, backlog: UNKNOWN },
  ...{ clients: { source: 2, target: 0, gateways: 2 }, groups: 1 },
  ...changes,
});

export const fakeCheck = (changes: Partial<SeamlessCheck> = {}): SeamlessCheck => ({
  ...{ id: 'gateways-serve', name: phrase('Gateways serve'), verdict: 'pass', at: AT, reason: null },
  ...{ evidence: { gateways: 2 }, risk: null },
  ...changes,
});

/** One in the way that a step could go without. */
export const straightCheck = fakeCheck({
  ...{ id: 'clients-moved', name: phrase('Clients are at gateways'), verdict: 'fail' },
  ...{ reason: problem('c1 goes straight.'), risk: phrase('c1 misses messages.') },
});

export const fakeMove = (changes: Partial<SeamlessMove> = {}): SeamlessMove => ({
  ...{ topic: 'orders', from: { kind: 'ordinary', state: 'initial', held: false } },
  ...{ to: { kind: 'ordinary', state: 'dual-read', held: false }, checks: [fakeCheck()] },
  ...{ blockedBy: null, forced: [], presets: [] },
  ...changes,
});

export const fakeDetail = (changes: Partial<SeamlessTopicDetail> = {}): SeamlessTopicDetail => ({
  topic: fakeTopic(),
  states: ['initial', 'dual-read', 'done'].map((state) => ({
    ...{ state: state as 'done', name: phrase(state), meaning: phrase(state) },
  })),
  steps: { forward: fakeMove(), back: null },
  ...{ groups: null, clients: [], straight: [] },
  pending: {
    source: { delayed: 3n, timed: null, half: 0n, pop: null },
    target: { delayed: 0n, timed: 0n, half: 0n, pop: null },
  },
  queues: {
    source: { exists: true, readQueues: 8, writeQueues: 8 },
    target: { exists: true, readQueues: 16, writeQueues: null },
  },
  ...changes,
});

/** Runs `mqferry rocketmq migration …` at a service that has `shop` and does these operations. */
export const seamless = async (
  operations: Partial<Client>,
  argv: readonly string[],
  options: Parameters<typeof fakeService>[1] = {},
  task: SeamlessTask = fakeSeamlessTask(),
) => {
  const { world, written } = fakeService(
    {
      listClusters: async () => fakeClusters,
      listSeamlessTasks: async () => ({ items: [task], total: 1 }),
      getSeamlessTask: async () => task,
      ...operations,
    },
    options,
  );
  return { code: await run(['rocketmq', 'migration', ...argv], world), ...written };
};

/** Answers what is asked at the end. */
export const typing = (answer: string) => ({ isTTY: true, answers: [['[y/N] ', `${answer}\r`]] }) as const;
