import { createHash } from 'node:crypto';
import { canonical, type Plain } from '@mqferry/migration';
import type {
  ImportChoice,
  ImportPlan,
  LeftOutRow,
  MetadataSecrets,
  PlanRow,
  RowAction,
} from '@mqferry/replication';
import type { NewImportPlan, StoredImport, StoredImportRow } from '@mqferry/store';

/** What is kept of a plan beside its rows. */
export interface KeptPlan extends Pick<ImportPlan, 'target' | 'refusals' | 'notices'> {
  readonly actions: Readonly<Record<RowAction, number>>;
  readonly parts?: readonly {
    readonly name: string;
    readonly topics: number;
    readonly groups: number;
    readonly users: boolean;
  }[];
  readonly leftOut: number;
}

const NO_ACTIONS = {
  create: 0,
  'exists-same': 0,
  extend: 0,
  'exists-different': 0,
  refused: 0,
  'cannot-be-told': 0,
} satisfies KeptPlan['actions'];

/** Tells plans apart by what they would write, and what they were made from. */
const hashOf = ({ choice, target, rows, parts }: ImportPlan): string => {
  const compared = {
    choice,
    cluster: target.cluster,
    brokers: target.brokers.map(({ name }) => name),
    rows: rows.map(({ key, target: name, action, brokers }) => ({ key, name, action, brokers })),
    parts: parts?.length,
  };
  return createHash('sha256')
    .update(canonical(compared as unknown as Plain))
    .digest('hex');
};

/** The passwords and secret keys that the users and accounts of these rows take; undefined: none. */
const secretsFor = (rows: readonly PlanRow[], secrets: MetadataSecrets | undefined): string | undefined => {
  if (!secrets) return undefined;
  const users = new Set(
    rows.filter(({ kind }) => kind === 'user' || kind === 'account').map(({ target }) => target),
  );
  const chosen = (all: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => users.has(name)));
  const taken: MetadataSecrets = { accounts: chosen(secrets.accounts), users: chosen(secrets.users) };
  const isEmpty = Object.values(taken).every((some) => Object.keys(some).length === 0);
  return isEmpty ? undefined : JSON.stringify(taken);
};

/** A plan as it is kept, with the secrets that it takes. */
export const planToKeep = (plan: ImportPlan, secrets: MetadataSecrets | undefined): NewImportPlan => {
  const { choice, target, rows, leftOut, refusals, notices, parts } = plan;
  const actions: Record<RowAction, number> = { ...NO_ACTIONS };
  for (const { action } of rows) actions[action] += 1;
  const kept: KeptPlan = {
    ...{ target, refusals, notices, actions, leftOut: leftOut.length },
    ...(parts && {
      parts: parts.map(({ name, topics, groups, users }) => ({
        ...{ name, users, topics: topics.length, groups: groups.length },
      })),
    }),
  };
  return {
    ...{ choice: JSON.stringify(choice), plan: JSON.stringify(kept), leftOut: JSON.stringify(leftOut) },
    ...{ hash: hashOf(plan), secrets: secretsFor(rows, secrets) },
    rows: rows.map((row) => {
      const { kind, name, namespace, action } = row;
      return { kind, name, namespace, action, planned: JSON.stringify(row) };
    }),
  };
};

/** What is kept of the plan of an import. */
export const keptPlanOf = ({ plan }: Pick<StoredImport, 'plan'>): KeptPlan => {
  const kept = JSON.parse(plan) as KeptPlan;
  // One that was kept before there was a way for a row to come out has none of it.
  return { ...kept, actions: { ...NO_ACTIONS, ...kept.actions } };
};

/** What was chosen for an import. */
export const choiceOf = ({ choice }: Pick<StoredImport, 'choice'>): ImportChoice =>
  JSON.parse(choice) as ImportChoice;

/** A row as it was planned. */
export const plannedRow = ({ planned }: Pick<StoredImportRow, 'planned'>): PlanRow =>
  JSON.parse(planned) as PlanRow;

/** The plan of an import, to be run. */
export const planOf = (stored: StoredImport, rows: readonly StoredImportRow[]): ImportPlan => {
  const { target, refusals, notices } = keptPlanOf(stored);
  const leftOut: readonly LeftOutRow[] = [];
  return { choice: choiceOf(stored), target, refusals, notices, leftOut, rows: rows.map(plannedRow) };
};
