import { isSelected } from '@mqferry/replication';
import { parseRate } from '../arguments/rate.ts';
import { parseSelection, requireMatch, type SelectionOptions } from '../arguments/selection.ts';
import { parseTimes } from '../arguments/times.ts';
import { cliErrors } from '../cli-errors.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { emit } from '../render/json.ts';
import { grouped } from '../render/numbers.ts';
import { verificationLines } from '../render/verification.ts';
import { journalIn } from '../state-files.ts';
import { defaultStateFolder, journalPath } from '../state-paths.ts';
import { type PairOptions, withPair } from './clusters.ts';
import type { AddCommand } from './command.ts';
import { compare, resultOf } from './comparison.ts';
import { addPairOptions, addTopicOptions } from './shared-options.ts';
import { warnOfUnmatchedGroups } from './unmatched-groups.ts';

interface VerifyOptions extends PairOptions, SelectionOptions {
  readonly json?: true;
  readonly state?: string;
  readonly rate?: string;
  readonly since?: string;
  readonly until?: string;
}

const verify = (options: VerifyOptions, context: Context): Promise<ExitCode> => {
  const { world, out, t } = context;
  const json = options.json ?? false;
  const selection = parseSelection(options);
  const rate = options.rate === undefined ? {} : { bytesPerSecond: parseRate(options.rate) };
  const times = parseTimes(options);
  const stateFolder = options.state ?? defaultStateFolder(world.env);

  return withPair(options, context, async (source, target) => {
    const known = [...(await source.client.metadata()).topics.values()];
    requireMatch(options, selection, known);
    const topics = known.filter((topic) => isSelected(topic, selection));
    if (topics.length === 0) throw cliErrors.CLI_NO_TOPICS({});
    const pattern = selection.groups;
    const groups = pattern
      ? (await world.services.groupNames(source.client)).filter((name) => pattern.test(name))
      : [];
    if (groups.length === 0) await warnOfUnmatchedGroups(pattern, options.groups, source, context);
    if (!json) {
      out.print(
        t('verify.start', {
          topics: grouped(topics.length),
          partitions: grouped(topics.reduce((sum, { partitions }) => sum + partitions.length, 0)),
          groups: grouped(groups.length),
        }),
      );
    }

    const journal = journalIn(journalPath(stateFolder, source.id, target.id));
    const restores = await journal.load();
    const names = topics.map(({ name }) => name).sort();
    const { mapsFolder } = journal;
    const committedOnly = await journal.committedOnly();
    const scope = { topics: names, groups, times, restores, committedOnly, mapsFolder };
    const report = await compare(source, target, scope, { json, stateFolder, ...rate }, context);
    const gaps = (await journal.gaps()).filter(({ topic }) => scope.topics.includes(topic));
    const exitCode = !report ? EXIT.FAILED : report.equal ? EXIT.OK : EXIT.DIFFERENT;
    if (json) {
      const result = report ? resultOf(report) : 'incomplete';
      emit(context, { type: 'report', command: 'verify', result, exitCode, verification: report, gaps });
    } else
      out.print(...(report ? ['', ...verificationLines(report, gaps, t, out.colors)] : [t('verify.early')]));
    return exitCode;
  });
};

/** `mqferry verify`. */
export const addVerify: AddCommand = (program, context, settle) => {
  const { t, world } = context;
  const command = program.command('verify').description(t('help.verify'));
  addPairOptions(command, context);
  addTopicOptions(command, context)
    .option('--groups <REGEX>', t('option.groupsCompared'))
    .option('--since <TIME>', t('option.since'))
    .option('--until <TIME>', t('option.until'))
    .option('--rate <BYTES/s>', t('option.verifyRate'))
    .option('--json', t('option.json'))
    .option('--state <DIR>', t('option.state', { default: defaultStateFolder(world.env) }))
    .addHelpText('after', `\n${t('help.exitCodes')}`)
    .action(async (options: VerifyOptions) => settle(await verify(options, context)));
};
