import { type MigrationPlan, partitionCount } from '../plan/migration-plan.ts';
import { prepareTarget } from '../prepare-target.ts';
import type { CarriedTransactions } from './carried-transactions.ts';
import type { MigrationContext } from './migration-context.ts';

/** Makes the target ready for what a plan copies; gives how many partitions each topic has. */
export const prepareFor = async (
  plan: MigrationPlan,
  { target, options: { journal }, tell }: MigrationContext,
  transactions: CarriedTransactions,
): Promise<(readonly [topic: string, partitions: number])[]> => {
  transactions.note(plan);
  await prepareTarget(target, plan, journal, tell);
  return plan.topics.map((topic) => [topic.topic, partitionCount(topic)] as const);
};
