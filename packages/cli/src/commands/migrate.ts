import {
  ALL_BROKERS,
  type MigrationPlan,
  refusalsOf,
  type Selection,
  type VerificationReport,
  type VerificationScope,
} from '@mqferry/replication';
import { parseCount } from '../arguments/count.ts';
import { parseListenAddress } from '../arguments/listen-address.ts';
import { parsePattern } from '../arguments/pattern.ts';
import { parseRate } from '../arguments/rate.ts';
import { parseSeconds } from '../arguments/seconds.ts';
import { parseSelection, requireMatch, type SelectionOptions } from '../arguments/selection.ts';
import { defaultThreads, parseThreads } from '../arguments/threads.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { emit } from '../render/json.ts';
import { namesText, planLines, refusalLines, shortPlanLines, warningText } from '../render/plan.ts';
import { type MigrationOutcome, reportLines } from '../render/report.ts';
import { verificationLines } from '../render/verification.ts';
import { journalIn } from '../state-files.ts';
import { stateId } from '../state-id.ts';
import { defaultStateFolder, journalPath } from '../state-paths.ts';
import { type PairOptions, withPair } from './clusters.ts';
import type { AddCommand } from './command.ts';
import { compare, resultOf } from './comparison.ts';
import { copy } from './copy.ts';
import { type EndOpenOptions, endOpen } from './end-open.ts';
import { type NextStep, stepsAfter } from './next-steps.ts';
import { addCopyOptions, addPairOptions, addTopicOptions } from './shared-options.ts';
import { warnOfUnmatchedGroups } from './unmatched-groups.ts';

/** The options of `mqferry migrate` and `mqferry worker`. */
export interface MigrateOptions extends PairOptions, SelectionOptions, EndOpenOptions {
  readonly dryRun?: true;
  readonly once?: true;
  readonly follow?: true;
  readonly verify?: true;
  readonly rate?: string;
  readonly json?: true;
  readonly state?: string;
  readonly acceptGap?: string;
  readonly recopy?: string;
  readonly mapped?: string;
  readonly maxHoles?: string;
  readonly metrics?: string;
  readonly replication?: string;
  readonly sessionTimeout?: string;
  readonly threads?: string;
  readonly rollingVerify?: true;
  readonly verifyRate?: string;
}

/** What stands for all topics. */
const ALL = 'all';

const showDryRun = (plan: MigrationPlan, json: boolean, context: Context): ExitCode => {
  const refused = refusalsOf(plan).length > 0;
  const exitCode = refused ? EXIT.FAILED : EXIT.OK;
  if (json)
    emit(context, {
      type: 'report',
      command: 'migrate',
      result: refused ? 'refused' : 'planned',
      exitCode,
      plan,
    });
  else context.out.print(...planLines(plan, context.language, context.out.colors));
  return exitCode;
};

const announce = (plan: MigrationPlan, json: boolean, context: Context): void => {
  const { out, err, t, language } = context;
  if (json) emit(context, { type: 'plan', plan });
  else out.print(...shortPlanLines(plan, language));
  for (const warning of plan.warnings) {
    err.print(err.colors.yellow(t('warning.head', { text: warningText(warning, t) })));
  }
};

const refuse = (plan: MigrationPlan, json: boolean, command: string, context: Context): ExitCode => {
  const { err, language } = context;
  err.print(...refusalLines(plan, language, err.colors));
  if (json) {
    const refusals = refusalsOf(plan);
    emit(context, { type: 'report', command, result: 'refused', exitCode: EXIT.FAILED, refusals });
  }
  return EXIT.FAILED;
};

/** Exactly what was copied is compared, however far the source has gone on since. */
const copiedEnds = ({ result }: MigrationOutcome): Map<string, bigint> =>
  new Map(
    result.status.partitions.map(({ topic, partition, copiedTo }) => [`${topic}-${partition}`, copiedTo]),
  );

/** What was copied, of what appeared meanwhile too. */
const copiedScope = (plan: MigrationPlan, outcome: MigrationOutcome): VerificationScope => {
  const { status, groups } = outcome.result;
  return {
    topics: [...new Set(status.partitions.map(({ topic }) => topic))],
    groups: [...new Set([...plan.groups, ...groups.map(({ group }) => group)])],
    until: copiedEnds(outcome),
  };
};

const verdictOf = (
  { result }: MigrationOutcome,
  verify: boolean,
  verification: VerificationReport | undefined,
): { result: string; exitCode: ExitCode } => {
  if (!result.complete || (verify && !verification)) return { result: 'incomplete', exitCode: EXIT.FAILED };
  if (result.refused.length > 0 && (verification?.equal ?? true))
    return { result: 'incomplete', exitCode: EXIT.FAILED };
  if (!verification) return { result: 'copied', exitCode: EXIT.OK };
  return { result: resultOf(verification), exitCode: verification.equal ? EXIT.OK : EXIT.DIFFERENT };
};

const printNextSteps = (steps: readonly NextStep[], { out, t }: Context): void => {
  for (const { command, reason } of steps) {
    out.print(t('report.next', { command: out.colors.bold(command), why: t(`report.nextWhy.${reason}`) }));
  }
};

/** Plans and carries out a migration, or the part of one that comes to this process of its replication. */
export const migrate = (options: MigrateOptions, context: Context): Promise<ExitCode> => {
  const { world, out, err, language, t } = context;
  const json = options.json ?? false;
  const { acceptGap, recopy, mapped, maxHoles, replication, sessionTimeout } = options;
  const command = replication === undefined ? 'migrate' : 'worker';
  const selection: Selection = {
    ...parseSelection(options),
    ...(acceptGap === undefined
      ? {}
      : { acceptGaps: parsePattern('--accept-gap', acceptGap === ALL ? '.*' : acceptGap) }),
    ...(mapped === undefined ? {} : { mapped: parsePattern('--mapped', mapped) }),
    ...(maxHoles === undefined ? {} : { mostHoles: parseCount('--max-holes', maxHoles) }),
    ...(recopy === undefined ? {} : { recopy: { pattern: parsePattern('--recopy', recopy), text: recopy } }),
  };
  const limit = options.rate === undefined ? undefined : parseRate(options.rate);
  const metrics =
    options.metrics === undefined ? undefined : parseListenAddress('--metrics', options.metrics);
  const sessionTimeoutMs =
    sessionTimeout === undefined ? undefined : parseSeconds('--session-timeout', sessionTimeout);
  const threads = options.threads === undefined ? defaultThreads() : parseThreads(options.threads);
  const comparedAt =
    options.verifyRate === undefined ? {} : { bytesPerSecond: parseRate(options.verifyRate) };
  const stateFolder = options.state ?? defaultStateFolder(world.env);

  return withPair(options, context, async (source, target) => {
    requireMatch(options, selection, (await source.client.metadata()).topics.values());
    if (err.isTerminal) err.print(err.colors.dim(t('progress.reading')));
    const pathOf = (from: string, to: string) => journalPath(stateFolder, from, to);
    const journal = journalIn(pathOf(source.id, target.id), pathOf(target.id, source.id));
    const plan = await world.services.makePlan(
      source.client,
      target.client,
      selection,
      await journal.context(),
    );
    if (plan.groups.length === 0)
      await warnOfUnmatchedGroups(selection.groups, options.groups, source, context);
    if (options.dryRun) return showDryRun(plan, json, context);
    if (refusalsOf(plan).length > 0) return refuse(plan, json, command, context);
    announce(plan, json, context);
    const endedTransactions = await endOpen(options, plan, source, context);

    const until = options.follow ? 'follow' : 'once';
    const verify = options.verify ?? options.rollingVerify ?? false;
    const rolling = options.rollingVerify && comparedAt;
    const shared =
      replication === undefined ? undefined : { name: replication, journalId: await stateId(stateFolder) };
    const sharing = { replication: shared, sessionTimeoutMs, threads };
    const access = { json, metrics, stateFolder };
    const how = { until, limit, journal, keepHeld: verify, rolling, ...access, ...sharing } as const;
    const outcome = await copy(plan, source, target, how, context);
    if (!json) out.print('', ...reportLines(outcome, language, out.colors));

    let verification: VerificationReport | undefined;
    if (verify && outcome.result.complete) {
      if (!json) out.print('');
      const known = {
        restores: await journal.load(),
        committedOnly: await journal.committedOnly(),
        mapsFolder: journal.mapsFolder,
      };
      const scope = { ...copiedScope(plan, outcome), ...known };
      const { followed } = outcome;
      const compared = { json, stateFolder, followed, ...comparedAt };
      verification = await compare(source, target, scope, compared, context);
      if (!json)
        out.print(
          ...(verification
            ? verificationLines(verification, outcome.result.gaps, t, out.colors)
            : [t('verify.early')]),
        );
      await world.services.restoreTarget(target.client, scope.topics, journal, (event) => {
        if (json) emit(context, event);
      });
    } else if (verify && !json) out.print(t('verify.skipped'));
    const stillHeld = [...(await journal.load()).keys()].map((key) =>
      key === ALL_BROKERS ? t('plan.allBrokers') : key,
    );
    if (stillHeld.length > 0 && !json)
      out.print(out.colors.yellow(t('report.stillHeld', { topics: namesText(stillHeld, t) })));

    const verdict = verdictOf(outcome, verify, verification);
    const nextSteps = stepsAfter(options, outcome, verification);
    if (json) {
      const { result, followed: _, ...rest } = outcome;
      emit(context, {
        type: 'report',
        command,
        ...verdict,
        ...rest,
        ...result,
        ...(endedTransactions ? { endedTransactions } : {}),
        stillHeld,
        verification,
        nextSteps,
      });
    } else printNextSteps(nextSteps, context);
    return verdict.exitCode;
  });
};

/** `mqferry migrate`. */
export const addMigrate: AddCommand = (program, context, settle) => {
  const { t } = context;
  const command = program.command('migrate').description(t('help.migrate'));
  addPairOptions(command, context);
  addTopicOptions(command, context);
  addCopyOptions(command, context)
    .option('--dry-run', t('option.dryRun'))
    .option('--once', t('option.once'))
    .addOption(command.createOption('--follow', t('option.follow')).conflicts('once'))
    .option('--verify', t('option.verify'))
    .option('--rolling-verify', t('option.rollingVerify'))
    .option('--verify-rate <BYTES/s>', t('option.verifyRate'))
    .addOption(
      command.createOption('--end-transactions <SECONDS>', t('option.endTransactions')).conflicts('follow'),
    )
    .option('--abort-transactions', t('option.abortTransactions'))
    .option('--accept-gap <REGEX>', t('option.acceptGap'))
    .option('--recopy <REGEX>', t('option.recopy'))
    .addHelpText('after', `\n${t('help.migrateExample')}\n\n${t('help.exitCodes')}`)
    .action(async (options: MigrateOptions) => settle(await migrate(options, context)));
};
