import type { Answer, Routes } from '@mqferry/api';
import { problemOf } from '@mqferry/api';
import { evidenceLabel, type GateId, gateText, migrationErrors, stagePhrase } from '@mqferry/migration';
import { ago, DAY, HOUR, idOf, MINUTE } from './ids.ts';

export type Switch = Answer<Routes['listSwitches']>[number];
type Gate = Switch['gates'][number];

const seenAs = (evidence: Readonly<Record<string, string | number>>): Gate['evidence'] =>
  Object.entries(evidence).map(([name, value]) => ({ name, label: evidenceLabel(name), value }));

/** A gate in each standing that there is. */
const gatesOf = (topic: string): Gate[] => {
  const gate = (id: GateId, given: Omit<Gate, 'id' | 'name' | 'toDo'>): Gate => ({
    ...{ id, ...gateText(id, 'forward') },
    ...given,
  });
  return [
    gate('copied', {
      ...{ standing: 'pass', measuredAt: ago(4000), reason: null },
      evidence: seenAs({ partitions: 24, unequalEnds: 0 }),
    }),
    gate('producers-stopped', {
      ...{ standing: 'fail', measuredAt: ago(4000) },
      evidence: seenAs({ stillForSeconds: 0, end: '8412332190' }),
      reason: problemOf(migrationErrors.MIGRATION_TOPIC_BEHIND({ topic })),
    }),
    gate('transactions-ended', {
      ...{ standing: 'inconclusive', measuredAt: ago(9000), reason: null },
      evidence: seenAs({ partitions: 24, withOpenTransactions: 1, first: `${topic}-7` }),
    }),
    gate('verified', {
      ...{ standing: 'expired', measuredAt: ago(26 * HOUR), reason: null },
      evidence: seenAs({ records: '81223019', differences: 0 }),
    }),
    gate('offsets-final', {
      ...{ standing: 'error', measuredAt: ago(20_000), evidence: [] },
      reason: problemOf(migrationErrors.MIGRATION_TOPIC_UNVERIFIED({ topic, hours: 24 })),
    }),
    gate('consumers-stopped', { standing: 'unmeasured', measuredAt: null, evidence: [], reason: null }),
  ];
};

/** A switch that is being made, one that was made and can be taken back, one whose way back is closed, one aborted. */
export const switchesOf = (moving: readonly string[], moved: readonly string[]): Switch[] => {
  const common = { runbook: 'same-offset', denyWrites: true, createdBy: 'wei.zhang', wayBack: null } as const;
  return [
    {
      ...common,
      id: idOf(303),
      topics: moving.slice(0, 1),
      stage: 'aborted',
      now: stagePhrase('same-offset', 'aborted'),
      gates: [],
      createdAt: ago(5 * DAY),
      changedAt: ago(5 * DAY - 20 * MINUTE),
    },
    {
      ...common,
      id: idOf(302),
      topics: moved.slice(0, 2),
      stage: 'on-target',
      now: stagePhrase('same-offset', 'on-target'),
      gates: [],
      createdAt: ago(4 * DAY),
      changedAt: ago(4 * DAY - 12 * MINUTE),
      wayBack: {
        open: false,
        until: ago(DAY),
        reason: {
          en: 'A producer on the target compresses with zstd, which the source (Kafka 2.0) does not take.',
          zh: '目标端有生产者使用 zstd 压缩，源端（Kafka 2.0）不接受。',
        },
        lag: null,
      },
    },
    {
      ...common,
      id: idOf(301),
      topics: moved.slice(2),
      stage: 'on-target',
      now: stagePhrase('same-offset', 'on-target'),
      gates: [],
      createdAt: ago(DAY),
      changedAt: ago(DAY - 8 * MINUTE),
      wayBack: {
        open: true,
        until: ago(-(3 * DAY + 4 * HOUR)),
        reason: {
          en: 'The retention of payments.eu.created on the source is seven days, and the oldest record there is four days old.',
          zh: '源端 payments.eu.created 的保留时间为七天，其最早的消息已有四天。',
        },
        lag: 18n,
      },
    },
    {
      ...common,
      id: idOf(300),
      topics: [...moving],
      stage: 'stopping',
      now: stagePhrase('same-offset', 'stopping'),
      gates: gatesOf(moving[0]!),
      createdAt: ago(6 * MINUTE),
      changedAt: ago(2 * MINUTE),
    },
  ];
};
