import type { Answer, Routes } from '@mqferry/api';
import { importErrors, importNotices } from '@mqferry/replication';
import { ago } from '../ids.ts';
import { namespaceOf } from './names.ts';
import { toldOf } from './told.ts';

export type ImportRow = Answer<Routes['listImportRows']>['items'][number];
type OnBroker = ImportRow['brokers'][number];
type Choice = Answer<Routes['getImport']>['choice'];

export const TARGET_BROKERS = ['broker-0', 'broker-1'];

const TOPIC = {
  ...{ readQueueNums: 16, writeQueueNums: 16, perm: 6, topicFilterType: 'SINGLE_TAG', topicSysFlag: 0 },
  ...{ order: false, attributes: { 'message.type': 'NORMAL' } },
};
const GROUP = { consumeEnable: true, consumeBroadcastEnable: false, retryQueueNums: 1, retryMaxTimes: 16 };

const inNamespace = (name: string, namespace: string | undefined): string =>
  namespace === undefined ? name : `${namespace}%${name.slice(name.indexOf('%') + 1)}`;

const onBrokers = (wanted: OnBroker['wanted'], found: OnBroker['found'] = 'absent'): OnBroker[] =>
  TARGET_BROKERS.map((broker) => ({
    ...{ broker, found, wanted, differences: [], outcome: 'waiting', reason: null },
  }));

const DIFFERENT = [
  { setting: 'readQueueNums', wanted: 16, found: 8 },
  { setting: 'attributes.message.type', wanted: 'FIFO' },
];

const base = (kind: ImportRow['kind'], name: string, position: number, choice: Choice): ImportRow => {
  const target = kind === 'user' ? name : inNamespace(name, choice.namespace);
  const wanted =
    kind === 'user' ? { userType: 'Normal', userStatus: 'enable' } : kind === 'group' ? GROUP : TOPIC;
  return {
    ...{ position, kind, name, target, namespace: namespaceOf(target) ?? 'default' },
    ...{ action: 'create', outcome: 'waiting', reason: null, brokers: onBrokers(wanted) },
    ...{ adjustments: [], notices: [], attempts: 0, endedAt: null },
  };
};

/** Topics by their places come to everything that they can come to. */
const topicRow = (name: string, position: number, choice: Choice): ImportRow => {
  const made = base('topic', name, position, choice);
  if (position % 9 === 2) return { ...made, action: 'exists-same', brokers: onBrokers(TOPIC, 'same') };
  if (position % 9 === 4) {
    const [first, ...others] = onBrokers(TOPIC, 'same');
    return {
      ...{ ...made, action: 'exists-different' },
      brokers: [{ ...first!, found: 'different', differences: DIFFERENT }, ...others],
    };
  }
  if (position % 31 === 7) {
    const length = 140;
    return {
      ...{ ...made, action: 'refused', brokers: [] },
      reason: toldOf(importErrors.IMPORT_NAME_TOO_LONG({ target: made.target, length, most: 127 })),
    };
  }
  if (position % 9 === 1) {
    return {
      ...made,
      adjustments: [
        {
          ...{ setting: 'writeQueueNums', source: 32, target: 16 },
          reason: toldOf(importNotices.IMPORT_QUEUES_ADJUSTED({ min: 3, max: 16 })),
        },
      ],
      notices: [toldOf(importNotices.IMPORT_ORDER_BY_QUEUES({ target: made.target, before: 64, after: 32 }))],
    };
  }
  return made;
};

/** The rows of an import of these. */
export const rowsOf = (
  topics: readonly string[],
  groups: readonly string[],
  users: number,
  choice: Choice,
): ImportRow[] => {
  const names = Array.from({ length: users }, (_, i) => `app-${i + 1}`);
  return [
    ...names.map((name, i) => base('user', name, i, choice)),
    ...topics.map((name, i) => topicRow(name, users + i, choice)),
    ...groups.map((name, i) => base('group', name, users + topics.length + i, choice)),
  ];
};

const settled = (row: ImportRow, outcome: ImportRow['outcome']): ImportRow => ({
  ...{ ...row, outcome, attempts: row.attempts + 1, endedAt: ago(0), reason: null },
  brokers: row.brokers.map((each) => ({ ...each, outcome, reason: null })),
});

/** What came of a row when it was tried: a broker that is busy takes it the second time only. */
export const tried = (row: ImportRow, existing: Choice['existing']): ImportRow => {
  const { action, target, brokers } = row;
  if (action === 'refused') return { ...settled(row, 'failed'), reason: row.reason };
  if (action === 'exists-same') return settled(row, 'unchanged');
  const failed = (reason: ImportRow['reason']): ImportRow => ({
    ...{ ...settled(row, 'failed'), reason },
    brokers: brokers.map((each, i) => ({
      ...each,
      outcome: i === 0 ? 'failed' : action === 'create' ? 'created' : 'unchanged',
      reason: i === 0 ? reason : null,
    })),
  });
  if (action === 'exists-different') {
    if (existing === 'overwrite') return settled(row, 'updated');
    const settings = 'readQueueNums, attributes.message.type';
    return failed(toldOf(importErrors.IMPORT_EXISTS_DIFFERENT({ target, broker: 'broker-0', settings })));
  }
  const isBusy = row.position % 17 === 5 && row.attempts === 0;
  const reason = 'the system is busy, start flow control';
  return isBusy
    ? failed(toldOf(importErrors.IMPORT_FAILED({ broker: 'broker-0', target, reason })))
    : settled(row, 'created');
};
