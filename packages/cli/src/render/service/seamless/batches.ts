import { commandLine } from '../../../arguments/command-line.ts';
import type { Context } from '../../../context.ts';
import type { SeamlessBatch, SeamlessBatches } from '../../../service/seamless/views.ts';
import { grouped, UNKNOWN } from '../../numbers.ts';
import { table, wrappedTable } from '../../table.ts';
import { wrap } from '../../width.ts';
import { momentText } from '../moment.ts';
import { problemLines } from '../problem.ts';
import { evidenceText, VERDICT_STYLES } from './checks.ts';

type Stage = SeamlessBatch['stages'][number];

const stagesTable = ({ stages }: SeamlessBatch, { out, language, t }: Context): string[] =>
  wrappedTable(
    out.width,
    [
      { title: t('column.stage') },
      { title: t('column.gate') },
      { title: t('column.result') },
      { title: t('column.begun') },
      { title: t('column.evidence') },
    ],
    stages.map(({ stage, name, verdict, reason, evidence, begunAt }) => [
      stage,
      name[language],
      out.colors[VERDICT_STYLES[verdict]](t(`gate.standing.${verdict}`)),
      momentText(begunAt),
      reason?.message[language] ?? evidenceText(evidence),
    ]),
    out.colors.bold,
  );

/** Why people must not go on, or the command by which they begin where there is something to begin. */
const beginLines = (
  { blockedBy, toBegin, begunAt }: Stage,
  command: string,
  { out, language, t }: Context,
): string[] => {
  if (!blockedBy) return toBegin ? [`  ${out.colors.bold(command)}`] : [];
  return [
    t(begunAt === null ? 'seamless.batchBlocked' : 'seamless.batchStopped'),
    ...problemLines(blockedBy, language, out.colors).map((line) => `  ${line}`),
  ];
};

const nextLines = (batch: SeamlessBatch, isOnly: boolean, name: string, context: Context): string[] => {
  const { out, language, t } = context;
  const next = batch.stages.find(({ stage }) => stage === batch.next);
  if (!next) return wrap(t('seamless.batchEnd'), out.width);
  const options = { ordered: batch.kind === 'ordered' && !isOnly };
  const command = commandLine('rocketmq migration begin-batch', options, name, next.stage);
  return [
    ...wrap(t('seamless.batchNext', { stage: next.stage, toDo: next.toDo[language] }), out.width),
    ...beginLines(next, command, context),
  ];
};

const batchLines = (batch: SeamlessBatch, isOnly: boolean, name: string, context: Context): string[] => {
  const { out, language, t } = context;
  const kind = t(`seamless.topicKind.${batch.kind}`);
  return [
    out.colors.bold(t('seamless.batchHead', { kind, topics: grouped(batch.topics) })),
    ...batch.notes.flatMap((note) => wrap(note[language], out.width)),
    '',
    ...stagesTable(batch, context),
    '',
    ...batch.alarms.flatMap((alarm) => [
      out.colors.red(t('seamless.batchAlarm')),
      ...problemLines(alarm, language, out.colors).map((line) => `  ${line}`),
    ]),
    ...nextLines(batch, isOnly, name, context),
    '',
  ];
};

const broadcastLines = ({ broadcasting }: SeamlessBatches, { out, t }: Context): string[] =>
  broadcasting.length === 0
    ? []
    : [
        out.colors.bold(t('seamless.title.broadcasting')),
        ...table(
          [{ title: t('column.group') }, { title: t('column.saidRead') }],
          broadcasting.map(({ group, saidReadAt }) => [group, saidReadAt ? momentText(saidReadAt) : UNKNOWN]),
          out.colors.bold,
        ),
        '',
      ];

/** A migration in batches: the stages of each kind of its topics, what was done in the wrong order, and what comes next. */
export const batchesLines = (batches: SeamlessBatches, name: string, context: Context): string[] => {
  const { t } = context;
  const all = batches.batches;
  return [
    ...(all.length === 0 ? [t('seamless.noTopic'), ''] : []),
    ...all.flatMap((batch) => batchLines(batch, all.length === 1, name, context)),
    ...broadcastLines(batches, context),
    t('seamless.batchesAt', { at: momentText(batches.seenAt) }),
  ];
};
