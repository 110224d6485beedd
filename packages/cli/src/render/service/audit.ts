import type { AuditEntry, Page } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import { grouped, UNKNOWN } from '../numbers.ts';
import type { Screen } from '../screen.ts';
import { wrappedTable } from '../table.ts';
import { momentText } from './moment.ts';

/** What is left out of a list that is longer. */
export const moreLines = ({ items, total }: Page<unknown>, t: Texts): string[] =>
  items.length < total ? ['', t('list.more', { count: grouped(total - items.length) })] : [];

/** Who did what, the newest first. */
export const auditLines = (entries: Page<AuditEntry>, t: Texts, { width, colors }: Screen): string[] => {
  if (entries.items.length === 0) return [t('audit.none')];
  return [
    ...wrappedTable(
      width,
      [
        { title: t('column.time') },
        { title: t('column.who') },
        { title: t('column.did') },
        { title: t('column.outcome') },
        { title: t('column.subject') },
      ],
      entries.items.map(({ at, who, action, outcome, subject }) => [
        momentText(at),
        who,
        action,
        outcome,
        subject ?? UNKNOWN,
      ]),
      colors.bold,
    ),
    ...moreLines(entries, t),
  ];
};
