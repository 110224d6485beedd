import { expect, test } from 'vitest';
import type { TopicFacts } from '../../../src/rocketmq/facts.ts';
import { factsWith, topicAt } from '../some-facts.ts';
import { measured, NOT_KNOWN, oneGroup, testCases } from './measured.ts';

const NOBODY = { source: { consumers: [] }, target: { consumers: [] } };

testCases([
  [
    'a static topic',
    'kinds-fit',
    {},
    topicAt('initial', {}, { source: { isStatic: true } }),
    'fail',
    'SEAMLESS_STATIC_TOPIC',
  ],
  [
    'an order configuration that the target lacks',
    'kinds-fit',
    {},
    topicAt('initial', { kind: 'ordered' }, { source: { orderConf: true } }),
    'fail',
    'SEAMLESS_ORDER_CONF_MISSING',
  ],
  [
    'an order configuration on both',
    'kinds-fit',
    {},
    topicAt('initial', { kind: 'ordered' }, { source: { orderConf: true }, target: { orderConf: true } }),
    'pass',
    undefined,
  ],
  [
    'pop with renamed brokers in route mode',
    'kinds-fit',
    { ...oneGroup({ pop: true }), renamed: ['broker-a'] },
    undefined,
    'fail',
    'SEAMLESS_POP_RENAMED',
    { groups: 'g' },
  ],
  [
    'pop with renamed brokers in proxy mode',
    'kinds-fit',
    { ...oneGroup({ pop: true }), renamed: ['broker-a'], mode: 'proxy' },
    undefined,
    'pass',
    undefined,
  ],
  [
    'gRPC with renamed brokers in route mode',
    'kinds-fit',
    { ...oneGroup({ grpc: true }), renamed: ['broker-a'] },
    undefined,
    'pass',
    undefined,
  ],
  ['pop with other names', 'kinds-fit', oneGroup({ pop: true }), undefined, 'pass', undefined],
  [
    'a group that nobody consumes in',
    'kinds-fit',
    oneGroup({ pop: undefined }, NOBODY),
    undefined,
    'pass',
    undefined,
  ],
  ['a group that may pop', 'kinds-fit', oneGroup({ pop: undefined }), undefined, 'inconclusive', NOT_KNOWN],
]);

const clusters = (target: object) => ({
  clusters: {
    ...factsWith(topicAt('initial')).clusters,
    target: { ...factsWith(topicAt('initial')).clusters.target, ...target },
  },
});

test.each<[string, object, Partial<TopicFacts>, string | undefined]>([
  [
    'timed messages to a target without timers',
    { timers: false },
    { uses: new Set(['timed'] as const) },
    'SEAMLESS_TIMERS_UNSUPPORTED',
  ],
  [
    'timed messages to one of which that is not known',
    { timers: undefined },
    { uses: new Set(['timed'] as const) },
    NOT_KNOWN,
  ],
  [
    'other delay levels',
    { delayLevels: '2s' },
    { uses: new Set(['delayed'] as const) },
    'SEAMLESS_DELAY_LEVELS_DIFFER',
  ],
  ['other delay levels that nobody uses', { delayLevels: '2s' }, {}, undefined],
])('%s', (_, target, topic, code) => {
  expect(measured('kinds-fit', clusters(target), topicAt('initial', topic))[1]).toBe(code);
});

test.each([{ pop: true }, { grpc: true }])('a group that is %o needs a target that has that', (group) => {
  const facts = { ...oneGroup(group), ...clusters({ release: '4.x' }) };
  expect(measured('kinds-fit', facts)[1]).toBe('SEAMLESS_POP_UNSUPPORTED');
});
