import { commandLine } from '../../../arguments/command-line.ts';
import type { Context } from '../../../context.ts';
import type { SeamlessTask } from '../../../service/find.ts';
import type { TopicState } from '../../../service/seamless/views.ts';
import type { Texts } from '../../../texts/texts.ts';
import { grouped, UNKNOWN } from '../../numbers.ts';
import { wrappedTable } from '../../table.ts';
import { wrap } from '../../width.ts';
import { momentText } from '../moment.ts';
import { problemLines } from '../problem.ts';
import { bothText, countText, perSecond } from './parts.ts';

type Action = SeamlessTask['actions'][number];

/** The commands that stand for actions. */
const COMMANDS: Readonly<Record<Action['action'], string>> = {
  pauseTask: 'pause',
  resumeTask: 'resume',
  addTopics: 'add',
  completeTask: 'complete',
  deleteTask: 'delete',
};

const clusterName = ({ id, name }: SeamlessTask['source']): string => name ?? id;

/** All seamless migrations, each with what it looks like now. */
export const tasksLines = (tasks: readonly SeamlessTask[], { out, language, t }: Context): string[] => {
  if (tasks.length === 0) return [t('seamless.none')];
  return wrappedTable(
    out.width,
    [
      { title: t('column.name') },
      { title: t('column.source') },
      { title: t('column.target') },
      { title: t('column.mode') },
      { title: t('column.topics'), align: 'right' },
      { title: t('column.state') },
    ],
    tasks.map((task) => [
      task.name,
      clusterName(task.source),
      clusterName(task.target),
      t(`seamless.mode.${task.mode}`),
      grouped(task.topics.total),
      task.sentence.progress[language],
    ]),
    out.colors.bold,
  );
};

const stepsTable = ({ steps }: SeamlessTask, { out, language, t }: Context): string[] =>
  wrappedTable(
    out.width,
    [{ title: t('column.step') }, { title: t('column.isDone') }, { title: t('column.seamlessToDo') }],
    steps.map(({ name, toDo, done, blockedBy }) => [
      name[language],
      t(done ? 'meta.yes' : 'meta.no'),
      done ? '' : (blockedBy?.message ?? toDo)[language],
    ]),
    out.colors.bold,
  );

const topicsLine = ({ topics, mode }: SeamlessTask, t: Texts): string => {
  if (mode === 'batches') return t('seamless.countsInBatches', { total: grouped(topics.total) });
  const states = Object.entries(topics.states).map(
    ([state, count]) => `${t(`seamless.state.${state as TopicState}`)} ${grouped(count)}`,
  );
  return t('seamless.counts', {
    total: grouped(topics.total),
    states: states.join(', ') || UNKNOWN,
    ready: grouped(topics.ready),
  });
};

const numbersLines = (task: SeamlessTask, t: Texts): string[] => {
  const { groups, clients, traffic, backlog, gateways, mode } = task;
  const isInBatches = mode === 'batches';
  const ofGroups = { total: grouped(groups.total), notMoved: grouped(groups.notMoved) };
  return [
    topicsLine(task, t),
    t(isInBatches ? 'seamless.groupsInBatches' : 'seamless.groups', ofGroups),
    isInBatches
      ? t('seamless.clientsInBatches', { total: grouped(clients.straight) })
      : t('seamless.clients', { gateways: grouped(clients.atGateways), straight: grouped(clients.straight) }),
    t('seamless.traffic', {
      in: bothText(traffic, (side) => perSecond(side.in)),
      out: bothText(traffic, (side) => perSecond(side.out)),
      backlog: bothText(backlog, countText),
    }),
    ...(isInBatches
      ? []
      : [
          t('seamless.gateways', {
            total: grouped(gateways.length),
            live: grouped(gateways.filter(({ live }) => live).length),
            serve: grouped(gateways.filter(({ live, serves }) => live && serves).length),
          }),
        ]),
  ];
};

const actionLines = ({ name, mode, actions }: SeamlessTask, { out, language, t }: Context): string[] => {
  const stages = mode === 'batches' ? [commandLine('rocketmq migration batches', {}, name)] : [];
  const possible = actions.filter(({ blockedBy }) => blockedBy === null);
  const blocked = actions.flatMap(({ action, blockedBy }) => (blockedBy ? [{ action, blockedBy }] : []));
  return [
    ...(possible.length === 0 ? [] : ['', t('migration.next')]),
    ...stages.map((command) => `  ${out.colors.bold(command)}`),
    ...possible.map(({ action }) => {
      const command = commandLine(`rocketmq migration ${COMMANDS[action]}`, {}, name);
      return `  ${out.colors.bold(action === 'addTopics' ? `${command} TOPIC…` : command)}`;
    }),
    ...(blocked.length === 0 ? [] : ['', t('migration.notNow')]),
    ...blocked.flatMap(({ action, blockedBy }) => {
      const [first, ...others] = wrap(`${COMMANDS[action]}: ${blockedBy.message[language]}`, out.width - 4);
      return [`  ${first}`, ...others.map((line) => `    ${line}`)];
    }),
  ];
};

/** One seamless migration, as it is wanted and as it is. */
export const taskLines = (task: SeamlessTask, context: Context): string[] => {
  const { out, language, t } = context;
  const { name, source, target, mode, sentence, seenAt, problem } = task;
  const places = { name, source: clusterName(source), target: clusterName(target) };
  return [
    out.colors.bold(t('seamless.head', { ...places, mode: t(`seamless.mode.${mode}`) })),
    ...wrap(sentence.progress[language], out.width),
    ...wrap(t('migration.advice', { advice: sentence.next[language] }), out.width),
    '',
    ...stepsTable(task, context),
    '',
    t('seamless.seenAt', { at: momentText(seenAt) }),
    ...numbersLines(task, t),
    ...(problem ? ['', ...problemLines(problem, language, out.colors)] : []),
    ...actionLines(task, context),
  ];
};
