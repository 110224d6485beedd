import type { Answer, Client, OperationInput, Routes } from '@mqferry/api';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type ConfirmOptions, isConfirmed, requireConfirmable } from '../prompts.ts';
import { printJson } from '../render/json.ts';
import { linesOfView, refusalsOfView, shortLinesOfView } from '../render/plan.ts';
import { viewOfServicePlan } from '../render/service/plan.ts';
import { stepLines } from '../render/service/steps.ts';
import { wrap } from '../render/width.ts';
import { withService } from './connect.ts';
import { findMigration, type Migration } from './find.ts';

/** The options of every change. */
export interface ChangeOptions extends ConfirmOptions {
  readonly json?: true;
}

/** Operations on a migration as a whole. */
export type MigrationChange = 'start' | 'pause' | 'resume' | 'stop' | 'complete' | 'delete';

/** A change that belongs to a migration; those of metadata go from cluster to cluster. */
export type OfMigration = Exclude<
  OperationInput,
  { readonly sourceId: string } | { readonly dumpId: string }
>;

type Steps = Answer<Routes['planOperation']>['steps'];

/**
 * Plans a change, shows its steps, and applies by its hash what was confirmed: what is done is what was shown, or the
 * service refuses it (MIGRATION_WORLD_MOVED). Exit code 1 when it was not confirmed.
 */
export const applyConfirmed = async (
  client: Client,
  change: OperationInput,
  told: { readonly steps: (steps: Steps) => string[]; readonly done: string },
  options: ChangeOptions,
  context: Context,
): Promise<ExitCode> => {
  const { out, err, language, t } = context;
  const { hash, steps, notes } = await client.planOperation({ body: { change } });
  const noted = notes.flatMap((note) => [...wrap(note[language], out.width), '']);
  const shown = [...noted, t('change.steps'), ...told.steps(steps)];
  if (!options.json) out.print(...shown);
  else if (!options.yes) err.print(...shown);
  if (!(await isConfirmed(options, context))) {
    err.print(t('change.declined'));
    return EXIT.FAILED;
  }
  const applied = await client.applyOperation({ body: { change, hash } });
  if (options.json) printJson(context, applied);
  else out.print(out.colors.green(told.done));
  return EXIT.OK;
};

/** The same for a change of a migration. */
export const carryOut = (
  client: Client,
  change: OfMigration,
  migration: Migration,
  options: ChangeOptions,
  context: Context,
): Promise<ExitCode> => {
  const { t } = context;
  const steps = (planned: Steps) => stepLines(planned, migration, t);
  const done = t(`change.done.${change.operation}`, { name: migration.name });
  return applyConfirmed(client, change, { steps, done }, options, context);
};

/**
 * Makes the plan of a migration, shows it, and starts its copy when confirmed. Exit code 1 when something is refused.
 * Whoever is asked sees the whole plan.
 */
export const start = async (
  client: Client,
  migration: Migration,
  options: ChangeOptions,
  context: Context,
): Promise<ExitCode> => {
  const { out, err, language, t } = context;
  if (!options.json && err.isTerminal) err.print(err.colors.dim(t('progress.reading')));
  const plan = await client.planMigration({ params: { id: migration.id } });
  const view = viewOfServicePlan(plan, language);
  if (plan.refusals.length > 0) {
    if (options.json) printJson(context, plan);
    err.print(...refusalsOfView(view, t, err.colors));
    return EXIT.FAILED;
  }
  if (!options.yes) {
    const screen = options.json ? err : out;
    screen.print(...linesOfView(view, '', t, screen.colors));
  } else if (!options.json) out.print(...shortLinesOfView(view, t), '');
  return carryOut(client, { operation: 'start', migrationId: migration.id }, migration, options, context);
};

/** `mqferry migration start|pause|resume|stop|complete|delete`. Throws CLI_TERMINAL_NEEDED. */
export const changeMigration = async (
  operation: MigrationChange,
  wanted: string,
  options: ChangeOptions,
  context: Context,
): Promise<ExitCode> => {
  requireConfirmable(options, context);
  return withService(context, async (client) => {
    const migration = await findMigration(client, wanted);
    if (operation === 'start') return start(client, migration, options, context);
    return carryOut(client, { operation, migrationId: migration.id }, migration, options, context);
  });
};
