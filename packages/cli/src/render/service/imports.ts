import type { Told } from '@mqferry/api';
import type { PlanRow, Reason, RowResult } from '@mqferry/replication';
import { commandLine } from '../../arguments/command-line.ts';
import type { Context } from '../../context.ts';
import type { Import, ImportRow, MetadataDocumentView } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import { grouped, UNKNOWN } from '../numbers.ts';
import { importPlanLines, type ShownPlan } from '../rocketmq/import-plan.ts';
import { importRunLines } from '../rocketmq/import-run.ts';
import { table } from '../table.ts';
import { momentText } from './moment.ts';

/** An import with its rows. */
export interface WholeImport extends Import {
  readonly rows: readonly ImportRow[];
  readonly leftOut: ShownPlan['leftOut'];
}

const ended = ({ counts }: Import): number => counts.total - counts.waiting;

/** How far an import is, in one line. */
export const importLine = (told: Import, t: Texts): string =>
  t('task.line', {
    state: t(`import.state.${told.state}`),
    ...{ ended: grouped(ended(told)), total: grouped(told.counts.total) },
    failed: grouped(told.counts.failed),
  });

/** Imports, the newest first. */
export const importsLines = (imports: readonly Import[], { t, out }: Context): string[] => {
  if (imports.length === 0) return [t('import.none')];
  return table(
    [
      { title: t('column.name') },
      { title: t('column.target') },
      { title: t('column.state') },
      { title: t('column.ended'), align: 'right' },
      { title: t('column.failed'), align: 'right' },
      { title: t('column.begun') },
    ],
    imports.map((told) => [
      told.name,
      told.target.name ?? UNKNOWN,
      t(`import.state.${told.state}`),
      `${grouped(ended(told))}/${grouped(told.counts.total)}`,
      grouped(told.counts.failed),
      momentText(told.startedAt),
    ]),
    out.colors.bold,
  );
};

/** Documents, the newest first. */
export const documentsLines = (documents: readonly MetadataDocumentView[], { t, out }: Context): string[] => {
  if (documents.length === 0) return [t('import.noDocuments')];
  return table(
    [
      { title: t('column.name') },
      { title: t('column.source') },
      { title: t('column.topics'), align: 'right' },
      { title: t('column.groups'), align: 'right' },
      { title: t('column.users'), align: 'right' },
      { title: t('column.secrets') },
      { title: t('column.added') },
    ],
    documents.map(({ name, source, counts, secrets, createdAt }) => [
      name,
      source.taken?.name ?? source.clusterName ?? source.files.join(', '),
      ...[counts.topics, counts.groups, counts.users].map(grouped),
      t(`import.secrets.${secrets}`),
      momentText(createdAt),
    ]),
    out.colors.bold,
  );
};

const reasonOf = ({ message, ...told }: Told): Reason => ({ ...told, text: message });

const reasonIn = (told: Told | null) => (told ? { reason: reasonOf(told) } : {});

const planRow = (row: ImportRow): PlanRow => ({
  ...{ key: `${row.kind}:${row.name}`, kind: row.kind, name: row.name, target: row.target },
  ...{ namespace: row.namespace, action: row.action, ...reasonIn(row.reason) },
  brokers: row.brokers as unknown as PlanRow['brokers'],
  adjustments: row.adjustments.map(
    (adjustment) =>
      ({ ...adjustment, reason: reasonOf(adjustment.reason) }) as PlanRow['adjustments'][number],
  ),
  notices: row.notices.map(reasonOf),
});

const result = (row: ImportRow): RowResult => ({
  ...{ key: `${row.kind}:${row.name}`, kind: row.kind, name: row.name, target: row.target },
  ...{ outcome: row.outcome as RowResult['outcome'], ...reasonIn(row.reason) },
  brokers: row.brokers.map(
    ({ reason, ...broker }) => ({ ...broker, ...reasonIn(reason) }) as RowResult['brokers'][number],
  ),
});

const shownPlan = ({ plan, target, rows, leftOut }: WholeImport): ShownPlan => ({
  target: {
    cluster: target.name ?? UNKNOWN,
    brokers: plan.brokers.map(({ name, address, version, failure }) => ({
      ...{ name, address, ...(version === null ? {} : { version }) },
      ...(failure ? { failure: reasonOf(failure) } : {}),
    })),
  },
  ...{ rows: rows.map(planRow), leftOut },
  ...{ refusals: plan.refusals.map(reasonOf), notices: plan.notices.map(reasonOf) },
  ...(plan.parts && {
    parts: plan.parts.map(({ name, topics, groups }) => ({
      ...{ name, topics: { length: topics }, groups: { length: groups } },
    })),
  }),
});

/** What can be done with an import that was not started; nothing of others. */
export const importNextLines = ({ name, plan, state }: Import, { t, out }: Context): string[] => {
  if (state !== 'planned') return [];
  const command = plan.parts ? 'import split' : 'import start';
  return [
    '',
    t(plan.parts ? 'import.nextSplit' : 'import.nextStart', {
      command: out.colors.bold(commandLine(command, {}, name)),
    }),
  ];
};

/** One import: what it would do, or what came of it. */
export const importLines = (told: WholeImport, allRows: boolean, context: Context): string[] => {
  const { t, out } = context;
  const { name, documentName, target, state, rows, counts } = told;
  const head = out.colors.bold(
    t('import.head', { name, document: documentName, target: target.name ?? UNKNOWN }),
  );
  if (state === 'planned') return [head, ...importPlanLines(shownPlan(told), allRows, context)];
  if (state === 'cancelled') return [head, importLine(told, t)];
  const again = t('task.retryAdvice', { command: commandLine('import retry', {}, name) });
  return [head, ...importRunLines({ status: state, counts, rows: rows.map(result) }, context, again)];
};
