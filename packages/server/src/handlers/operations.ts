import { apiErrors, type OperationInput } from '@mqferry/api';
import {
  type ActionPlan,
  confirm,
  type Operation,
  type Plain,
  performOperation,
  planOperation,
} from '@mqferry/migration';
import type { Asked, Handlers } from '../http/serve-routes.ts';
import type { Kept } from '../kept.ts';
import type { MigrationPlans } from '../migrations/migration-plans.ts';
import type { MigrationViews } from '../migrations/migration-views.ts';
import { type Looking, OPERATIONS } from '../operations/operations.ts';
import type { ServiceVerbs } from '../operations/service-verbs.ts';
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

/** Every change: planned, confirmed by the hash of its plan, and applied by the same code. */
export const operationHandlers = (
  { migrations, switches, now }: Pick<Kept, 'migrations' | 'switches' | 'now'>,
  plans: MigrationPlans,
  views: MigrationViews,
  verbs: ServiceVerbs,
): Pick<Handlers, 'planOperation' | 'applyOperation'> => {
  const lookOf = ({ caller }: Asked): Looking => ({
    migration: (id) => findMigration(migrations, id),
    seen: (stored) => views.of(stored, now().getTime()),
    plan: (stored) => plans.known(stored),
    trafficSwitch: async (id) => {
      const found = await switches.get(id);
      if (!found) throw apiErrors.API_NOT_FOUND({ kind: 'switch', id });
      return found;
    },
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
      const plan = told(await planOf(change, asked));
      asked.audit({ subject: change.operation, after: plan });
      return plan;
    },
    applyOperation: async ({ body: { change, hash } }, asked) => {
      const plan = await planOf(change, asked);
      asked.audit({ subject: change.operation, before: change, after: told(plan) });
      confirm(plan, hash);
      await performOperation(operationOf(change, asked), change, verbs);
      return told(plan);
    },
  };
};
