import { apiErrors, type OperationInput } from '@mqferry/api';
import {
  type ActionPlan,
  confirm,
  type Operation,
  observed,
  type Phrase,
  type Plain,
  performOperation,
  planOperation,
  type StepObserver,
  switchNotes,
  unitsOf,
} from '@mqferry/migration';
import type { ConnectedClusters } from '../clusters/open-connection.ts';
import { settingsOf } from '../dumps/dump-settings.ts';
import type { Dumps } from '../dumps/dumps.ts';
import { admit } from '../http/caller.ts';
import type { Asked, Handlers } from '../http/serve-routes.ts';
import type { Kept } from '../kept.ts';
import { bondsOf } from '../migrations/bonds.ts';
import type { MigrationPlans } from '../migrations/migration-plans.ts';
import type { MigrationViews } from '../migrations/migration-views.ts';
import { inShort } from '../operations/in-short.ts';
import type { RunTask } from '../operations/metadata-operations.ts';
import { type Looking, OPERATIONS } from '../operations/operations.ts';
import type { ServiceVerbs } from '../operations/service-verbs.ts';
import { runbookOf } from '../switches/stored-switch.ts';
import type { TaskRunner } from '../tasks/task-runner.ts';
import { checkLoops, findDump } from './dumps.ts';
import { findMigration } from './migrations.ts';

type AnyOperation = (
  input: OperationInput,
  perform: Parameters<Operation<ServiceVerbs, OperationInput>>[1],
  look: Looking,
) => Promise<void>;

const told = ({ hash, steps }: ActionPlan) => ({
  hash,
  steps: steps.map(({ verb, args }) => ({ verb, args: JSON.parse(JSON.stringify(args)) })),
});

/** What a change is made to, for the audit log: the operation, and the migration or dump task by its name. */
const subjectOf = async (change: OperationInput, look: Looking): Promise<string> => {
  const named = await changed(change, look);
  return named ? `${change.operation}: ${named.name}` : change.operation;
};

const changed = async (change: OperationInput, look: Looking): Promise<{ name: string } | undefined> => {
  if ('dumpId' in change) return look.dump(change.dumpId);
  if ('migrationId' in change) return look.migration(change.migrationId);
  if ('switchId' in change) return look.migration((await look.trafficSwitch(change.switchId)).migration_id);
  return undefined;
};

/** What is to be known before a change is confirmed. */
const notesOf = async (change: OperationInput, look: Looking): Promise<readonly Phrase[]> => {
  if (change.operation === 'switch') return switchNotes(change.runbook, 'forward');
  if (change.operation !== 'switchBack') return [];
  return switchNotes(runbookOf(await look.trafficSwitch(change.switchId)), 'back');
};
type OperationsKept = Pick<Kept, 'migrations' | 'switches' | 'dumps' | 'clusters' | 'now'>;

/** Every change: planned, confirmed by the hash of its plan, and applied by the same code. */
export const operationHandlers = (
  { migrations, switches, dumps, clusters, now }: OperationsKept,
  plans: MigrationPlans,
  views: MigrationViews,
  verbs: Omit<ServiceVerbs, 'runTask'>,
  connected: ConnectedClusters,
  runner: TaskRunner,
  running: Dumps,
  observer: StepObserver,
): Pick<Handlers, 'planOperation' | 'applyOperation'> => {
  const lookOf = ({ caller }: Asked): Looking => ({
    migration: (id) => findMigration(migrations, id),
    seen: (stored) => views.of(stored, now().getTime()),
    plan: (stored) => plans.known(stored),
    units: async (stored, topics) =>
      unitsOf(topics, await bondsOf(await connected.client(stored.source_id), topics)),
    trafficSwitch: async (id) => {
      const found = await switches.get(id);
      if (!found) throw apiErrors.API_NOT_FOUND({ kind: 'switch', id });
      return found;
    },
    dump: (id) => findDump(dumps, id),
    dumpProcess: (id) => running.of(id),
    checkLoops: async (stored) => {
      const { id, source_id: sourceId, target_id: targetId } = stored;
      for (const clusterId of [sourceId, targetId]) {
        const client = await connected.client(clusterId);
        const told = (await client.retrying(() => client.metadata())).clusterId;
        if (told !== undefined) await clusters.noteClusterId(clusterId, told);
      }
      await checkLoops(dumps, clusters, { id, sourceId, targetId, ...settingsOf(stored) });
    },
    client: (id) => connected.client(id),
    networks: connected.networks,
    mayReachAnything: () => admit(caller, 'administrator'),
    by: caller!.name,
  });
  const operationOf = (change: OperationInput, asked: Asked): Operation<ServiceVerbs, Plain> => {
    const operation = OPERATIONS[change.operation] as AnyOperation;
    const look = lookOf(asked);
    return (_, perform) => operation(change, perform, look);
  };
  const planOf = (change: OperationInput, asked: Asked): Promise<ActionPlan> =>
    planOperation(change.operation, operationOf(change, asked), change);

  return {
    planOperation: async ({ body: { change } }, asked) => {
      asked.audit({ subject: await subjectOf(change, lookOf(asked)) });
      const plan = told(await planOf(change, asked));
      asked.audit({ after: inShort(plan) });
      return { ...plan, notes: [...(await notesOf(change, lookOf(asked)))] };
    },
    applyOperation: async ({ body: { change, hash } }, asked) => {
      asked.audit({ subject: await subjectOf(change, lookOf(asked)), before: inShort(change) });
      const plan = await planOf(change, asked);
      asked.audit({ after: inShort(told(plan)) });
      confirm(plan, hash);
      let taskId: string | null = null;
      const runTask = async ({ by: createdBy, items, ...task }: RunTask): Promise<void> => {
        const kept = items.map(({ name, input, secret }) => ({
          ...{ name, input: JSON.stringify(input) },
          ...(secret ? { secret: secret.reveal() } : {}),
        }));
        taskId = await runner.add({ ...task, createdBy, items: kept });
      };
      await performOperation(operationOf(change, asked), change, {
        ...verbs,
        ...observed({ runTask }, observer),
      });
      return { ...told(plan), taskId };
    },
  };
};
