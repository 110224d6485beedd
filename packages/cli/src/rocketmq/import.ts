import {
  choiceOfPart,
  failedKeys,
  type ImportChoice,
  type ImportPlan,
  type ImportRun,
  makeImportPlan,
  partsOfImport,
  rowsToFail,
  rowsToWrite,
  runImport,
} from '@mqferry/replication';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withInterrupts } from '../interrupts.ts';
import { type ConfirmOptions, isConfirmed, requireConfirmable } from '../prompts.ts';
import { emit } from '../render/json.ts';
import { LiveDisplay } from '../render/live-display.ts';
import { importPlanLines } from '../render/rocketmq/import-plan.ts';
import { importProgressLine, importRunLines } from '../render/rocketmq/import-run.ts';
import { type ConnectOptions, type OpenRocketmq, withRocketmq } from './connect.ts';
import { type ChoiceOptions, choiceOf } from './import-choice.ts';
import { readResult, writeResult } from './import-result.ts';
import { type ImportInput, type InputOptions, readInput } from './read-input.ts';
import { rocketmqErrors } from './rocketmq-errors.ts';

export interface ImportOptions extends ConnectOptions, InputOptions, ChoiceOptions, ConfirmOptions {
  readonly brokers?: string;
  readonly part?: string;
  readonly allParts?: true;
  readonly dryRun?: true;
  readonly allRows?: true;
  readonly result?: string;
  readonly retryFailed?: string;
  readonly json?: true;
}

/** The choices of the imports to make, one after the other. Throws CLI_IMPORT_IN_PARTS and IMPORT_PART_UNKNOWN. */
const choicesOf = (
  { document }: ImportInput,
  choice: ImportChoice,
  { part, allParts, dryRun }: ImportOptions,
): readonly ImportChoice[] => {
  const parts = partsOfImport(document, choice);
  if (part !== undefined) return [choiceOfPart(choice, parts ?? [], part)];
  if (!parts || dryRun || !allParts) return [choice];
  return parts.map(({ name }) => choiceOfPart(choice, parts, name));
};

const runOne = (
  plan: ImportPlan,
  target: ReturnType<Context['world']['services']['rocketmq']['target']>,
  { secrets }: ImportInput,
  previous: ImportRun | undefined,
  options: ImportOptions,
  context: Context,
): Promise<ImportRun> =>
  withInterrupts(
    context.world,
    {
      onFirst: () => context.err.print(context.t('rocketmq.stopping')),
      onSecond: () => undefined,
    },
    async (signal) => {
      const total = plan.rows.length;
      let line = '';
      let done = 0;
      const display = new LiveDisplay(context, options.json ?? false, {
        line: () => line,
        object: () => ({ type: 'progress', done, total }),
      });
      try {
        return await runImport(plan, target, {
          ...(secrets ? { secrets } : {}),
          ...(previous ? { previous, only: new Set(failedKeys(previous)) } : {}),
          ...{ signal, now: context.world.now },
          onEvent: (event) => {
            if (event.type === 'row') done = total - event.counts.waiting;
            line = importProgressLine(event, done, total, context);
            if (options.json && event.type === 'row') emit(context, { ...event, counts: undefined });
          },
        });
      } finally {
        display.stop();
      }
    },
  );

const exitCodeOf = (runs: readonly ImportRun[]): ExitCode =>
  runs.every(({ status }) => status === 'succeeded') ? EXIT.OK : EXIT.FAILED;

const importInto = async (
  { admin, cluster }: OpenRocketmq,
  input: ImportInput,
  options: ImportOptions,
  context: Context,
): Promise<ExitCode> => {
  const { world, out, t } = context;
  const { json, dryRun, brokers, retryFailed } = options;
  const target = world.services.rocketmq.target(admin, {
    cluster,
    ...(brokers === undefined ? {} : { brokers: brokers.split(',').map((name) => name.trim()) }),
  });
  const previous = retryFailed === undefined ? undefined : await readResult(retryFailed);
  const plans: ImportPlan[] = [];
  const state = await target.readState();
  for (const choice of choicesOf(input, choiceOf(options), options)) {
    const plan = makeImportPlan(input.document, state, choice, input.secrets);
    plans.push(plan);
    if (json) emit(context, { type: 'plan', plan });
    else out.print(...importPlanLines(plan, options.allRows ?? false, context));
    if (plan.parts && !dryRun) throw rocketmqErrors.CLI_IMPORT_IN_PARTS({ count: plan.parts.length });
  }
  const isWhole = plans.every((plan) => plan.refusals.length === 0 && rowsToFail(plan).length === 0);
  const report = { type: 'report', command: 'rocketmq import' };
  if (dryRun) {
    const exitCode = isWhole ? EXIT.OK : EXIT.FAILED;
    if (json) emit(context, { ...report, result: 'planned', exitCode });
    return exitCode;
  }
  if (plans.some((plan) => rowsToWrite(plan).length > 0) && !(await isConfirmed(options, context))) {
    out.print(t('rocketmq.notDone'));
    return EXIT.FAILED;
  }
  const runs: ImportRun[] = [];
  for (const plan of plans) runs.push(await runOne(plan, target, input, previous, options, context));
  const exitCode = exitCodeOf(runs);
  if (json) emit(context, { ...report, exitCode, runs });
  else for (const run of runs) out.print('', ...importRunLines(run, context));
  const { result } = options;
  if (result !== undefined) await writeResult(result, joined(runs));
  return exitCode;
};

/** Several runs as one, for their failures are retried together. */
const joined = (runs: readonly ImportRun[]): ImportRun => {
  const [first] = runs;
  return { ...runs.at(-1)!, startedAt: first!.startedAt, rows: runs.flatMap(({ rows }) => rows) };
};

/**
 * `mqferry rocketmq import`: shows what it would do, asks, does it and tells what became of each row. Exit code 1 when
 * anything failed, or of a dry run would fail.
 */
export const importMetadata = async (
  files: readonly string[],
  options: ImportOptions,
  context: Context,
): Promise<ExitCode> => {
  if (!options.dryRun) requireConfirmable(options, context);
  const input = await readInput(files, options, context, options.users !== false);
  return withRocketmq('target', options, context, (open) => importInto(open, input, options, context));
};
