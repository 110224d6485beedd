import type { GroupSummary, PartitionSummary, TopicSummary } from '@mqferry/replication';
import type { Texts } from '../texts/texts.ts';
import { bytesText, grouped, sumBytesText, UNKNOWN } from './numbers.ts';
import type { Colors } from './screen.ts';
import { table } from './table.ts';

/** The sum of what is known, or undefined as soon as one part is unknown. */
const sumKnown = (values: readonly (bigint | undefined)[]): bigint | undefined => {
  let sum = 0n;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
};

const numberText = (value: bigint | undefined): string => (value === undefined ? UNKNOWN : grouped(value));

const rangeOf = ({ start, end }: PartitionSummary): bigint | undefined =>
  start === undefined || end === undefined ? undefined : end - start;

const rangeText = (values: readonly number[]): string => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? String(low) : `${low}–${high}`;
};

const topicsTable = (topics: readonly TopicSummary[], t: Texts, colors: Colors): string[] =>
  table(
    [
      { title: t('column.topic') },
      { title: t('column.partitions'), align: 'right' },
      { title: t('column.replicas'), align: 'right' },
      { title: t('column.offsetCount'), align: 'right' },
      { title: t('column.size'), align: 'right' },
    ],
    topics.map(({ topic, partitions }) => [
      topic,
      grouped(partitions.length),
      rangeText(partitions.map(({ replicas }) => replicas)),
      numberText(sumKnown(partitions.map(rangeOf))),
      sumBytesText(partitions.map(({ bytes }) => bytes)),
    ]),
    colors.bold,
  );

const partitionsTable = (topics: readonly TopicSummary[], t: Texts, colors: Colors): string[] =>
  table(
    [
      { title: t('column.topic') },
      { title: t('column.partition'), align: 'right' },
      { title: t('column.start'), align: 'right' },
      { title: t('column.end'), align: 'right' },
      { title: t('column.size'), align: 'right' },
      { title: t('column.leader'), align: 'right' },
      { title: t('column.inSync'), align: 'right' },
    ],
    topics.flatMap(({ topic, partitions }) =>
      partitions.map((p) => [
        topic,
        String(p.partition),
        numberText(p.start),
        numberText(p.end),
        bytesText(p.bytes),
        p.leader === undefined ? colors.red(UNKNOWN) : String(p.leader),
        p.inSync < p.replicas ? colors.yellow(`${p.inSync}/${p.replicas}`) : `${p.inSync}/${p.replicas}`,
      ]),
    ),
    colors.bold,
  );

/** Topics of a cluster, one line each or one line per partition; then totals, and what is not healthy. */
export const topicLines = (
  topics: readonly TopicSummary[],
  perPartition: boolean,
  t: Texts,
  colors: Colors,
): string[] => {
  if (topics.length === 0) return [t('topics.none')];
  const partitions = topics.flatMap((topic) => topic.partitions);
  const leaderless = partitions.filter(({ leader }) => leader === undefined).length;
  const notInSync = partitions.filter(({ inSync, replicas }) => inSync < replicas).length;
  return [
    ...(perPartition ? partitionsTable : topicsTable)(topics, t, colors),
    '',
    t('topics.total', {
      topics: grouped(topics.length),
      partitions: grouped(partitions.length),
      offsets: numberText(sumKnown(partitions.map(rangeOf))),
      size: sumBytesText(partitions.map(({ bytes }) => bytes)),
    }),
    ...(leaderless > 0 ? [colors.red(t('topics.noLeader', { count: grouped(leaderless) }))] : []),
    ...(notInSync > 0 ? [colors.yellow(t('topics.notInSync', { count: grouped(notInSync) }))] : []),
  ];
};

/** Groups of a cluster with state, members and lag. */
export const groupLines = (groups: readonly GroupSummary[], t: Texts, colors: Colors): string[] => {
  if (groups.length === 0) return [t('groups.none')];
  return [
    ...table(
      [
        { title: t('column.group') },
        { title: t('column.type') },
        { title: t('column.state') },
        { title: t('column.members'), align: 'right' },
        { title: t('column.topics'), align: 'right' },
        { title: t('column.lag'), align: 'right' },
      ],
      groups.map(({ group, type, state, members, positions }) => [
        group,
        type || UNKNOWN,
        state ?? UNKNOWN,
        members === undefined ? UNKNOWN : grouped(members),
        grouped(new Set(positions.map(({ topic }) => topic)).size),
        positions.length === 0 ? UNKNOWN : numberText(sumKnown(positions.map(({ lag }) => lag))),
      ]),
      colors.bold,
    ),
    '',
    t('groups.total', { groups: grouped(groups.length) }),
  ];
};
