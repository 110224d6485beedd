import { problem } from '@mqferry/api';
import type { Language } from '@mqferry/core';
import type { Context } from '../../../context.ts';
import type { Page } from '../../../service/find.ts';
import type { SeamlessLogEntry } from '../../../service/seamless/views.ts';
import { isTextKey, type Texts } from '../../../texts/texts.ts';
import { namesText } from '../../names.ts';
import { wrappedTable } from '../../table.ts';
import { moreLines } from '../audit.ts';
import { momentText } from '../moment.ts';

const valueText = (value: unknown, language: Language, t: Texts): string => {
  if (typeof value === 'string') return value;
  const told = problem.safeParse(value);
  if (told.success) return `${told.data.message[language]} [${told.data.code}]`;
  const names = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return names ? namesText(value as string[], t) : JSON.stringify(value);
};

/** By its type where that has words, and its details by their names: a service may be newer than this command line. */
const entryText = ({ type, details }: SeamlessLogEntry, { language, t }: Context): string => {
  const key = `seamless.log.${type}`;
  const known = isTextKey(key) ? t(key as 'seamless.log.created') : type;
  const told = Object.entries(details).map(([name, value]) => `${name}=${valueText(value, language, t)}`);
  return [known, ...told].join(' ');
};

/** What happened in a seamless migration, the newest first. */
export const logLines = (entries: Page<SeamlessLogEntry>, context: Context): string[] => {
  const { out, t } = context;
  if (entries.items.length === 0) return [t('events.none')];
  return [
    ...wrappedTable(
      out.width,
      [{ title: t('column.time') }, { title: t('column.event') }],
      entries.items.map((entry) => [momentText(entry.at), entryText(entry, context)]),
      out.colors.bold,
    ),
    ...moreLines(entries, t),
  ];
};
