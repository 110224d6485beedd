import type { Answer, Routes } from '@mqferry/api';
import { commandLine } from '../../arguments/command-line.ts';
import type { Context } from '../../context.ts';
import type { Page } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import { durationText, grouped, UNKNOWN } from '../numbers.ts';
import { table } from '../table.ts';
import { moreLines } from './audit.ts';
import { momentText } from './moment.ts';
import { problemLines } from './problem.ts';

type Task = Answer<Routes['getTask']>;
type TaskItem = Answer<Routes['listTaskItems']>['items'][number];

/** An id is told apart by so many characters. */
const ID_SHOWN = 8;

const endedText = ({ counts }: Task): string => grouped(counts.total - counts.pending);

/** How far a task is, in one line. */
export const taskLine = (task: Task, t: Texts): string =>
  t('task.line', {
    state: t(`task.state.${task.state}`),
    ended: endedText(task),
    total: grouped(task.counts.total),
    failed: grouped(task.counts.failed),
  });

/** Tasks, the newest first. */
export const tasksLines = (tasks: Page<Task>, { t, out }: Context): string[] => {
  if (tasks.items.length === 0) return [t('task.none')];
  return [
    ...table(
      [
        { title: t('column.task') },
        { title: t('column.kind') },
        { title: t('column.source') },
        { title: t('column.target') },
        { title: t('column.state') },
        { title: t('column.ended'), align: 'right' },
        { title: t('column.failed'), align: 'right' },
        { title: t('column.begun') },
      ],
      tasks.items.map((task) => [
        task.id.slice(0, ID_SHOWN),
        t(`task.kind.${task.kind}`),
        task.source.name ?? UNKNOWN,
        task.target.name ?? UNKNOWN,
        t(`task.state.${task.state}`),
        `${endedText(task)}/${grouped(task.counts.total)}`,
        grouped(task.counts.failed),
        momentText(task.createdAt),
      ]),
      out.colors.bold,
    ),
    ...moreLines(tasks, t),
  ];
};

/** One task as a whole. */
export const taskLines = (task: Task, { t, out }: Context): string[] => {
  const { id, kind, source, target, counts, state, createdAt, createdBy, durationMs } = task;
  return [
    out.colors.bold(
      t('task.head', {
        ...{ id, kind: t(`task.kind.${kind}`) },
        ...{ source: source.name ?? UNKNOWN, target: target.name ?? UNKNOWN },
      }),
    ),
    t('task.counts', { state: t(`task.state.${state}`), ...counts }),
    t('task.by', {
      time: momentText(createdAt),
      by: createdBy,
      duration: durationText(durationMs / 1000, t),
    }),
  ];
};

/** Items of a task, then the reasons of those that failed. */
export const itemLines = (items: readonly TaskItem[], { t, out, language }: Context): string[] => {
  if (items.length === 0) return [t('meta.none')];
  return [
    ...table(
      [{ title: t('column.item') }, { title: t('column.state') }],
      items.map(({ name, state }) => [name, t(`task.item.${state}`)]),
      out.colors.bold,
    ),
    ...items.flatMap(({ name, reason }) =>
      reason ? ['', `${name}:`, ...problemLines(reason, language, out.colors)] : [],
    ),
  ];
};

/** How to try again what has failed of a task that has ended. */
export const retryLines = ({ id, state, counts }: Task, { t }: Context): string[] =>
  state === 'running' || counts.failed === 0
    ? []
    : ['', t('task.retryAdvice', { command: commandLine('task retry', {}, id.slice(0, ID_SHOWN)) })];
