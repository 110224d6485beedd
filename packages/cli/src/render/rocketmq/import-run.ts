import type { ImportEvent, ImportRun } from '@mqferry/replication';
import type { Context } from '../../context.ts';
import { grouped } from '../numbers.ts';
import { wrappedTable } from '../table.ts';
import { differencesText } from './import-plan.ts';
import { reasonText } from './reasons.ts';

/** What an import does at the moment, as one line. */
export const importProgressLine = (
  event: ImportEvent,
  done: number,
  total: number,
  { t }: Context,
): string =>
  event.type === 'phase'
    ? t(`rocketmq.phase.${event.phase}`)
    : t('rocketmq.progress', { done: grouped(done), total: grouped(total), failed: event.counts.failed });

/** What an import came to, each row that failed, broker by broker, and how what failed is tried again. */
export const importRunLines = (
  { status, counts, rows }: Pick<ImportRun, 'status' | 'counts' | 'rows'>,
  context: Context,
  again = context.t('rocketmq.again'),
): string[] => {
  const { t, out } = context;
  const failed = rows.filter(({ outcome }) => outcome === 'failed');
  const color = failed.length === 0 ? out.colors.green : out.colors.red;
  const numbers = {
    created: grouped(counts.created),
    updated: grouped(counts.updated),
    unchanged: grouped(counts.unchanged),
    failed: grouped(counts.failed),
  };
  const lines = failed.flatMap((row) => {
    const name = [t(`rocketmq.kind.${row.kind}`), row.target];
    if (row.brokers.length === 0) return [[...name, '', row.reason ? reasonText(row.reason, context) : '']];
    return row.brokers
      .filter(({ outcome }) => outcome === 'failed')
      .map((one) => {
        const why = one.reason ? reasonText(one.reason, context) : '';
        return [...name, one.broker, [differencesText([one]), why].filter(Boolean).join(' — ')];
      });
  });
  return [
    color(t(`rocketmq.status.${status}`, numbers)),
    ...(lines.length === 0
      ? []
      : [
          '',
          ...wrappedTable(
            out.width,
            [
              { title: t('column.kind') },
              { title: t('column.target') },
              { title: t('column.broker') },
              { title: t('column.reasons') },
            ],
            lines,
            out.colors.bold,
          ),
          '',
          again,
        ]),
  ];
};
