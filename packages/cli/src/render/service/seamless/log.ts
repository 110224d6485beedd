import type { Context } from '../../../context.ts';
import type { Page } from '../../../service/find.ts';
import type { SeamlessLogEntry } from '../../../service/seamless/views.ts';
import { wrappedTable } from '../../table.ts';
import { moreLines } from '../audit.ts';
import { momentText } from '../moment.ts';

/** What happened in a seamless migration, the newest first. */
export const logLines = (entries: Page<SeamlessLogEntry>, { out, language, t }: Context): string[] => {
  if (entries.items.length === 0) return [t('events.none')];
  return [
    ...wrappedTable(
      out.width,
      [{ title: t('column.time') }, { title: t('column.event') }],
      entries.items.map(({ at, text }) => [momentText(at), text[language]]),
      out.colors.bold,
    ),
    ...moreLines(entries, t),
  ];
};
