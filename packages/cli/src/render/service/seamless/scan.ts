import type { Context } from '../../../context.ts';
import type { SeamlessScan } from '../../../service/seamless/views.ts';
import { grouped } from '../../numbers.ts';
import { table } from '../../table.ts';
import { momentText } from '../moment.ts';
import { countText } from './parts.ts';

/** What of the source a seamless migration could take. */
export const scanLines = ({ at, rows }: SeamlessScan, { out, t }: Context): string[] => {
  const count = (isCounted: (row: SeamlessScan['rows'][number]) => boolean) =>
    grouped(rows.filter(isCounted).length);
  return [
    t('seamless.scanned', {
      at: momentText(at),
      topics: count(({ kind }) => kind === 'topic'),
      groups: count(({ kind }) => kind === 'group'),
      new: count(({ isNew }) => isNew),
      missing: count(({ onTarget }) => onTarget === 'missing'),
    }),
    '',
    ...table(
      [
        { title: t('column.kind') },
        { title: t('column.name') },
        { title: t('column.type') },
        { title: t('column.queues'), align: 'right' },
        { title: t('column.onTarget') },
        { title: t('column.inTask') },
        { title: t('column.isNew') },
      ],
      rows.map((row) => [
        t(`seamless.kind.${row.kind}`),
        row.name,
        row.messageType ?? (row.topicKind === null ? '' : t(`seamless.topicKind.${row.topicKind}`)),
        row.kind === 'group' ? '' : `${countText(row.queues)} / ${countText(row.targetQueues)}`,
        t(`seamless.onTarget.${row.onTarget}`),
        t(row.inTask ? 'meta.yes' : 'meta.no'),
        row.isNew ? t('seamless.new') : '',
      ]),
      out.colors.bold,
    ),
  ];
};
