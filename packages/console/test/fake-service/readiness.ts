import type { Answer, Routes } from '@mqferry/api';
import { problemOf } from '@mqferry/api';
import { migrationErrors, readinessErrors } from '@mqferry/migration';
import { ago, MINUTE } from './ids.ts';
import type { FakeMigration } from './migrations.ts';

type Readiness = Answer<Routes['getReadiness']>;
type Item = Readiness['items'][number];

const itemsOf = ({ topics }: FakeMigration): Item[] => [
  ...topics.map(({ topic, copy, traffic }): Item => {
    const reasons =
      traffic === 'on-target'
        ? [readinessErrors.READINESS_ON_TARGET({})]
        : copy === 'in-step'
          ? []
          : [migrationErrors.MIGRATION_TOPIC_BEHIND({ topic })];
    return {
      ...{ kind: 'topic', name: topic, verdict: reasons.length === 0 ? 'ready' : 'not-ready' },
      reasons: reasons.map(problemOf),
      notes: [problemOf(readinessErrors.READINESS_PRODUCERS_WRITE({ records: 512n, seconds: 2 }))],
    };
  }),
  {
    ...{ kind: 'group', name: 'billing', verdict: 'not-ready' },
    reasons: [
      problemOf(
        readinessErrors.READINESS_GROUP_REBALANCING({ group: 'billing', state: 'CompletingRebalance' }),
      ),
    ],
    notes: [problemOf(readinessErrors.READINESS_GROUP_ACTIVE({ group: 'billing', members: 3 }))],
  },
  {
    ...{ kind: 'group', name: 'ledger', verdict: 'unknown' },
    reasons: [problemOf(readinessErrors.READINESS_SOURCE_UNREACHABLE({ reason: 'timed out' }))],
    notes: [],
  },
];

/** A scan of some minutes ago, without its items. */
export const readinessOf = (
  made: FakeMigration,
  intervalMinutes: number | null,
): Omit<Readiness, 'total'> => {
  const items = itemsOf(made);
  const count = (kind: Item['kind'], verdict: Item['verdict']) =>
    items.filter((item) => item.kind === kind && item.verdict === verdict).length;
  const counts = (kind: Item['kind']) => ({
    ...{ ready: count(kind, 'ready'), notReady: count(kind, 'not-ready'), unknown: count(kind, 'unknown') },
  });
  return {
    ...{ scannedAt: ago(12 * MINUTE), tookMs: 4_120, scanning: false, intervalMinutes },
    ...{ topics: counts('topic'), groups: counts('group'), items },
    notes: [problemOf(readinessErrors.READINESS_NO_DENIAL({}))],
  };
};
