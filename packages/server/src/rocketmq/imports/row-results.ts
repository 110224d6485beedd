import type { BrokerOutcome, Reason, RowResult } from '@mqferry/replication';
import type { ImportRowResult, StoredImportRow } from '@mqferry/store';

/** What is kept of what became of a row. */
export interface KeptResult {
  /** Why it has failed. */
  readonly reason?: Reason;
  readonly brokers: readonly BrokerOutcome[];
}

/** What became of a row, as it is kept. */
export const resultText = ({ reason, brokers }: KeptResult): string =>
  JSON.stringify({ ...(reason && { reason }), brokers });

/** What became of a row; undefined: it was not begun. */
export const resultOf = ({ result }: Pick<StoredImportRow, 'result'>): KeptResult | undefined =>
  result === null ? undefined : (JSON.parse(result) as KeptResult);

/** What is written down of a row; undefined while nothing came of it. */
export const settled = (
  { outcome, ...result }: Pick<RowResult, 'outcome' | 'reason' | 'brokers'>,
  position: number,
): ImportRowResult | undefined =>
  outcome === 'waiting' ? undefined : { position, outcome, result: resultText(result) };

const DONE: ReadonlySet<string> = new Set(['created', 'updated', 'unchanged']);

/** Whether the target has taken something of a row, or had it. */
const isTaken = (row: StoredImportRow): boolean =>
  DONE.has(row.outcome) || (resultOf(row)?.brokers.some(({ outcome }) => DONE.has(outcome)) ?? false);

/** What an import has come to: all has failed only if no broker has taken anything. */
export const endState = (rows: readonly StoredImportRow[]): 'succeeded' | 'partly-failed' | 'all-failed' => {
  if (rows.every(({ outcome }) => outcome !== 'failed')) return 'succeeded';
  return rows.some(isTaken) ? 'partly-failed' : 'all-failed';
};
