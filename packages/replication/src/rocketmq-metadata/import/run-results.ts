import type { PlanRow } from './import-plan.ts';
import type {
  BrokerOutcome,
  ImportRun,
  ImportStatus,
  OutcomeCounts,
  RowOutcome,
  RowResult,
} from './import-run.ts';

/** A failure on one broker fails the row; otherwise what changed on any of them is what became of it. */
const RANK: readonly RowOutcome[] = ['failed', 'waiting', 'created', 'updated', 'unchanged'];

/** What became of a row by what became of it on each broker. */
export const resultOf = (
  { key, kind, name, target, reason }: Pick<PlanRow, 'key' | 'kind' | 'name' | 'target' | 'reason'>,
  brokers: readonly BrokerOutcome[],
): RowResult => {
  const row = { key, kind, name, target };
  if (brokers.length === 0) return { ...row, outcome: 'failed', ...(reason ? { reason } : {}), brokers };
  const outcome = RANK.find((rank) => brokers.some((one) => one.outcome === rank))!;
  const failure = brokers.find((one) => one.outcome === 'failed')?.reason;
  return { ...row, outcome, ...(failure ? { reason: failure } : {}), brokers };
};

/** How many rows came to what. */
export const countOutcomes = (rows: readonly RowResult[]): OutcomeCounts => {
  const counts = { waiting: 0, created: 0, updated: 0, unchanged: 0, failed: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
};

const isDone = ({ outcome }: BrokerOutcome): boolean => outcome !== 'failed' && outcome !== 'waiting';

/** What an import that has ended came to: all has failed only if nothing was taken by any broker. */
export const statusOf = (rows: readonly RowResult[]): ImportStatus => {
  if (rows.every(({ outcome }) => outcome !== 'failed')) return 'succeeded';
  return rows.some(({ brokers }) => brokers.some(isDone)) ? 'partly-failed' : 'all-failed';
};

/** The keys of the rows that failed, to be imported again. */
export const failedKeys = ({ rows }: ImportRun): readonly string[] =>
  rows.filter(({ outcome }) => outcome === 'failed').map(({ key }) => key);
