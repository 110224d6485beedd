import { type BatchStage, type Position, statesOf } from '@mqferry/migration';
import { ago, DAY, HOUR, idOf, MINUTE, numbersFrom } from '../../ids.ts';
import { rocketmqTopicNames } from '../names.ts';
import { unmoved } from './batches.ts';
import type { FakeMoved, FakeSeamless, FakeTopic, LogEntry, Trouble } from './fake-task.ts';

const TROUBLES: readonly (Trouble | undefined)[] = [
  ...([undefined, 'straight', undefined, 'few-queues', undefined, 'not-imported', undefined] as const),
  ...(['pending', undefined, 'behind', 'not-known', undefined, 'one-side', 'late', undefined] as const),
];

const SOURCE = { id: idOf(111), name: 'rocketmq-old' };
const TARGET = { id: idOf(112), name: 'rocketmq-new' };

const topicsOf = (
  names: readonly string[],
  kind: Position['kind'],
  stateOf: (index: number) => Position['state'],
  troubles = TROUBLES,
): FakeTopic[] => {
  const next = numbersFrom(names.length);
  return names.map((name, index) => {
    const state = stateOf(index);
    const trouble = troubles[index % troubles.length];
    return {
      ...{ name, position: { kind, state, held: false }, rate: Math.round(next() * 40_000) / 10 },
      changedAt: Date.now() - (index % 6 === 2 ? 15_000 : index * 7 * MINUTE + 2 * MINUTE),
      // A topic that the target does not have cannot have left the source.
      trouble: state === 'done' || (trouble === 'not-imported' && state !== 'initial') ? undefined : trouble,
    };
  });
};

/** Topics whose clients people move, those of a kind together. */
const movedTopics = (
  names: readonly string[],
  kind: Position['kind'],
  moved: Partial<FakeMoved>,
  begun: readonly BatchStage[] = [],
): FakeTopic[] => {
  const all: FakeMoved = {
    ...{ ...unmoved(), ...moved },
    begun: new Map(begun.map((stage, index) => [stage, ago((begun.length - index) * HOUR)])),
  };
  return topicsOf(names, kind, () => 'initial', [undefined]).map((topic) => ({ ...topic, moved: all }));
};

const GATEWAYS = ['gw-1', 'gw-2', 'gw-3'].map((gateway, index) => ({
  ...{ gateway, address: `10.20.4.${index + 11}:9876`, silentFor: 800, behind: 0 },
}));

const logOf = (topics: readonly FakeTopic[]): LogEntry[] => [
  {
    ...{ id: 5, at: ago(4 * MINUTE), type: 'step' },
    details: {
      ...{ by: 'wei.zhang', motion: 'forward', forced: ['queues-on-target'] },
      topics: topics.slice(0, 9).map(({ name }) => name),
      ways: [
        {
          from: { kind: 'ordinary', state: 'initial', held: false },
          to: { kind: 'ordinary', state: 'dual-read', held: false },
        },
      ],
    },
  },
  {
    ...{ id: 4, at: ago(2 * HOUR), type: 'gateway' },
    details: { gateway: 'gw-3', address: '10.20.4.13:9876' },
  },
  { ...{ id: 3, at: ago(3 * HOUR), type: 'resumed' }, details: { by: 'wei.zhang' } },
  { ...{ id: 2, at: ago(4 * HOUR), type: 'paused' }, details: { by: 'li.na' } },
  {
    ...{ id: 1, at: ago(2 * DAY), type: 'topics' },
    details: { by: 'wei.zhang', added: topics.map(({ name }) => name) },
  },
  { ...{ id: 0, at: ago(2 * DAY), type: 'created' }, details: { by: 'wei.zhang' } },
];

const batchLog = (): LogEntry[] => [
  {
    ...{ id: 1, at: ago(HOUR), type: 'broadcast-read' },
    details: { by: 'li.na', group: 'GID_stock_moved', read: false },
  },
  {
    ...{ id: 0, at: ago(3 * HOUR), type: 'batch' },
    details: { by: 'wei.zhang', kind: 'ordinary', stage: 'target-ready', offsetsOf: ['GID_stock_moved'] },
  },
];

/** Seamless migrations in every standing, in order of name. */
export const seamlessTasks = (): FakeSeamless[] => {
  const names = rocketmqTopicNames;
  const ordinary = statesOf('ordinary');
  const common = {
    source: SOURCE,
    target: TARGET,
    connected: true,
    scanned: undefined,
  } as const;
  const moving = topicsOf(names.slice(0, 60), 'ordinary', (index) => ordinary[(index * 7) % 5]!);
  const ordered = [
    ...topicsOf(names.slice(60, 66), 'ordered', (index) => statesOf('ordered')[index % 5]!, [undefined]),
    ...topicsOf(names.slice(66, 70), 'ordinary', () => 'initial', [undefined]),
  ];
  ordered[2]!.position = { kind: 'ordered', state: 'switching', held: true };
  const stock = [
    ...movedTopics(names.slice(0, 12), 'ordinary', { prepared: true, consumers: 'some', producers: 'some' }, [
      'target-ready',
      'some-consumers',
      'some-producers',
    ]),
    ...movedTopics(names.slice(60, 64), 'ordered', {}),
  ];
  const hasty = movedTopics(names.slice(20, 24), 'ordinary', { prepared: true, producers: 'some' }, [
    'target-ready',
  ]);
  const done = topicsOf(names.slice(70, 74), 'ordinary', () => 'done');
  return [
    {
      ...{ ...common, id: idOf(904), name: 'coupons', mode: 'route', intent: 'completed' },
      ...{ createdAt: ago(20 * DAY), topics: done, gateways: GATEWAYS.slice(0, 2), log: logOf(done) },
    },
    {
      ...{ ...common, id: idOf(905), name: 'members', mode: 'route', intent: 'pause', connected: false },
      ...{
        createdAt: ago(3 * DAY),
        topics: topicsOf(names.slice(74, 80), 'ordinary', (i) => ordinary[i % 3]!),
      },
      ...{ gateways: GATEWAYS.map((each, i) => ({ ...each, silentFor: i * 40_000 })), log: logOf([]) },
    },
    {
      ...{ ...common, id: idOf(903), name: 'not begun', mode: 'route', intent: 'run' },
      ...{ createdAt: ago(20 * MINUTE), topics: [], gateways: [], log: [] },
    },
    {
      ...{ ...common, id: idOf(901), name: 'orders to the new cluster', mode: 'route', intent: 'run' },
      ...{ createdAt: ago(2 * DAY), topics: moving, log: logOf(moving) },
      gateways: GATEWAYS,
    },
    {
      ...{ ...common, id: idOf(902), name: 'payments, in order', mode: 'proxy', intent: 'run' },
      ...{ createdAt: ago(9 * DAY), topics: ordered, log: logOf(ordered) },
      gateways: [{ ...GATEWAYS[0]! }, { ...GATEWAYS[1]!, behind: 1 }],
    },
    {
      ...{ ...common, id: idOf(907), name: 'returns, in batches', mode: 'batches', intent: 'run' },
      ...{ createdAt: ago(HOUR), topics: hasty, gateways: [], log: [], saidRead: new Map() },
    },
    {
      ...{ ...common, id: idOf(906), name: 'stock, in batches', mode: 'batches', intent: 'run' },
      ...{ createdAt: ago(DAY), topics: stock, gateways: [], log: batchLog(), saidRead: new Map() },
    },
  ];
};
