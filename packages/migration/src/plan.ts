import { createHash } from 'node:crypto';
import { Hidden } from '@mqferry/core';
import { migrationErrors } from './errors.ts';

/**
 * What can be written down of an argument: plain data; bigints count as their digits, and hidden texts not at
 * all.
 */
export type Plain =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Hidden
  | readonly Plain[]
  | { readonly [member: string]: Plain };

/** One thing that will be done to a cluster. */
export interface PlanStep {
  /** The verb of the executor. */
  readonly verb: string;
  readonly args: Plain;
}

/** What an operation would do, in order, and the hash by which it is confirmed. */
export interface ActionPlan {
  readonly operation: string;
  readonly input: Plain;
  readonly steps: readonly PlanStep[];
  /** SHA-256 over all of it, in hexadecimal. */
  readonly hash: string;
}

/** The same text for the same data, whatever the order of its members. */
export const canonical = (value: Plain): string => {
  if (value === undefined) return 'null';
  if (typeof value === 'bigint' || value instanceof Hidden) return `"${value}"`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value as { readonly [member: string]: Plain })
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join()}}`;
};

/** The plan of these steps. */
export const planOf = (operation: string, input: Plain, steps: readonly PlanStep[]): ActionPlan => {
  const told = steps.map(({ verb, args }) => ({ verb, args }));
  const hash = createHash('sha256')
    .update(canonical({ operation, input, steps: told }))
    .digest('hex');
  return { operation, input, steps, hash };
};

/** Refuses to go on when what was confirmed is not what would be done now. Throws MIGRATION_WORLD_MOVED. */
export const confirm = (plan: ActionPlan, confirmedHash: string): void => {
  if (plan.hash === confirmedHash) return;
  throw migrationErrors.MIGRATION_WORLD_MOVED({ reason: 'the clusters or the request have changed since' });
};
