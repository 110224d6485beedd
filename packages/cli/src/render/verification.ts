import type { PartitionVerdict, SourceGap, VerificationReport } from '@mqferry/replication';
import type { Texts } from '../texts/texts.ts';
import { gapLines } from './gaps.ts';
import { namesText } from './names.ts';
import { grouped, UNKNOWN } from './numbers.ts';
import { openTransactionLines } from './open-transactions.ts';
import type { Colors } from './screen.ts';
import { table } from './table.ts';

const DIFFERENCES_SHOWN = 50;

const verdictLine = ({ records, partitions, groups, equal }: VerificationReport, t: Texts): string => {
  if (!equal) {
    return t('verify.different', {
      partitions: grouped(partitions.filter((p) => !p.equal).length),
      allPartitions: grouped(partitions.length),
      groups: grouped(groups.filter((g) => !g.equal).length),
      allGroups: grouped(groups.length),
    });
  }
  const mapped = partitions.filter((p) => p.mapped).length;
  const places = {
    records: grouped(records),
    partitions: grouped(partitions.length),
    mapped: grouped(mapped),
  };
  if (mapped > 0) {
    return groups.length === 0
      ? t('verify.mapped', places)
      : t('verify.mappedGroups', { ...places, groups: grouped(groups.length) });
  }
  return groups.length === 0
    ? t('verify.equal', places)
    : t('verify.equalGroups', { ...places, groups: grouped(groups.length) });
};

const topicTable = ({ partitions }: VerificationReport, t: Texts, colors: Colors): string[] =>
  table(
    [
      { title: t('column.topic') },
      { title: t('column.partitions'), align: 'right' },
      { title: t('column.records'), align: 'right' },
      { title: t('column.result') },
    ],
    [...Map.groupBy(partitions, ({ topic }) => topic)].map(([topic, of]) => [
      topic,
      grouped(of.length),
      grouped(of.reduce((total, { records }) => total + records, 0)),
      of.every(({ equal }) => equal)
        ? colors.green(t(of.some(({ mapped }) => mapped) ? 'verify.sameMapped' : 'verify.same'))
        : colors.red(t('verify.differs')),
    ]),
    colors.bold,
  );

const differenceRows = (verdict: PartitionVerdict, t: Texts): string[][] => {
  const { topic, partition, sourceStart, targetStart, differences } = verdict;
  const rows = differences.map(({ offset, kind }) => [
    topic,
    String(partition),
    grouped(offset),
    t(`verify.kind.${kind}`),
  ]);
  if (sourceStart === targetStart) return rows;
  const starts = t('verify.kind.start', { source: grouped(sourceStart), target: grouped(targetStart) });
  return [[topic, String(partition), UNKNOWN, starts], ...rows];
};

const differenceLines = ({ partitions }: VerificationReport, t: Texts, colors: Colors): string[] => {
  const rows = partitions.filter(({ equal }) => !equal).flatMap((verdict) => differenceRows(verdict, t));
  if (rows.length === 0) return [];
  const columns = [
    { title: t('column.topic') },
    { title: t('column.partition'), align: 'right' },
    { title: t('column.offset'), align: 'right' },
    { title: t('column.difference') },
  ] as const;
  const left = rows.length - DIFFERENCES_SHOWN;
  return [
    '',
    t('verify.firstDifferences'),
    ...table(columns, rows.slice(0, DIFFERENCES_SHOWN), colors.bold),
    ...(left > 0 ? [t('verify.more', { count: grouped(left) })] : []),
  ];
};

/** Partitions whose target log starts earlier, though nothing differs. */
const olderLines = ({ partitions }: VerificationReport, t: Texts): string[] => {
  const older = partitions.filter(
    ({ equal, sourceStart, targetStart }) => equal && targetStart < sourceStart,
  );
  if (older.length === 0) return [];
  const names = older.map(({ topic, partition }) => `${topic}-${partition}`);
  return ['', t('verify.older', { partitions: namesText(names, t) })];
};

const committedLines = ({ committedOnly }: VerificationReport, t: Texts): string[] =>
  committedOnly.length > 0 ? ['', t('verify.committedOnly', { topics: namesText(committedOnly, t) })] : [];

const offsetText = (offset: bigint | undefined): string => (offset === undefined ? UNKNOWN : grouped(offset));

const groupDifferenceLines = ({ groups }: VerificationReport, t: Texts, colors: Colors): string[] => {
  const differing = groups.filter(({ equal }) => !equal);
  if (differing.length === 0) return [];
  return [
    '',
    t('verify.groupDifferences'),
    ...table(
      [
        { title: t('column.group') },
        { title: t('column.topic') },
        { title: t('column.partition'), align: 'right' },
        { title: t('column.source'), align: 'right' },
        { title: t('column.target'), align: 'right' },
      ],
      differing.map(({ group, topic, partition, source, target }) => [
        group,
        topic,
        String(partition),
        offsetText(source),
        offsetText(target),
      ]),
      colors.bold,
    ),
  ];
};

/** The verdict: topic by topic, where the sides differ, what was given up, and the sentence that counts last. */
export const verificationLines = (
  report: VerificationReport,
  gaps: readonly SourceGap[],
  t: Texts,
  colors: Colors,
): string[] => [
  ...topicTable(report, t, colors),
  ...differenceLines(report, t, colors),
  ...groupDifferenceLines(report, t, colors),
  ...olderLines(report, t),
  ...committedLines(report, t),
  ...(report.openTransactions.length > 0 ? ['', ...openTransactionLines(report.openTransactions, t)] : []),
  ...(gaps.length > 0 ? ['', ...gapLines(gaps, t)] : []),
  '',
  (report.equal ? colors.green : colors.red)(verdictLine(report, t)),
];
