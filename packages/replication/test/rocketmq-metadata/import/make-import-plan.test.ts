import { expect, test } from 'vitest';
import type { MetadataDocument } from '../../../src/rocketmq-metadata/document/metadata-document.ts';
import type { ImportChoice } from '../../../src/rocketmq-metadata/import/import-choice.ts';
import type { PlanRow } from '../../../src/rocketmq-metadata/import/import-plan.ts';
import { makeImportPlan } from '../../../src/rocketmq-metadata/import/make-import-plan.ts';
import { aDocument, aGroup, aTopic, groupSettings, topicSettings } from '../support/documents.ts';
import { FakeTarget } from '../support/fake-target.ts';

const plan = (document: MetadataDocument, choice: ImportChoice = {}, target = new FakeTarget()) =>
  makeImportPlan(document, target.state(), choice);

const rowOf = (rows: readonly PlanRow[], key: string): PlanRow => rows.find((row) => row.key === key)!;

const codes = (reasons: readonly { readonly code: string }[]): readonly string[] =>
  reasons.map(({ code }) => code);

test('the plan is plain data', () => {
  const made = plan(aDocument({ topics: [aTopic('a')], groups: [aGroup('g')] }));
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
});

test('a migration of the cluster keeps names; what stands before % is the namespace', () => {
  const { rows } = plan(aDocument({ topics: [aTopic('INST%a'), aTopic('b')], groups: [aGroup('INST%g')] }));
  expect(rows.map(({ key, target, namespace, action }) => [key, target, namespace, action])).toEqual([
    ['topic:INST%a', 'INST%a', 'INST', 'create'],
    ['topic:b', 'b', 'default', 'create'],
    ['group:INST%g', 'INST%g', 'INST', 'create'],
  ]);
});

test('into a chosen namespace everything goes, whichever it was in; what would collide is refused', () => {
  const document = aDocument({
    topics: [aTopic('A%x'), aTopic('B%x'), aTopic('y')],
    groups: [
      aGroup('g', {
        subscriptionDataSet: [{ topic: 'A%x' }],
        attributes: { 'lite.bind.topic': 'y' },
      }),
    ],
  });
  const { rows } = plan(document, { namespace: 'team' });
  expect(rows.map(({ target, action }) => [target, action])).toEqual([
    ['team%x', 'create'],
    ['team%x', 'refused'],
    ['team%y', 'create'],
    ['team%g', 'create'],
  ]);
  expect(rows[1]!.reason!.code).toBe('IMPORT_NAMES_COLLIDE');
  expect(rows[3]!.brokers[0]!.wanted).toMatchObject({
    subscriptionDataSet: [{ topic: 'team%x' }],
    attributes: { 'lite.bind.topic': 'team%y' },
  });
  expect(() => plan(document, { namespace: 'a%b' })).toThrow(/cannot be a namespace/);
});

test('topics and groups are chosen by name and by pattern; those that brokers make are left out', () => {
  const document = aDocument({
    topics: [aTopic('a1'), aTopic('a2'), aTopic('b'), aTopic('%RETRY%g'), aTopic('%DLQ%g')],
    groups: [aGroup('g'), aGroup('h')],
  });
  const choice = { topics: { names: ['b'], patterns: ['a.'] }, groups: { names: ['h'] } };
  const { rows, leftOut } = plan(document, choice);
  expect(rows.map(({ key }) => key)).toEqual(['topic:a1', 'topic:a2', 'topic:b', 'group:h']);
  expect(leftOut).toEqual([
    { kind: 'topic', name: '%RETRY%g', reason: 'made-by-brokers' },
    { kind: 'topic', name: '%DLQ%g', reason: 'made-by-brokers' },
    { kind: 'group', name: 'g', reason: 'not-chosen' },
  ]);
  const special = plan(document, { specialTopics: true, namespace: 'n' });
  expect(special.rows.map(({ target }) => target)).toContain('%RETRY%n%g');
  expect(() => plan(document, { topics: { patterns: ['('] } })).toThrow(/not a regular expression/);
  expect(() => plan(document, { topics: { names: [] }, groups: { names: [] } })).toThrow(/Nothing/);
});

test('what is there is the same, different with both values, or cannot be told', () => {
  const target = new FakeTarget();
  const [a, b] = [...target.brokers.values()];
  for (const broker of [a!, b!]) {
    broker.topics.set('same', topicSettings());
    broker.topics.set('other', topicSettings({ perm: 4, attributes: { 'message.type': 'DELAY' } }));
    broker.groups.set('g', groupSettings({ retryMaxTimes: 3, consumeTimeoutMinute: 15 }));
  }
  b!.topics.set('here-only', topicSettings());
  const document = aDocument({
    topics: [aTopic('same'), aTopic('other', { attributes: {} }), aTopic('here-only')],
    groups: [aGroup('g')],
  });
  const { rows } = plan(document, {}, target);
  expect(rows.map(({ key, action }) => [key, action])).toEqual([
    ['topic:same', 'exists-same'],
    ['topic:other', 'exists-different'],
    ['topic:here-only', 'create'],
    ['group:g', 'exists-different'],
  ]);
  expect(rowOf(rows, 'topic:other').brokers[0]!.differences).toEqual([
    { setting: 'perm', wanted: 6, found: 4 },
    { setting: 'attributes.message.type', found: 'DELAY' },
  ]);
  expect(rowOf(rows, 'topic:other').reason!.code).toBe('IMPORT_EXISTS_DIFFERENT');
  expect(rowOf(rows, 'topic:here-only').brokers.map(({ found }) => found)).toEqual(['absent', 'same']);
  expect(rowOf(rows, 'group:g').brokers[0]!.differences).toEqual([
    { setting: 'retryMaxTimes', wanted: 16, found: 3 },
  ]);

  target.down.add('broker-b');
  const halfBlind = plan(document, {}, target).rows;
  expect(rowOf(halfBlind, 'topic:same')).toMatchObject({
    action: 'cannot-be-told',
    reason: { code: 'IMPORT_TARGET_UNREADABLE', parameters: { broker: 'broker-b' } },
  });
  expect(rowOf(halfBlind, 'topic:here-only').action).toBe('create');
});

test('names that brokers would not take are refused', () => {
  const document = aDocument({
    topics: [aTopic('a'.repeat(127)), aTopic('ünlaut')],
    groups: [aGroup('g'.repeat(121))],
  });
  const { rows } = plan(document, { namespace: 'n' });
  expect(rows.map(({ reason }) => reason?.code)).toEqual([
    'IMPORT_NAME_TOO_LONG',
    'IMPORT_NAME_INVALID',
    'IMPORT_NAME_TOO_LONG',
  ]);
  const old = Object.assign(new FakeTarget(), { version: 'V4_9_7' });
  expect(plan(document, {}, old).rows[2]!.action).toBe('create');
});

test('counts of queues are brought into the range, and what that does to ordered topics is told', () => {
  const document = aDocument({
    topics: [
      aTopic('narrow', { readQueueNums: 1, writeQueueNums: 1 }),
      aTopic('wide', { readQueueNums: 32, writeQueueNums: 32 }),
      aTopic('fits'),
      aTopic('none', { writeQueueNums: 0 }),
    ],
    orderConfigs: { wide: 'broker-a:32' },
  });
  const one = new FakeTarget(['broker-x']);
  const { rows } = plan(document, { queues: { min: 3, max: 16 } }, one);
  expect(rowOf(rows, 'topic:narrow').brokers[0]!.wanted).toMatchObject({
    readQueueNums: 3,
    writeQueueNums: 3,
  });
  expect(rowOf(rows, 'topic:narrow').adjustments).toMatchObject([
    { setting: 'readQueueNums', source: 1, target: 3, reason: { code: 'IMPORT_QUEUES_ADJUSTED' } },
    { setting: 'writeQueueNums', source: 1, target: 3 },
  ]);
  expect(codes(rowOf(rows, 'topic:narrow').notices)).toEqual(['IMPORT_QUEUES_IN_ALL']);
  expect(codes(rowOf(rows, 'topic:wide').notices)).toEqual(['IMPORT_ORDER_BY_QUEUES']);
  expect(rowOf(rows, 'order-config:wide').brokers[0]).toMatchObject({
    broker: 'name servers',
    found: 'absent',
    wanted: { value: 'broker-x:16' },
  });
  expect(rowOf(rows, 'topic:fits')).toMatchObject({ adjustments: [], notices: [] });
  expect(rowOf(rows, 'topic:none').brokers[0]!.wanted).toMatchObject({ writeQueueNums: 0 });
  expect(() => plan(document, { queues: { min: 0, max: 3 } })).toThrow(/no range/);
});

test('two masters make twice as many queues of as many on each', () => {
  const { rows } = plan(aDocument({ topics: [aTopic('a'), aTopic('o', { order: true })] }));
  expect(rows.map(({ notices }) => codes(notices))).toEqual([
    ['IMPORT_QUEUES_IN_ALL'],
    ['IMPORT_ORDER_BY_QUEUES'],
  ]);
  expect(rows[1]!.notices[0]!.parameters).toMatchObject({ before: 8, after: 16 });
});

test('sums of mqadmin are shared out, or divided by the masters that the operator names', () => {
  const document = aDocument({
    source: { kind: 'mqadmin' },
    topics: [{ ...aTopic('a', { readQueueNums: 16, writeQueueNums: 16 }), queueCounts: 'sumOfBrokers' }],
    groups: [{ ...aGroup('g', { retryQueueNums: 4 }), queueCounts: 'sumOfBrokers' }],
  });
  const wanted = (choice: ImportChoice) =>
    plan(document, choice).rows.map(({ brokers }) => brokers[0]!.wanted);
  expect(wanted({})).toMatchObject([{ writeQueueNums: 8 }, { retryQueueNums: 2 }]);
  expect(wanted({ sourceMasters: 4 })).toMatchObject([{ writeQueueNums: 4 }, { retryQueueNums: 1 }]);
  expect(plan(document).rows[0]).toMatchObject({
    notices: [],
    adjustments: [{ reason: { code: 'IMPORT_QUEUES_SHARED_OUT' } }, {}],
  });
});

test('message types: the source’s own, FIFO for ordered topics, those that are chosen, or unknown', () => {
  const document = aDocument({
    topics: [
      aTopic('told', { attributes: { 'message.type': 'TRANSACTION' } }),
      aTopic('ordered'),
      aTopic('chosen'),
      aTopic('unknown'),
    ],
    orderConfigs: { ordered: 'broker-a:8' },
  });
  const types = (choice: ImportChoice) =>
    plan(document, choice)
      .rows.filter(({ kind }) => kind === 'topic')
      .map(({ brokers }) => (brokers[0]!.wanted as { attributes?: object }).attributes);
  expect(types({ messageTypes: { chosen: 'DELAY' } })).toEqual([
    { 'message.type': 'TRANSACTION' },
    { 'message.type': 'FIFO' },
    { 'message.type': 'DELAY' },
    undefined,
  ]);
  expect(types({ otherMessageType: 'MIXED' })[3]).toEqual({ 'message.type': 'MIXED' });
  expect(plan(document).notices.at(-1)).toMatchObject({
    code: 'IMPORT_TYPES_UNKNOWN',
    parameters: { count: 2 },
  });
});

test('a target of 4.x gets nothing that only 5.x knows, and it is told', () => {
  const target = Object.assign(new FakeTarget(), { version: 'V4_9_7' });
  const document = aDocument({
    topics: [aTopic('a', { order: true, attributes: { 'message.type': 'FIFO' } })],
    groups: [
      aGroup('g', { consumeMessageOrderly: true, groupSysFlag: 0, consumeTimeoutMinute: 15, attributes: {} }),
    ],
  });
  const { rows } = plan(document, {}, target);
  expect(rows[0]!.brokers[0]!.wanted).toEqual(topicSettings({ order: true }));
  expect(rows[1]!.brokers[0]!.wanted).toEqual(groupSettings());
  expect(
    rows.map(({ notices }) => notices.find(({ code }) => code === 'IMPORT_ATTRIBUTES_DROPPED')),
  ).toMatchObject([
    { parameters: { settings: 'attributes.message.type' } },
    { parameters: { settings: 'consumeMessageOrderly' } },
  ]);
});

test('a broker of 4.x is told by the name servers which topics are ordered: that is not compared', () => {
  const target = Object.assign(new FakeTarget(['broker-a']), { version: 'V4_9_7' });
  target.brokers.get('broker-a')!.topics.set('a', topicSettings({ order: false }));
  const document = aDocument({ topics: [aTopic('a')], orderConfigs: { a: 'broker-a:8' } });
  const { rows } = plan(document, {}, target);
  expect(rows.map(({ key, action }) => [key, action])).toEqual([
    ['topic:a', 'exists-same'],
    ['order-config:a', 'create'],
  ]);
  expect(plan(document, {}, Object.assign(target, { version: 'V5_5_0' })).rows[0]!.action).toBe(
    'exists-different',
  );
});

test('brokers of the source that differ: those of the same name get their own', () => {
  const topic = {
    ...aTopic('a'),
    brokers: ['broker-a', 'broker-b'],
    differing: [{ broker: 'broker-b', settings: topicSettings({ writeQueueNums: 4 }) }],
  };
  const { rows } = plan(aDocument({ topics: [topic] }));
  expect(rows[0]!.brokers.map(({ wanted }) => wanted)).toMatchObject([
    { writeQueueNums: 8 },
    { writeQueueNums: 4 },
  ]);
  expect(codes(rows[0]!.notices)).toEqual(['IMPORT_BROKERS_DIFFER']);
});
