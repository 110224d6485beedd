import { describe, expect, test } from 'vitest';
import { batchFactsOf, batchKinds } from '../../src/rocketmq/batches/batch-facts.ts';
import type { SeamlessFacts } from '../../src/rocketmq/facts.ts';
import type { Motion } from '../../src/rocketmq/moves.ts';
import type { Position } from '../../src/rocketmq/states.ts';
import {
  presentStep,
  removalBlockedBy,
  TASK_ACTIONS,
  type TaskAction,
  type TaskFacts,
  targetBlockedBy,
  taskActionOf,
  taskBlockedBy,
  taskSteps,
  topicsWithStep,
} from '../../src/rocketmq/task.ts';
import { taskSentence } from '../../src/rocketmq/task-sentence.ts';
import { factsWith, groupWith, PEER, topicAt } from './some-facts.ts';

const task = (
  intent: TaskFacts['intent'],
  states: readonly Parameters<typeof topicAt>[0][] = ['initial'],
  changes: Partial<SeamlessFacts> = {},
): TaskFacts => ({
  intent,
  seen: factsWith(topicAt('initial'), {
    topics: new Map(states.map((state, index) => [`t${index}`, topicAt(state)])),
    ...changes,
  }),
});

const allowed = (facts: TaskFacts): TaskAction[] =>
  (Object.keys(TASK_ACTIONS) as TaskAction[]).filter((action) => !taskBlockedBy(action, facts));

test.each<[string, TaskFacts, readonly TaskAction[]]>([
  ['initial', task('run'), ['pauseTask', 'addTopics', 'stepForward', 'stepBack', 'deleteTask']],
  ['under way', task('run', ['done', 'switching']), ['pauseTask', 'addTopics', 'stepForward', 'stepBack']],
  ['paused', task('pause', ['switching']), ['resumeTask', 'addTopics', 'stepBack']],
  ['done', task('run', ['done']), ['pauseTask', 'addTopics', 'stepForward', 'stepBack', 'completeTask']],
  ['without topics', task('run', []), ['pauseTask', 'addTopics', 'stepForward', 'stepBack', 'deleteTask']],
  ['completed', task('completed', ['done']), ['deleteTask']],
])('a task that is %s allows what it can keep', (_, facts, actions) => {
  expect(allowed(facts)).toEqual(actions);
});

test('the reason is told', () => {
  expect(taskBlockedBy('completeTask', task('run', ['done', 'dual-write', 'initial']))?.parameters).toEqual({
    count: 2,
    first: 't1',
  });
  expect(taskBlockedBy('completeTask', task('run', []))?.code).toBe('SEAMLESS_NO_TOPICS');
  expect(taskBlockedBy('stepForward', task('pause'))?.code).toBe('SEAMLESS_TASK_PAUSED');
  expect(taskBlockedBy('resumeTask', task('run'))?.code).toBe('SEAMLESS_TASK_NOT_PAUSED');
  expect(taskBlockedBy('deleteTask', task('run', ['returning']))?.code).toBe('SEAMLESS_TOPICS_MOVED');
});

test('only topics that are initial leave the task', () => {
  const facts = task('run', ['initial', 'dual-read']);
  expect(removalBlockedBy(['t0', 'unknown'], facts)).toBeUndefined();
  expect(removalBlockedBy(['t0', 't1'], facts)?.parameters).toEqual({ topics: 't1' });
  expect(removalBlockedBy(['t0'], task('completed'))?.code).toBe('SEAMLESS_TASK_COMPLETED');
});

test('a target is in one task at a time', () => {
  const tasks = [
    { name: 'old', target: 'one', intent: 'completed' },
    { name: 'new', target: 'two', intent: 'pause' },
  ] as const;
  expect(targetBlockedBy('one', tasks)).toBeUndefined();
  expect(targetBlockedBy('two', tasks)?.parameters).toEqual({ task: 'new' });
});

const clusters = (source: boolean | undefined, target: boolean | undefined) => {
  const known = factsWith(topicAt('initial')).clusters;
  return {
    clusters: {
      source: { ...known.source, connected: source },
      target: { ...known.target, connected: target },
    },
  };
};

test.each<[string, TaskFacts, string | undefined, string | undefined]>([
  [
    'the source is not connected',
    task('run', [], clusters(undefined, true)),
    'connect',
    'SEAMLESS_SOURCE_UNREACHABLE',
  ],
  [
    'the target is not connected',
    task('run', [], clusters(true, false)),
    'connect',
    'SEAMLESS_TARGET_UNREACHABLE',
  ],
  ['nothing is chosen', task('run', []), 'import', 'SEAMLESS_NO_TOPICS'],
  [
    'a topic is not imported',
    task('run', [], { topics: new Map([['orders', topicAt('initial', {}, { target: { exists: false } })]]) }),
    'import',
    'SEAMLESS_NOT_IMPORTED',
  ],
  [
    'a group is not imported',
    task('run', ['initial'], { groups: new Map([['g', groupWith({}, { target: { exists: undefined } })]]) }),
    'import',
    'SEAMLESS_NOT_IMPORTED',
  ],
  ['no gateway runs', task('run', ['initial'], { gateways: [] }), 'endpoints', 'SEAMLESS_NO_GATEWAY'],
  [
    'a client goes straight to the source',
    task('run', ['initial'], {
      groups: new Map([
        ['g', groupWith({ topics: ['t0'] }, { source: { consumers: [{ ...PEER, clientId: 'x' }] } })],
      ]),
    }),
    'endpoints',
    'SEAMLESS_ENDPOINTS_LEFT',
  ],
  ['topics are left', task('run', ['done', 'initial']), 'grey', 'SEAMLESS_TOPICS_LEFT'],
  ['all are done', task('run', ['done']), 'complete', undefined],
  ['it is paused', task('pause', ['done']), 'complete', 'SEAMLESS_TASK_PAUSED'],
  ['it is completed', task('completed', ['done'], clusters(false, true)), undefined, undefined],
])('where %s, that is the step to take', (_, facts, id, code) => {
  const step = presentStep(taskSteps(facts));
  expect([step?.id, step?.blockedBy?.code]).toEqual([id, code]);
});

test('all topics with a step that way can be taken together', () => {
  const { seen } = task('run', ['initial', 'dual-write', 'done']);
  expect(topicsWithStep('forward', seen)).toEqual(['t0', 't1']);
  expect(topicsWithStep('back', seen)).toEqual(['t1', 't2']);
});

test('a pause stops what leads forward only', () => {
  const of = (motion: Motion, state: Position['state']) => taskActionOf(motion, { state });
  expect([of('forward', 'initial'), of('hold', 'dual-read')]).toEqual(['stepForward', 'stepForward']);
  expect([of('back', 'done'), of('hold', 'done'), of('release', 'switching')]).toEqual(
    Array(3).fill('stepBack'),
  );
});

describe('in batches', () => {
  const inBatches = (intent: TaskFacts['intent'], changes: Partial<SeamlessFacts> = {}): TaskFacts => {
    const { seen } = task(intent, ['initial'], { mode: 'batches', gateways: [], ...changes });
    const batches = batchKinds(seen).map((kind) => batchFactsOf(kind, seen, new Set()));
    return { intent, seen, batches };
  };
  const left = { groups: new Map([['g', groupWith({ topics: ['t0'] }, { target: { consumers: [] } })]]) };
  const moved = {
    groups: new Map([
      [
        'g',
        groupWith(
          { topics: ['t0'] },
          {
            source: { consumers: [], backlog: new Map([['t0', 0n]]) },
            target: { offsets: new Set(['t0']) },
          },
        ),
      ],
    ]),
  };

  test('topics take no steps, and only such a task has stages to begin', () => {
    expect(allowed(inBatches('run', left))).toEqual([
      ...['pauseTask', 'addTopics', 'beginBatch', 'sayBroadcastRead', 'deleteTask'],
    ]);
    expect(allowed(inBatches('pause', left))).toEqual([
      ...['resumeTask', 'addTopics', 'sayBroadcastRead', 'deleteTask'],
    ]);
    expect(allowed(inBatches('run', moved))).toContain('completeTask');
    expect(taskBlockedBy('stepBack', inBatches('run'))?.code).toBe('SEAMLESS_IN_BATCHES');
    expect(taskBlockedBy('beginBatch', task('run'))?.code).toBe('SEAMLESS_NOT_IN_BATCHES');
  });

  test('the guide has stages in place of gateways and states, and says what the present one asks for', () => {
    const steps = taskSteps(inBatches('run', left));
    expect(steps.map(({ id }) => id)).toEqual(['connect', 'import', 'batches', 'complete']);
    expect(presentStep(steps)).toMatchObject({ id: 'batches', blockedBy: { code: 'BATCH_STAGES_LEFT' } });
    expect(taskSentence(inBatches('run', left))).toMatchObject({
      ...{
        progress: { en: '0 of 6 stages reached' },
        next: { en: expect.stringMatching(/^Import topics/u) },
      },
    });
    expect(presentStep(taskSteps(inBatches('run', moved)))).toMatchObject({ id: 'complete' });
    expect(taskSentence(inBatches('run', { groups: undefined })).progress.zh).toBe('尚未检查');
  });

  test('what is said of both kinds names them; what nobody reads or writes need not move', () => {
    const topics = new Map([
      ['t0', topicAt('initial')],
      ['t1', topicAt('initial', { kind: 'ordered' })],
    ]);
    expect(taskSentence(inBatches('run', { ...left, topics })).progress.en).toBe(
      'ordinary topics: 0 of 6 stages reached; ordered topics: 4 of 4 stages reached',
    );
  });
});
