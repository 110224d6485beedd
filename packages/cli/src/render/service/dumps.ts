import type { Answer, Routes } from '@mqferry/api';
import { commandLine } from '../../arguments/command-line.ts';
import type { Context } from '../../context.ts';
import type { Cluster, Page } from '../../service/find.ts';
import { isTextKey, type Texts } from '../../texts/texts.ts';
import { durationText, grouped, rateText, UNKNOWN } from '../numbers.ts';
import { wrappedTable } from '../table.ts';
import { moreLines } from './audit.ts';
import { momentText } from './moment.ts';
import { problemLines } from './problem.ts';

type Dump = Answer<Routes['getDump']>;
type LogEntry = Answer<Routes['listDumpLog']>['items'][number];
type FilterTest = Answer<Routes['testDumpFilter']>;
type Step = Answer<Routes['planOperation']>['steps'][number];

/** The commands of the operations. */
const COMMANDS = {
  startDump: 'start',
  pauseDump: 'pause',
  resumeDump: 'resume',
  deleteDump: 'delete',
} as const;

const clusterName = (clusters: readonly Cluster[], wanted: string): string =>
  clusters.find(({ id }) => id === wanted)?.name ?? wanted;

/** All dump tasks, each with how it is now. */
export const dumpsLines = (
  dumps: readonly Dump[],
  clusters: readonly Cluster[],
  { out, t }: Context,
): string[] => {
  if (dumps.length === 0) return [t('dump.none')];
  return wrappedTable(
    out.width,
    [
      { title: t('column.name') },
      { title: t('column.source') },
      { title: t('column.target') },
      { title: t('column.lag'), align: 'right' },
      { title: t('column.state') },
    ],
    dumps.map((dump) => [
      dump.name,
      `${clusterName(clusters, dump.sourceId)}/${dump.sourceTopic}`,
      `${clusterName(clusters, dump.targetId)}/${dump.targetTopic}`,
      dump.lag === null ? UNKNOWN : grouped(dump.lag),
      t(`dump.state.${dump.state}`),
    ]),
    out.colors.bold,
  );
};

const countsLines = ({ counts, asOf }: Dump, t: Texts): string[] => {
  if (!counts) return [];
  const { read, written, filtered, skipped, lost } = counts;
  const shown = { read, written, filtered, skipped, lost };
  const places = Object.fromEntries(Object.entries(shown).map(([name, count]) => [name, grouped(count)]));
  return [t('dump.counts', { ...(places as Record<keyof typeof shown, string>), at: momentText(asOf) })];
};

const lagLines = ({ state, lag, lagMs, bytesPerSecondNow, recordsPerSecond }: Dump, t: Texts): string[] => {
  if (state !== 'running') return [];
  return [
    t('dump.lag', {
      lag: lag === null ? UNKNOWN : grouped(lag),
      behind: lagMs === null ? UNKNOWN : durationText(lagMs / 1000, t),
      rate: bytesPerSecondNow === null ? UNKNOWN : rateText(bytesPerSecondNow),
      records: recordsPerSecond === null ? UNKNOWN : grouped(Math.round(recordsPerSecond)),
    }),
  ];
};

const actionLines = ({ name, actions }: Dump, { out, language, t }: Context): string[] => {
  const possible = actions.filter(({ reason }) => !reason);
  const blocked = actions.flatMap(({ action, reason }) => (reason ? [{ action, reason }] : []));
  return [
    ...(possible.length === 0 ? [] : ['', t('dump.next')]),
    ...possible.map(
      ({ action }) => `  ${out.colors.bold(commandLine(`dump ${COMMANDS[action]}`, {}, name))}`,
    ),
    ...(blocked.length === 0 ? [] : ['', t('dump.notNow')]),
    ...blocked.map(({ action, reason }) => `  ${COMMANDS[action]}: ${reason.message[language]}`),
  ];
};

/** One dump task: how it is, how far, and what can be done. */
export const dumpLines = (dump: Dump, clusters: readonly Cluster[], context: Context): string[] => {
  const { out, language, t } = context;
  const { name, sourceTopic, targetTopic, filter, problem, failedAttempts, nextAttemptAt } = dump;
  const source = clusterName(clusters, dump.sourceId);
  const target = clusterName(clusters, dump.targetId);
  return [
    out.colors.bold(t('dump.head', { name, source, sourceTopic, target, targetTopic })),
    t(`dump.state.${dump.state}`),
    ...countsLines(dump, t),
    ...lagLines(dump, t),
    t(`dump.partitioning.${dump.partitioning}`),
    ...(filter ? [t('dump.filter', filter)] : []),
    ...(problem ? problemLines(problem, language, out.colors) : []),
    ...(nextAttemptAt === null
      ? []
      : [t('dump.nextAttempt', { failed: failedAttempts, at: momentText(nextAttemptAt) })]),
    ...actionLines(dump, context),
  ];
};

interface Told {
  readonly code: string;
  readonly message: Readonly<Record<string, string>>;
}

const isProblem = (value: unknown): value is Told =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value;

const detailText = (name: string, value: unknown, language: string): string => {
  if (isProblem(value)) return `${value.message[language] ?? ''} [${value.code}]`;
  return `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
};

/** What happened to a dump task, the newest first. */
export const dumpLogLines = (log: Page<LogEntry>, { out, language, t }: Context): string[] => {
  if (log.items.length === 0) return [t('dump.log.none')];
  return [
    ...wrappedTable(
      out.width,
      [{ title: t('column.time') }, { title: t('column.event') }],
      log.items.map(({ at, type, details }) => {
        const told = Object.entries(details).map(([name, value]) => detailText(name, value, language));
        return [momentText(at), [type, ...told].join(' ')];
      }),
      out.colors.bold,
    ),
    ...moreLines(log, t),
  ];
};

/** What a filter makes of records. */
export const filterTestLines = (tested: FilterTest, { out, language, t }: Context): string[] => [
  ...wrappedTable(
    out.width,
    [
      { title: t('column.partition'), align: 'right' },
      { title: t('column.offset'), align: 'right' },
      { title: t('column.outcome') },
      { title: t('column.key') },
    ],
    tested.records.map(({ partition, offset, outcome, key, problem }) => [
      String(partition),
      String(offset),
      t(`dump.outcome.${outcome}`),
      problem ? problem.message[language] : (key ?? UNKNOWN),
    ]),
    out.colors.bold,
  ),
  t('dump.tested', tested),
];

/** The steps of a change in order, with what is good to know of them. */
export const dumpStepLines = (steps: readonly Step[], t: Texts): string[] =>
  steps.flatMap(({ verb, args }, index) => {
    const given = (args ?? {}) as Readonly<Record<string, unknown>>;
    const key = `dump.step.${verb}`;
    const text = isTextKey(key) ? t(key, given as never) : `${verb} ${JSON.stringify(args)}`;
    const notes = Array.isArray(given.notes) ? given.notes.map((note) => `dump.note.${String(note)}`) : [];
    return [
      `  ${index + 1}. ${text}`,
      ...notes.filter(isTextKey).map((note) => `     ${(t as (key: string) => string)(note)}`),
    ];
  });
