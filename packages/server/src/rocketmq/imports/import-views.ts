import type { Answer, Routes } from '@mqferry/api';
import type { BrokerOutcome, PlannedOnBroker } from '@mqferry/replication';
import type { Cluster, StoredImport, StoredImportRow } from '@mqferry/store';
import { toldOf, toldOrNull } from '../told.ts';
import { choiceOf, keptPlanOf, plannedRow } from './kept-plan.ts';
import { resultOf } from './row-results.ts';

type ImportView = Answer<Routes['getImport']>;
type RowView = Answer<Routes['listImportRows']>['items'][number];
type Outcome = RowView['outcome'];

const planView = (stored: StoredImport): ImportView['plan'] => {
  const { actions, target, refusals, notices, parts, leftOut } = keptPlanOf(stored);
  return {
    ...{ hash: stored.hash, madeAt: stored.planned_at, actions: { ...actions }, leftOut },
    brokers: target.brokers.map(({ name, address, version, failure }) => ({
      ...{ name, address, version: version ?? null, failure: toldOrNull(failure) },
    })),
    refusals: refusals.map(toldOf),
    parts: parts ? parts.map((part) => ({ ...part })) : null,
    notices: notices.map(toldOf),
  };
};

/** From start to end, or until now. */
const durationOf = ({ started_at, ended_at }: StoredImport, now: Date): number | null =>
  started_at === null
    ? null
    : Math.max(0, (ended_at === null ? now : new Date(ended_at)).getTime() - Date.parse(started_at));

/** An import as the API tells it. */
export const importView = (stored: StoredImport, clusters: readonly Cluster[], now: Date): ImportView => ({
  ...{ id: stored.id, name: stored.name, state: stored.state as ImportView['state'] },
  ...{ documentId: stored.document_id, documentName: stored.document_name },
  target: {
    id: stored.target_id,
    name: clusters.find(({ id }) => id === stored.target_id)?.name ?? null,
  },
  choice: choiceOf(stored) as ImportView['choice'],
  plan: planView(stored),
  counts: {
    total: Object.values(stored.counts).reduce((sum, count) => sum + count, 0),
    ...stored.counts,
  },
  ...{ createdBy: stored.created_by, createdAt: stored.created_at },
  ...{ startedAt: stored.started_at, endedAt: stored.ended_at, durationMs: durationOf(stored, now) },
});

type BrokerView = RowView['brokers'][number];

/** What became of a row on a broker, which was not begun there where nothing is told of it. */
const onBroker = (
  { broker, found, wanted, differences }: PlannedOnBroker,
  told: BrokerOutcome | undefined,
  ofRow: Outcome,
): BrokerView => {
  const untold = ofRow === 'cancelled' || ofRow === 'failed' ? ofRow : 'waiting';
  return {
    ...{ broker, found, wanted: wanted as unknown as BrokerView['wanted'] },
    differences: (told?.differences ?? differences) as unknown as BrokerView['differences'],
    ...{ outcome: told?.outcome ?? untold, reason: toldOrNull(told?.reason) },
  };
};

/** A row of an import as the API tells it. */
export const rowView = (row: StoredImportRow): RowView => {
  const { kind, name, target, namespace, action, reason, brokers, adjustments, notices } = plannedRow(row);
  const outcome = row.outcome as Outcome;
  // What came of an earlier attempt is told no more once it is to be tried again.
  const result = outcome === 'waiting' ? undefined : resultOf(row);
  return {
    ...{ position: row.position, kind, name, target, namespace, action, outcome },
    reason: toldOrNull(result ? result.reason : reason),
    brokers: brokers.map((planned) =>
      onBroker(
        planned,
        result?.brokers.find(({ broker }) => broker === planned.broker),
        outcome,
      ),
    ),
    adjustments: adjustments.map((adjustment) => ({
      ...(adjustment as unknown as RowView['adjustments'][number]),
      reason: toldOf(adjustment.reason),
    })),
    notices: notices.map(toldOf),
    ...{ attempts: row.attempts, endedAt: row.ended_at },
  };
};
