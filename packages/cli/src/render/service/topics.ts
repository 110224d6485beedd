import type { Context } from '../../context.ts';
import type { MigrationTopic } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import { durationText, grouped, UNKNOWN } from '../numbers.ts';
import { table } from '../table.ts';
import { problemLines } from './problem.ts';

const numberText = (value: bigint | number | null): string => (value === null ? UNKNOWN : grouped(value));

const verifiedText = ({ verification }: MigrationTopic, t: Texts): string => {
  const { state, differences } = verification;
  return t(`topic.verification.${state}`, { differences: grouped(differences) });
};

/** The topics of a migration on their three axes, then what has stopped any of them. */
export const topicsLines = (topics: readonly MigrationTopic[], { out, language, t }: Context): string[] => {
  if (topics.length === 0) return [t('topic.none')];
  const failed = topics.flatMap(({ topic, error }) => (error ? [{ topic, error }] : []));
  return [
    ...table(
      [
        { title: t('column.topic') },
        { title: t('column.copy') },
        { title: t('column.records'), align: 'right' },
        { title: t('column.lag'), align: 'right' },
        { title: t('column.behind'), align: 'right' },
        { title: t('column.compared') },
        { title: t('column.applications') },
      ],
      topics.map((topic) => [
        topic.topic,
        t(`topic.copy.${topic.copy}`),
        numberText(topic.copiedRecords),
        numberText(topic.lag),
        topic.lagMs === null ? UNKNOWN : durationText(topic.lagMs / 1000, t),
        verifiedText(topic, t),
        t(`topic.traffic.${topic.traffic}`),
      ]),
      out.colors.bold,
    ),
    ...failed.flatMap(({ topic, error }) => ['', `${topic}:`, ...problemLines(error, language, out.colors)]),
  ];
};
