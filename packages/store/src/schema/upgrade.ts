import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Database } from '../database.ts';
import { storeErrors } from '../store-errors.ts';
import { first } from './0001-first.ts';
import { assessments } from './0002-assessments.ts';
import { dumps } from './0003-dumps.ts';
import { readinessAndIdentities } from './0004-readiness-and-identities.ts';
import { rocketmq } from './0005-rocketmq.ts';
import { seamless } from './0006-seamless.ts';
import { batches } from './0007-batches.ts';
import type { DialectName, SchemaStep } from './schema-step.ts';

/** All steps, in order. A step that was released is never changed; `test/fixtures` has a database of the state before each. */
export const SCHEMA: readonly SchemaStep[] = [
  first,
  assessments,
  dumps,
  readinessAndIdentities,
  rocketmq,
  seamless,
  batches,
];

/**
 * Brings the schema of a database up to the newest of the steps; several nodes may do so at the same time.
 * Throws STORE_TOO_NEW for a database that a newer release has used, and STORE_UPGRADE_FAILED.
 */
export const upgradeSchema = async (
  db: Kysely<Database>,
  dialect: DialectName,
  steps: readonly SchemaStep[] = SCHEMA,
): Promise<void> => {
  const untyped = db as unknown as Kysely<unknown>;
  const migrations = Object.fromEntries(
    steps.map(({ name, up }) => [name, { up: (within: Kysely<unknown>) => up(within, dialect) }]),
  );
  const migrator = new Migrator({ db: untyped, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : String(error);
  if (reason.includes('previously executed migration')) throw storeErrors.STORE_TOO_NEW({ reason }, error);
  const step = results?.find(({ status }) => status === 'Error')?.migrationName ?? '-';
  throw storeErrors.STORE_UPGRADE_FAILED({ step, reason }, error);
};
