import type { Language } from '@mqferry/core';
import type {
  GroupOffsetStatus,
  MigrationResult,
  PartitionStatus,
  RefusedTopic,
  RollingProgress,
} from '@mqferry/replication';
import { type Texts, textsOf } from '../texts/texts.ts';
import { gapLines } from './gaps.ts';
import { namesText } from './names.ts';
import { bytesText, durationText, grouped, rateText, UNKNOWN } from './numbers.ts';
import { openTransactionLines } from './open-transactions.ts';
import type { Colors } from './screen.ts';
import { table } from './table.ts';

/** How a migration ended, with what is needed to tell it. */
export interface MigrationOutcome {
  readonly result: MigrationResult;
  readonly until: 'once' | 'follow';
  /** Whether Ctrl-C ended it. */
  readonly interrupted: boolean;
  readonly seconds: number;
  /** What was compared while it was copied. */
  readonly followed: Readonly<Record<string, RollingProgress>>;
}

const copiedLine = ({ result: { status }, seconds }: MigrationOutcome, t: Texts): string =>
  status.copiedRecords === 0
    ? t('report.nothingCopied')
    : t('report.copied', {
        records: grouped(status.copiedRecords),
        bytes: bytesText(status.copiedBytes),
        duration: durationText(seconds, t),
        rate: rateText(seconds > 0 ? status.copiedBytes / seconds : status.copiedBytes),
      });

const endLine = ({ result, until, interrupted }: MigrationOutcome, t: Texts): string => {
  const { partitions, lag } = result.status;
  if (result.complete) {
    return t(`report.complete.${until}`, { partitions: grouped(partitions.length), lag: grouped(lag) });
  }
  const stopped = partitions.filter(({ phase }) => phase === 'stopped').length;
  if (stopped > 0) {
    return t('report.incomplete', { stopped: grouped(stopped), partitions: grouped(partitions.length) });
  }
  return interrupted
    ? t('report.early', { lag: grouped(lag) })
    : t('report.unfinished', { lag: grouped(lag) });
};

/** Stopped partitions with how far they came, then each cause once with what to do. */
const stoppedLines = (
  partitions: readonly PartitionStatus[],
  language: Language,
  colors: Colors,
): string[] => {
  const t = textsOf(language);
  const stopped = partitions.filter(({ phase }) => phase === 'stopped');
  if (stopped.length === 0) return [];
  const causes = Map.groupBy(
    stopped.filter(({ error }) => error),
    ({ error }) => `${error!.text(language)} [${error!.code}]`,
  );
  return [
    '',
    ...table(
      [
        { title: t('column.topic') },
        { title: t('column.partition'), align: 'right' },
        { title: t('column.copiedTo'), align: 'right' },
        { title: t('column.end'), align: 'right' },
      ],
      stopped.map(({ topic, partition, copiedTo, end }) => [
        topic,
        String(partition),
        grouped(copiedTo),
        grouped(end),
      ]),
      colors.bold,
    ),
    ...[...causes].flatMap(([cause, of]) => [
      '',
      colors.red(
        `${namesText(
          of.map(({ topic, partition }) => `${topic}-${partition}`),
          t,
        )}: ${cause}`,
      ),
      t('error.advice', { text: of[0]!.error!.advice(language) }),
    ]),
  ];
};

const refusedLines = (refused: readonly RefusedTopic[], language: Language, colors: Colors): string[] => {
  if (refused.length === 0) return [];
  const t = textsOf(language);
  return [
    '',
    t('report.refused'),
    ...refused.flatMap(({ topic, error }) => [
      colors.red(`${topic}: ${error.text(language)} [${error.code}]`),
      t('error.advice', { text: error.advice(language) }),
    ]),
  ];
};

const groupLines = (groups: readonly GroupOffsetStatus[], t: Texts, colors: Colors): string[] => {
  if (groups.length === 0) return [];
  const others = groups.filter(({ state }) => state !== 'equal');
  const count = grouped(groups.length);
  if (others.length === 0) return [t('report.groupsEqual', { count })];
  return [
    t('report.groupsDiffer', { count, equal: grouped(groups.length - others.length) }),
    ...table(
      [
        { title: t('column.group') },
        { title: t('column.topic') },
        { title: t('column.partition'), align: 'right' },
        { title: t('column.source'), align: 'right' },
        { title: t('column.target'), align: 'right' },
        { title: t('column.state') },
      ],
      others.map(({ group, topic, partition, source, target, state }) => [
        group,
        topic,
        String(partition),
        grouped(source),
        target === undefined ? UNKNOWN : grouped(target),
        t(`report.group.${state}`),
      ]),
      colors.bold,
    ),
  ];
};

/** What the copy came to; the verification, if there is one, is told apart. */
export const reportLines = (outcome: MigrationOutcome, language: Language, colors: Colors): string[] => {
  const t = textsOf(language);
  const { complete, status, groups, refused, gaps, openTransactions } = outcome.result;
  return [
    copiedLine(outcome, t),
    (complete ? colors.green : colors.red)(endLine(outcome, t)),
    ...(status.recoveries > 0 ? [t('report.recoveries', { count: grouped(status.recoveries) })] : []),
    ...gapLines(gaps, t),
    ...openTransactionLines(openTransactions, t),
    ...groupLines(groups, t, colors),
    ...stoppedLines(status.partitions, language, colors),
    ...refusedLines(refused, language, colors),
  ];
};
