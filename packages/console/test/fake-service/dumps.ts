import { type Answer, problemOf, type Routes } from '@mqferry/api';
import { type CodedError, defineErrors } from '@mqferry/core';
import { DUMP_ACTIONS, type DumpAction, type DumpFacts, dumpBlockedBy, dumpState } from '@mqferry/migration';
import { ago, DAY, HOUR, idOf, MINUTE } from './ids.ts';

type Dump = Answer<Routes['getDump']>;
export type DumpLogEntry = Answer<Routes['listDumpLog']>['items'][number];

/** A dump task of the fake service: what is told of it is derived as the real one does. */
export interface FakeDump {
  readonly settings: Omit<Dump, 'state' | 'actions' | 'problem' | 'failedAttempts' | 'nextAttemptAt'>;
  facts: DumpFacts;
  readonly error?: CodedError;
  log: DumpLogEntry[];
}

/** What the service tells of a dump task. */
export const toldDump = ({ settings, facts, error }: FakeDump): Dump => {
  const state = dumpState(facts);
  const isTroubled = error && (state === 'failed' || state === 'retrying');
  const live = state === 'running' ? {} : { lag: null, lagMs: null, recordsPerSecond: null };
  return {
    ...{ ...settings, ...live, state, failedAttempts: isTroubled ? 7 : 0 },
    problem: isTroubled ? problemOf(error) : null,
    nextAttemptAt: state === 'retrying' ? ago(-20_000) : null,
    actions: (Object.keys(DUMP_ACTIONS) as DumpAction[]).map((action) => {
      const reason = dumpBlockedBy(action, facts);
      return { action, reason: reason ? problemOf(reason) : null };
    }),
  };
};

/** Settings of a task between two of the clusters; what matters is given, the rest is plain. */
export const dumpSettings = (given: Partial<FakeDump['settings']>): FakeDump['settings'] => ({
  ...{ id: idOf(400), name: 'dump', sourceId: idOf(101), targetId: idOf(102), revision: 1 },
  ...{ sourceTopic: 'orders.eu', targetTopic: 'orders.eu.copy', create: null, start: { at: 'earliest' } },
  ...{ filter: null, partitioning: 'keep', batchRecords: 5_000, bytesPerSecond: null },
  retries: { attempts: null, firstMs: 1_000, longestMs: 60_000 },
  ...{ until: 'stopped', acceptGaps: false, createdBy: 'wei.zhang', createdAt: ago(3 * DAY) },
  ...{ counts: null, lag: null, lagMs: null, recordsPerSecond: null, bytesPerSecondNow: null, asOf: null },
  ...given,
});

const entry = (
  id: number,
  at: string,
  type: DumpLogEntry['type'],
  details: DumpLogEntry['details'] = {},
): DumpLogEntry => ({ id, at, type, details });

const reasons = defineErrors({
  DUMP_RECORDS_LOST: {
    status: 409,
    retriable: false,
    message: {
      en: 'The source has deleted the records {from} to {to} (exclusive) of partition {partition} of topic {topic} before they were read.',
      zh: '源端在读取之前已删除主题 {topic} 分区 {partition} 的消息，位点 {from} 至 {to}（不含）。',
    },
    action: {
      en: 'To go on without them, accept gaps in the settings of the task, then resume it.',
      zh: '若要跳过它们继续，请在任务设置中接受缺口，然后恢复任务。',
    },
  },
  KAFKA_UNREACHABLE: {
    status: 502,
    retriable: true,
    message: {
      en: 'None of the bootstrap servers could be used: {reasons}',
      zh: '所有引导地址均不可用：{reasons}',
    },
    action: {
      en: 'Check the addresses, the ports and what lies between.',
      zh: '请检查地址、端口与中间网络。',
    },
  },
});

/** Dump tasks in every state. */
export const busyDumps = (): FakeDump[] => {
  const trouble = {
    failed: reasons.DUMP_RECORDS_LOST({ partition: 2, from: 16_004_112, to: 16_910_007, topic: 'orders.eu' }),
    retrying: reasons.KAFKA_UNREACHABLE({ reasons: 'b-1.msk.example:9096: connection refused' }),
  };
  const counts = { read: 48_210_331n, written: 12_004_113n, filtered: 36_206_200n, skipped: 18n, lost: 0n };
  const filter = {
    expression: 'valueJson.region == "eu" && !headers.origin.startsWith("test")',
    onError: 'skip',
  } as const;
  const positions = [0, 1, 2].map((partition) => ({
    partition,
    offset: String(16_000_000 + partition * 777),
  }));
  const failed = problemOf(trouble.failed);
  const begun = [
    entry(2, ago(3 * DAY - MINUTE), 'started'),
    entry(1, ago(3 * DAY), 'created', { by: 'wei.zhang' }),
  ];
  return [
    {
      settings: dumpSettings({
        ...{ id: idOf(401), name: 'eu-orders', filter, partitioning: 'key', counts, asOf: ago(900) },
        ...{ lag: 1_204n, lagMs: 640, recordsPerSecond: 2_104.2, bytesPerSecondNow: 1_841_021 },
        bytesPerSecond: 20 * 1024 * 1024,
      }),
      facts: { intent: 'run', observed: 'running' },
      log: [
        entry(5, ago(2 * HOUR), 'skipped', { more: 13 }),
        entry(4, ago(2 * HOUR), 'skipped', { error: failed, partition: 2, offset: '16004112' }),
        entry(3, ago(3 * DAY - 2 * MINUTE), 'running', { positions }),
        ...begun,
      ],
    },
    {
      settings: dumpSettings({ id: idOf(402), name: 'audit-archive', counts, asOf: ago(HOUR) }),
      facts: { intent: 'run', observed: 'failed' },
      error: trouble.failed,
      log: [entry(3, ago(HOUR), 'failed', { error: failed }), ...begun],
    },
    {
      settings: dumpSettings({ id: idOf(403), name: 'payments-lab', counts, asOf: ago(5 * MINUTE) }),
      facts: { intent: 'run', observed: 'retrying' },
      error: trouble.retrying,
      log: [entry(3, ago(MINUTE), 'retrying', { error: problemOf(trouble.retrying), failed: 7 }), ...begun],
    },
    {
      settings: dumpSettings({
        ...{ id: idOf(404), name: 'replay', create: { partitions: 6, replicationFactor: 3 } },
        start: { at: 'offsets', offsets: [{ partition: 0, offset: 12_000n }] },
      }),
      facts: { intent: 'none', observed: undefined },
      log: [entry(1, ago(3 * DAY), 'created', { by: 'wei.zhang' })],
    },
    {
      settings: dumpSettings({ id: idOf(405), name: 'weekend', counts, asOf: ago(DAY) }),
      facts: { intent: 'pause', observed: undefined },
      log: [entry(3, ago(DAY), 'paused', { positions }), ...begun],
    },
  ];
};
