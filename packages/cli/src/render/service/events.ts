import { errorOf, problem } from '@mqferry/api';
import type { MigrationEvent } from '@mqferry/replication';
import type { Context } from '../../context.ts';
import type { MigrationEventEntry, Page } from '../../service/find.ts';
import { isTextKey } from '../../texts/texts.ts';
import { eventLine } from '../event.ts';
import { wrappedTable } from '../table.ts';
import { moreLines } from './audit.ts';
import { momentText } from './moment.ts';

/** Problems among the details as the errors that they tell of. */
const revived = (details: MigrationEventEntry['details']): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      const told = problem.safeParse(value);
      return [name, told.success ? errorOf(told.data, 500) : value];
    }),
  );

const plainText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What has words of its own is told in them, the rest by its names: a service may be newer than this command line. */
const eventText = ({ type, details }: MigrationEventEntry, { language, t, out }: Context): string => {
  const { error, ...others } = revived(details);
  const text = error instanceof Error && 'text' in error ? (error as ReturnType<typeof errorOf>) : undefined;
  const key = `serviceEvent.${type}`;
  if (isTextKey(key)) {
    const places = Object.fromEntries(
      Object.entries(others).map(([name, value]) => [
        name,
        value === null ? t('plan.default') : plainText(value),
      ]),
    );
    const reason = text ? `${text.text(language)} [${text.code}]` : '';
    return t(key, {
      topic: t('plan.allBrokers'),
      name: '',
      value: '',
      offsets: '',
      ...{ topics: '', left: '', bonds: '' },
      reason,
      ...places,
    } as never);
  }
  const known = isTextKey(`event.${type}`);
  const event = { type, ...others, ...(text ? { error: text } : {}) } as unknown as MigrationEvent;
  const line = known ? eventLine(event, [], language, out.colors) : undefined;
  if (line !== undefined) return line;
  return [type, ...Object.entries(details).map(([name, value]) => `${name}=${plainText(value)}`)].join(' ');
};

/** What happened in a migration, the newest first. */
export const eventLines = (events: Page<MigrationEventEntry>, context: Context): string[] => {
  const { out, t } = context;
  if (events.items.length === 0) return [t('events.none')];
  return [
    ...wrappedTable(
      out.width,
      [{ title: t('column.time') }, { title: t('column.event') }],
      events.items.map((event) => [momentText(event.at), eventText(event, context)]),
      out.colors.bold,
    ),
    ...moreLines(events, t),
  ];
};
