import type { Language } from '@mqferry/core';
import { commandLine } from '../../arguments/command-line.ts';
import type { Context } from '../../context.ts';
import type { Migration, MigrationView } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import { bytesText, durationText, grouped, rateText, UNKNOWN } from '../numbers.ts';
import { wrappedTable } from '../table.ts';
import { wrap } from '../width.ts';
import { problemLines } from './problem.ts';

type Rates = NonNullable<MigrationView['copy']['forward']>;

/** What a migration looks like on its three axes, in one sentence. */
export const sentenceText = ({ sentence }: Migration, language: Language, t: Texts): string =>
  t('migration.sentence', {
    copy: sentence.copy[language],
    verification: sentence.verification[language],
    traffic: sentence.traffic[language],
  });

/** Before the first plan nobody knows how many topics there are. */
const knownTotal = ({ topics: { total } }: Migration): string => (total === 0 ? UNKNOWN : grouped(total));

/** All migrations, each with what it looks like now. */
export const migrationsLines = (
  migrations: readonly Migration[],
  { out, language, t }: Context,
): string[] => {
  if (migrations.length === 0) return [t('migration.none')];
  return wrappedTable(
    out.width,
    [
      { title: t('column.name') },
      { title: t('column.source') },
      { title: t('column.target') },
      { title: t('column.topics'), align: 'right' },
      { title: t('column.state') },
    ],
    migrations.map((migration) => [
      migration.name,
      migration.source.name,
      migration.target.name,
      knownTotal(migration),
      sentenceText(migration, language, t),
    ]),
    out.colors.bold,
  );
};

/** What is copied, in the words of the options that say so. */
export const selectionText = ({ selection }: Pick<Migration, 'selection'>, t: Texts): string => {
  const { topics, exclude, groups, acceptGaps, mapped, mostHoles } = selection;
  const given = Object.entries({
    exclude,
    groups,
    'accept-gap': acceptGaps,
    mapped,
    'max-holes': mostHoles,
  }).filter(([, value]) => value !== undefined);
  return [topics ?? t('migration.allTopics'), ...given.map(([option, value]) => `--${option} ${value}`)].join(
    ' ',
  );
};

const ratesLine = (key: 'migration.copied' | 'migration.copiedBack', rates: Rates, t: Texts): string =>
  t(key, {
    records: grouped(rates.copiedRecords),
    bytes: bytesText(rates.copiedBytes),
    rate: rates.bytesPerSecond === null ? UNKNOWN : rateText(rates.bytesPerSecond),
    lag: grouped(rates.lag),
    behind: rates.lagMs === null ? UNKNOWN : durationText(rates.lagMs / 1000, t),
    recoveries: grouped(rates.recoveries),
  });

const countsLine = ({ topics }: Migration, t: Texts): string =>
  t('migration.counts', {
    total: grouped(topics.total),
    inStep: grouped(topics.inStep),
    stopped: grouped(topics.stopped),
    verified: grouped(topics.verified),
    different: grouped(topics.different),
    onTarget: grouped(topics.onTarget),
  });

/** `mqferry migration start` makes the plan itself, and shows it. */
const isPossible = ({ action, blockedBy }: Migration['next'][number]): boolean =>
  !blockedBy || (action === 'start' && blockedBy.code === 'MIGRATION_NOT_PLANNED');

/** What can be done now, ready to be pasted; and what not, with the reason. */
const nextLines = ({ name, next, advice }: Migration, { out, language, t }: Context): string[] => {
  const possible = next.filter(isPossible);
  const blocked = next.flatMap((step) =>
    step.blockedBy && !isPossible(step) ? [{ action: step.action, blockedBy: step.blockedBy }] : [],
  );
  return [
    '',
    ...wrap(t('migration.advice', { advice: advice.text[language] }), out.width),
    ...(possible.length === 0 ? [] : ['', t('migration.next')]),
    ...possible.map(({ action }) => `  ${out.colors.bold(commandLine(`migration ${action}`, {}, name))}`),
    ...(blocked.length === 0 ? [] : ['', t('migration.notNow')]),
    ...blocked.flatMap(({ action, blockedBy }) => {
      const [first, ...others] = wrap(`${action}: ${blockedBy.message[language]}`, out.width - 4);
      return [`  ${first}`, ...others.map((line) => `    ${line}`)];
    }),
  ];
};

/** One migration, as it is wanted and as it is. */
export const migrationLines = ({ migration, copy }: MigrationView, context: Context): string[] => {
  const { out, language, t } = context;
  const { name, source, target, bytesPerSecond, error } = migration;
  const { forward, back } = copy;
  return [
    out.colors.bold(t('migration.head', { name, source: source.name, target: target.name })),
    sentenceText(migration, language, t),
    '',
    t('migration.selection', { selection: selectionText(migration, t) }),
    t('migration.limit', {
      limit: bytesPerSecond === null ? t('control.noLimit') : rateText(bytesPerSecond),
    }),
    ...(migration.topics.total === 0 ? [] : [countsLine(migration, t)]),
    ...(forward ? [ratesLine('migration.copied', forward, t)] : []),
    ...(back ? [ratesLine('migration.copiedBack', back, t)] : []),
    ...(error ? ['', ...problemLines(error, language, out.colors)] : []),
    ...nextLines(migration, context),
  ];
};
