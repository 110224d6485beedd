import { type Answer, problem, type Routes } from '@mqferry/api';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { isTextKey, type Texts } from '../../texts/texts.ts';
import { grouped, UNKNOWN } from '../numbers.ts';
import { table } from '../table.ts';
import { limitsText } from './inventory.ts';
import { problemLines } from './problem.ts';

type Step = Answer<Routes['planOperation']>['steps'][number];

/** What a plan tells of a topic that would be made. */
const plannedTopic = z.looseObject({
  topic: z.string(),
  action: z.enum(['create', 'exists']),
  partitions: z.int(),
  replicationFactor: z.int(),
  compacted: z.boolean(),
  notes: z.array(
    z.looseObject({
      name: z.string(),
      source: z.string().nullable(),
      target: z.string().nullable(),
      reason: z.string(),
    }),
  ),
  refusal: problem.nullable(),
});
type PlannedTopic = z.infer<typeof plannedTopic>;

const planned = z.looseObject({ items: z.array(z.looseObject({ name: z.string(), input: z.json() })) });

/** Everything that a plan would copy, item by item. */
export const plannedItems = (steps: readonly Step[]) =>
  steps.flatMap(({ args }) => planned.safeParse(args).data?.items ?? []);

/** The topics of a plan. */
export const plannedTopics = (steps: readonly Step[]): PlannedTopic[] =>
  plannedItems(steps).flatMap(({ input }) => plannedTopic.safeParse(input).data ?? []);

const actionText = ({ action, refusal }: PlannedTopic, t: Texts): string =>
  t(refusal ? 'meta.action.refused' : `meta.action.${action}`);

const noteLines = (topics: readonly PlannedTopic[], t: Texts): string[] =>
  topics.flatMap(({ topic, notes }) =>
    notes.map(({ name, source, target, reason }) => {
      const key = `meta.note.${reason}`;
      const why = isTextKey(key) ? t(key as 'meta.note.unknown-on-target') : reason;
      return `  ${topic}: ${name}: ${source ?? UNKNOWN} → ${target ?? UNKNOWN} (${why})`;
    }),
  );

/** Each topic that a plan would make, compaction and partition count, and what is not as on the source. */
export const topicPlanLines = (steps: readonly Step[], { t, out, language }: Context): string[] => {
  const topics = plannedTopics(steps);
  const toCreate = topics.filter(({ action, refusal }) => action === 'create' && refusal === null);
  const notes = noteLines(topics, t);
  return [
    ...table(
      [
        { title: t('column.topic') },
        { title: t('column.toDo') },
        { title: t('column.partitions'), align: 'right' },
        { title: t('column.replication'), align: 'right' },
        { title: t('column.compacted') },
      ],
      topics.map((topic) => [
        topic.topic,
        actionText(topic, t),
        grouped(topic.partitions),
        grouped(topic.replicationFactor),
        t(topic.compacted ? 'meta.yes' : 'meta.no'),
      ]),
      out.colors.bold,
    ),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    ...topics.flatMap(({ topic, refusal }) =>
      refusal ? ['', `${topic}:`, ...problemLines(refusal, language, out.colors)] : [],
    ),
    '',
    t('meta.sum', {
      create: grouped(toCreate.length),
      partitions: grouped(toCreate.reduce((sum, { partitions }) => sum + partitions, 0)),
      exists: grouped(topics.filter(({ action, refusal }) => action === 'exists' && !refusal).length),
      refused: grouped(topics.filter(({ refusal }) => refusal !== null).length),
    }),
  ];
};

/** What a plan would copy of anything but topics. */
export const itemPlanLines = (steps: readonly Step[], { t }: Context): string[] => {
  const items = plannedItems(steps);
  return [
    ...items.map(({ name, input }) => {
      const limits = z.looseObject({ limits: z.record(z.string(), z.number()) }).safeParse(input).data;
      return limits ? `  ${name}: ${limitsText(limits.limits)}` : `  ${name}`;
    }),
    '',
    t('meta.sumItems', { count: grouped(items.length) }),
  ];
};
