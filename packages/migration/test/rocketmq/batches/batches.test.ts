import { expect, test } from 'vitest';
import { type BatchFacts, batchFactsOf, batchKinds } from '../../../src/rocketmq/batches/batch-facts.ts';
import { BATCH_TEXTS } from '../../../src/rocketmq/batches/batch-texts.ts';
import {
  BATCH_STAGES,
  type BatchStage,
  batchAlarms,
  batchBlockedBy,
  batchesLeft,
  batchPresets,
  batchProgress,
  batchStandings,
  isToBegin,
} from '../../../src/rocketmq/batches/batches.ts';
import { STILL_FOR_MS } from '../../../src/rocketmq/checks/draining.ts';
import type { GroupSide, Peer, TopicSide } from '../../../src/rocketmq/facts.ts';
import { factsWith, groupWith, NOW, PEER, type Sides, topicAt } from '../some-facts.ts';

const ends = (end: bigint, ago = 100_000) => new Map([['broker-a:0', { end, stillSince: NOW - ago }]]);
const WRITER: Peer = { ...PEER, clientId: 'p' };
const SECOND: Peer = { ...PEER, clientId: 'd' };

interface Given {
  readonly kind?: BatchFacts['kind'];
  readonly topic?: Sides<TopicSide>;
  readonly group?: Sides<GroupSide>;
  readonly of?: Parameters<typeof groupWith>[0];
  readonly saidRead?: readonly string[];
}

const facts = ({ kind = 'ordinary', topic, group, of, saidRead = [] }: Given): BatchFacts => ({
  kind,
  topics: new Map([['orders', topicAt('initial', {}, topic)]]),
  groups: new Map([['g', groupWith(of, group)]]),
  saidRead: new Set(saidRead),
  stillMs: STILL_FOR_MS,
});

/** Everybody on the source, the target prepared. */
const BEGINNING: Given = {
  topic: { source: { writers: [WRITER], ends: ends(100n, 100) }, target: { ends: ends(0n) } },
  group: { source: { consumers: [PEER, SECOND] }, target: { consumers: [] } },
};
const SOME_CONSUMERS: Given = {
  ...BEGINNING,
  group: { source: { consumers: [PEER] }, target: { consumers: [SECOND] } },
};
const SOME_PRODUCERS: Given = {
  ...SOME_CONSUMERS,
  topic: { ...BEGINNING.topic, target: { ends: ends(7n, 100), writers: [WRITER] } },
};
const ALL_PRODUCERS: Given = {
  ...SOME_PRODUCERS,
  topic: { source: { writers: [] }, target: { ends: ends(7n, 100), writers: [WRITER] } },
  group: {
    source: { consumers: [PEER], backlog: new Map([['orders', 3n]]) },
    target: { consumers: [SECOND] },
  },
};
const DRAINED: Given = { ...ALL_PRODUCERS, group: SOME_CONSUMERS.group! };
const END: Given = {
  ...DRAINED,
  group: { source: { consumers: [] }, target: { consumers: [PEER, SECOND] } },
};

const reached = (given: Given): BatchStage[] =>
  batchStandings(facts(given)).flatMap(({ stage, gate }) => (gate.verdict === 'pass' ? [stage] : []));
const open = (given: Given): BatchStage[] =>
  batchStandings(facts(given)).flatMap(({ stage, blockedBy }) => (blockedBy ? [] : [stage]));

const PRODUCERS: BatchStage[] = ['some-producers', 'all-producers'];

test.each<[string, Given, number, readonly BatchStage[]]>([
  ['at the beginning', BEGINNING, 1, ['target-ready', 'some-consumers', 'source-drained']],
  [
    'with some consumers',
    SOME_CONSUMERS,
    2,
    ['target-ready', 'some-consumers', ...PRODUCERS, 'source-drained'],
  ],
  [
    'with some producers',
    SOME_PRODUCERS,
    3,
    ['target-ready', 'some-consumers', ...PRODUCERS, 'source-drained'],
  ],
  [
    'with all producers',
    ALL_PRODUCERS,
    4,
    ['target-ready', 'some-consumers', ...PRODUCERS, 'source-drained'],
  ],
  ['when the source is drained', DRAINED, 5, BATCH_STAGES.ordinary],
  ['at the end', END, 6, BATCH_STAGES.ordinary],
])(
  '%s, stages are reached one after the other, and none is open that would do harm',
  (_, given, count, stages) => {
    expect(reached(given)).toEqual(BATCH_STAGES.ordinary.slice(0, count));
    expect(open(given)).toEqual(stages);
    expect(batchAlarms(facts(given))).toEqual([]);
  },
);

const UNPREPARED: Given = {
  ...BEGINNING,
  group: { ...BEGINNING.group, target: { consumers: [], offsets: new Set() } },
};
const ORDERED = { kind: 'ordered' } as const;

test.each<[string, BatchStage, Given, string, string?]>([
  [
    'consumers on a target without offsets',
    'some-consumers',
    UNPREPARED,
    'BATCH_TARGET_UNPREPARED',
    'SEAMLESS_OFFSETS_MISSING',
  ],
  ['producers on it', 'all-producers', UNPREPARED, 'BATCH_TARGET_UNPREPARED', 'SEAMLESS_OFFSETS_MISSING'],
  [
    'producers before consumers',
    'some-producers',
    BEGINNING,
    'BATCH_PRODUCERS_FIRST',
    'BATCH_NO_CONSUMERS_YET',
  ],
  ['consumers that leave before producers', 'remaining-consumers', SOME_PRODUCERS, 'BATCH_PRODUCERS_LEFT'],
  [
    'consumers that leave a backlog',
    'remaining-consumers',
    ALL_PRODUCERS,
    'BATCH_SOURCE_UNREAD',
    'SEAMLESS_NOT_DRAINED',
  ],
  [
    'consumers that leave other topics',
    'remaining-consumers',
    { ...DRAINED, of: { topics: ['orders', 'bills'] } },
    'BATCH_TOPICS_OUTSIDE',
  ],
  ['ordered: consumers first', 'some-consumers', { ...BEGINNING, ...ORDERED }, 'BATCH_ORDER_CONSUMERS_EARLY'],
  [
    'ordered: producers one by one',
    'some-producers',
    { ...BEGINNING, ...ORDERED },
    'BATCH_ORDER_PRODUCERS_SPLIT',
  ],
  [
    'ordered: producers while consumers are there',
    'all-producers',
    { ...SOME_CONSUMERS, ...ORDERED },
    'BATCH_ORDER_CONSUMERS_FIRST',
  ],
  [
    'ordered: consumers while something is unread',
    'remaining-consumers',
    { ...ALL_PRODUCERS, ...ORDERED },
    'BATCH_ORDER_CONSUMERS_EARLY',
    'SEAMLESS_NOT_DRAINED',
  ],
])('refused with the harm: %s', (_, stage, given, code, cause) => {
  const reason = batchBlockedBy(stage, facts(given));
  expect(reason?.code).toBe(code);
  if (cause) expect(reason?.cause).toMatchObject({ code: cause });
});

test('order is kept by moving all producers, then all consumers', () => {
  const before: Given = { ...BEGINNING, ...ORDERED };
  const unread: Given = {
    ...ALL_PRODUCERS,
    ...ORDERED,
    group: { ...ALL_PRODUCERS.group, target: { consumers: [] } },
  };
  const read: Given = { ...unread, group: { source: { consumers: [PEER] }, target: { consumers: [] } } };
  expect([reached(before), reached(unread), reached(read)].map(({ length }) => length)).toEqual([1, 2, 3]);
  expect(open(before)).toEqual(['target-ready', 'all-producers', 'source-drained']);
  expect(open(read)).toEqual(BATCH_STAGES.ordered);
});

test.each<[string, Given, readonly string[]]>([
  ['producers came first', { ...SOME_PRODUCERS, group: BEGINNING.group! }, ['BATCH_PRODUCERS_FIRST']],
  ['consumers left before producers', { ...SOME_PRODUCERS, group: END.group! }, ['BATCH_PRODUCERS_LEFT']],
  [
    'consumers left a backlog',
    {
      ...ALL_PRODUCERS,
      group: { source: { ...ALL_PRODUCERS.group!.source, consumers: [] }, target: { consumers: [PEER] } },
    },
    ['BATCH_SOURCE_UNREAD'],
  ],
  ['ordered: consumers came first', { ...SOME_PRODUCERS, ...ORDERED }, ['BATCH_ORDER_CONSUMERS_FIRST']],
])('what was done in the wrong order is told: %s', (_, given, codes) => {
  expect(batchAlarms(facts(given)).map(({ code }) => code)).toEqual(codes);
});

test('what is not known is not reached', () => {
  const consumers = { source: { consumers: undefined }, target: { consumers: undefined } };
  expect(reached({ ...END, group: consumers })).not.toContain('some-consumers');
  expect(reached({ ...END, group: consumers })).not.toContain('remaining-consumers');
  const topic = { source: { writers: undefined }, target: { ends: undefined } };
  expect(reached({ ...END, topic })).not.toContain('some-producers');
  expect(reached({ ...END, topic })).not.toContain('all-producers');
});

test('of a group that is broadcast to, the operator has to say that it has read', () => {
  const broadcast: Given = { ...DRAINED, of: { broadcasting: true } };
  expect(reached(broadcast)).not.toContain('source-drained');
  expect(batchBlockedBy('remaining-consumers', facts(broadcast))?.cause).toMatchObject({
    code: 'SEAMLESS_BROADCAST_UNMEASURED',
  });
  expect(reached({ ...broadcast, saidRead: ['g'] })).toContain('source-drained');
});

test('all is on the target when every stage is reached; nobody need have written there', () => {
  expect(batchesLeft([facts(END), facts({ ...END, ...ORDERED })])).toBeUndefined();
  expect(batchesLeft([facts(END), facts({ ...ALL_PRODUCERS, ...ORDERED })])).toMatchObject({
    ...{ code: 'BATCH_STAGES_LEFT', parameters: { kind: 'ordered', stage: 'source-drained' } },
    cause: { code: 'SEAMLESS_NOT_DRAINED' },
  });
  const idle: Given = { ...END, topic: { source: { ends: ends(0n) }, target: { ends: ends(0n) } } };
  expect(batchesLeft([facts(idle)])).toBeUndefined();
  const progress = [BEGINNING, DRAINED, END, idle].map((given) => batchProgress(facts(given)));
  expect(progress.map(({ reached }) => reached)).toEqual([1, 5, 6, 5]);
});

test('a stage is begun once, that of the target again for groups that come, and nobody begins to wait', () => {
  const toBegin = (given: Given, isBegun: boolean) =>
    batchStandings(facts(given)).flatMap((each) => (isToBegin(each, isBegun) ? [each.stage] : []));
  expect(toBegin(UNPREPARED, false)).toEqual([
    ...['target-ready', 'some-consumers', 'some-producers', 'all-producers', 'remaining-consumers'],
  ]);
  expect(toBegin(UNPREPARED, true)).toEqual(['target-ready']);
  expect(toBegin(END, false)).toEqual([]);
});

test('what was not looked at is at no stage', () => {
  const unseen = { ...facts(END), groups: undefined };
  expect(batchStandings(unseen).map(({ gate }) => gate.verdict)).not.toContain('fail');
  expect(batchProgress(unseen).reached).toBe(0);
  expect(batchBlockedBy('remaining-consumers', unseen)).toBeDefined();
});

test('the target is prepared for every group that has no offsets there, once all is imported', () => {
  expect(batchPresets(facts(UNPREPARED))).toEqual([{ topic: 'orders', groups: ['g'] }]);
  expect(batchPresets(facts(BEGINNING))).toEqual([]);
  const missing: Given = { ...UNPREPARED, topic: { target: { exists: false } } };
  expect(batchBlockedBy('target-ready', facts(UNPREPARED))).toBeUndefined();
  expect(batchBlockedBy('target-ready', facts(missing))?.code).toBe('SEAMLESS_TOPIC_MISSING');
});

test('topics of each kind move together, with the groups that read them', () => {
  const seen = factsWith(topicAt('initial'), {
    topics: new Map([
      ['ledger', topicAt('initial', { kind: 'ordered' })],
      ['orders', topicAt('initial')],
    ]),
    groups: new Map([
      ['g', groupWith()],
      ['l', groupWith({ topics: ['ledger', 'elsewhere'] })],
    ]),
  });
  expect(batchKinds(seen)).toEqual(['ordinary', 'ordered']);
  const ordered = batchFactsOf('ordered', seen, new Set());
  expect([[...ordered.topics.keys()], [...ordered.groups!.keys()]]).toEqual([['ledger'], ['l']]);
});

test('every stage has its words', () => {
  for (const stage of BATCH_STAGES.ordinary) expect(BATCH_TEXTS[stage].toDo.zh).toBeTruthy();
});
