import type { Answer, Routes } from '@mqferry/api';
import { importErrors, importNotices } from '@mqferry/replication';
import { ago, DAY, HOUR, idOf, MINUTE } from '../ids.ts';
import { documents, type FakeDocument } from './documents.ts';
import { type ImportRow, rowsOf, TARGET_BROKERS, tried } from './import-rows.ts';
import { toldOf } from './told.ts';

export type ImportView = Answer<Routes['getImport']>;
type LeftOut = Answer<Routes['listImportLeftOut']>['items'][number];

/** An import of the fake service; it goes on a little each time that somebody looks. */
export interface FakeImport {
  readonly id: string;
  readonly name: string;
  readonly document: FakeDocument;
  readonly target: ImportView['target'];
  choice: ImportView['choice'];
  parts: ImportView['plan']['parts'];
  rows: ImportRow[];
  leftOut: readonly LeftOut[];
  cancelled: boolean;
  /** The target changes before it is started. */
  moves: boolean;
  readonly createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
}

const MOST = 1_000;

const isChosen = (names: ImportView['choice']['topics'], name: string): boolean =>
  !names ||
  (names.names ?? []).includes(name) ||
  (names.patterns ?? []).some((pattern) => new RegExp(`^(?:${pattern})$`, 'u').test(name));

/** What an import of a document comes to. */
export const planned = (
  document: FakeDocument,
  choice: ImportView['choice'],
): Pick<FakeImport, 'choice' | 'parts' | 'rows' | 'leftOut'> => {
  const topics = document.topics.filter((name) => isChosen(choice.topics, name));
  const groups = document.groups.filter((name) => isChosen(choice.groups, name));
  const gone = (kind: LeftOut['kind'], names: readonly string[], chosen: readonly string[]): LeftOut[] =>
    names
      .filter((name) => !chosen.includes(name))
      .map((name) => ({ kind, name, reason: 'not-chosen' as const }));
  const leftOut: LeftOut[] = [
    ...document.groups.map((name) => ({
      ...{ kind: 'topic' as const, name: `%RETRY%${name}`, reason: 'made-by-brokers' as const },
    })),
    ...gone('topic', document.topics, topics),
    ...gone('group', document.groups, groups),
  ];
  const count = Math.ceil(Math.max(topics.length, groups.length) / MOST);
  const of = (names: readonly string[], at: number) => Math.min(MOST, Math.max(0, names.length - at * MOST));
  const parts = Array.from({ length: count }, (_, at) => ({
    ...{ name: `part-${at + 1}`, topics: of(topics, at), groups: of(groups, at), users: at === 0 },
  }));
  const isTooLarge = count > 1;
  return {
    ...{ choice, leftOut, parts: isTooLarge ? parts : null },
    rows: isTooLarge ? [] : rowsOf(topics, groups, choice.users === 'none' ? 0 : document.users, choice),
  };
};

const stateOf = ({ startedAt, endedAt, cancelled, rows }: FakeImport): ImportView['state'] => {
  if (startedAt === null) return 'planned';
  if (endedAt === null) return 'running';
  if (cancelled) return 'cancelled';
  const failed = rows.filter(({ outcome }) => outcome === 'failed').length;
  if (failed === 0) return 'succeeded';
  return failed === rows.length ? 'all-failed' : 'partly-failed';
};

/** An import as the service tells it. */
export const importView = (made: FakeImport): ImportView => {
  const { id, name, document, target, choice, parts, rows, createdAt, startedAt, endedAt } = made;
  const action = (wanted: ImportRow['action']) => rows.filter((row) => row.action === wanted).length;
  const outcome = (wanted: ImportRow['outcome']) => rows.filter((row) => row.outcome === wanted).length;
  const { topics, groups } = document;
  return {
    ...{ id, name, state: stateOf(made), documentId: document.told.id, documentName: document.told.name },
    ...{ target, choice, createdBy: 'wei.zhang', createdAt, startedAt, endedAt },
    plan: {
      ...{ hash: (made.moves ? 'a' : 'b').repeat(64), madeAt: createdAt, parts },
      actions: {
        ...{ create: action('create'), 'exists-same': action('exists-same') },
        ...{ 'exists-different': action('exists-different'), refused: action('refused') },
        ...{ extend: 0, 'cannot-be-told': 0 },
      },
      brokers: TARGET_BROKERS.map((broker, i) => ({
        ...{ name: broker, address: `10.30.1.${i + 1}:10911`, version: 'V5_5_0', failure: null },
      })),
      refusals:
        parts === null
          ? []
          : [
              toldOf(
                importErrors.IMPORT_TOO_LARGE({
                  ...{ topics: topics.length, groups: groups.length, mostTopics: MOST, mostGroups: MOST },
                  count: parts.length,
                  parts: parts.map((each) => `${each.name} (${each.topics} + ${each.groups})`).join(', '),
                }),
              ),
            ],
      notices:
        document.users === 0
          ? []
          : [
              toldOf(importNotices.IMPORT_GLOBAL_WHITE_ADDRESSES({ addresses: '10.20.*.*, 192.168.7.1' })),
              toldOf(importNotices.IMPORT_TYPES_UNKNOWN({ count: 72 })),
              ...document.told.warnings,
            ],
      leftOut: made.leftOut.length,
    },
    counts: {
      ...{ total: rows.length, waiting: outcome('waiting'), created: outcome('created') },
      ...{ updated: outcome('updated'), unchanged: outcome('unchanged'), failed: outcome('failed') },
      cancelled: outcome('cancelled'),
    },
    durationMs:
      startedAt === null
        ? null
        : (endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(startedAt),
  };
};

const AT_A_LOOK = 6;

/** Tries some of the rows that wait. */
export const goOn = (made: FakeImport): void => {
  if (made.startedAt === null || made.endedAt !== null) return;
  const now = made.rows.filter(({ outcome }) => outcome === 'waiting').slice(0, AT_A_LOOK);
  made.rows = made.rows.map((row) => (now.includes(row) ? tried(row, made.choice.existing) : row));
  if (made.rows.every(({ outcome }) => outcome !== 'waiting')) made.endedAt = ago(0);
};

/** The imports of the busy world. */
export const imports = (): FakeImport[] => {
  const [taken, handed, , huge] = documents() as [FakeDocument, FakeDocument, FakeDocument, FakeDocument];
  const target = { id: idOf(112), name: 'rocketmq-new' };
  const make = (
    number: number,
    name: string,
    document: FakeDocument,
    choice: ImportView['choice'],
    age: number,
  ): FakeImport => ({
    ...{ id: idOf(number), name, document, target, ...planned(document, choice), cancelled: false },
    ...{ moves: false, createdAt: ago(age), startedAt: null, endedAt: null },
  });
  const ran = (made: FakeImport, age: number, rows = made.rows): FakeImport => ({
    ...{ ...made, startedAt: ago(age), endedAt: ago(age - 41_000) },
    rows: rows.map((row) => tried(row, made.choice.existing)),
  });
  const first = make(812, 'shop', taken, { namespace: 'shop' }, 3 * HOUR);
  const same = make(815, 'members', handed, { topics: { patterns: ['member_.*'] }, groups: {} }, 6 * DAY);
  const refused = make(814, 'coupons', handed, { topics: { patterns: ['coupon_.*'] }, groups: {} }, 7 * DAY);
  const half = make(816, 'warehouse', taken, { users: 'none' }, 20 * MINUTE);
  return [
    make(811, 'all of the old cluster', taken, { queues: { min: 3, max: 16 } }, 8 * MINUTE),
    {
      ...{ ...half, startedAt: ago(30_000) },
      rows: half.rows.map((row, i) => (i < 24 ? tried(row, 'keep') : row)),
    },
    make(813, 'huge', huge, {}, 40 * MINUTE),
    ran(first, 3 * HOUR),
    ran(same, 6 * DAY, rowsOf(handed.topics.slice(0, 2), [], 0, {})),
    ran(
      refused,
      7 * DAY,
      refused.rows.map((row) => ({ ...row, action: 'exists-different' as const })),
    ),
    {
      ...{ ...make(817, 'tried out', handed, {}, 9 * DAY), startedAt: ago(9 * DAY), cancelled: true },
      ...{ endedAt: ago(9 * DAY - MINUTE) },
      rows: rowsOf(handed.topics.slice(0, 4), [], 0, {}).map((row) => ({ ...row, outcome: 'cancelled' })),
    },
  ];
};
