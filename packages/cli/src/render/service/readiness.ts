import type { Context } from '../../context.ts';
import type { ReadinessView } from '../../service/find.ts';
import { grouped } from '../numbers.ts';
import { wrappedTable } from '../table.ts';
import { wrap } from '../width.ts';
import { momentText } from './moment.ts';

type Item = ReadinessView['items'][number];

const STYLES = { ready: 'green', 'not-ready': 'red', unknown: 'yellow' } as const;

const row = ({ kind, name, verdict, reasons, notes }: Item, { out, language, t }: Context): string[] => [
  `${t(`readiness.kind.${kind}`)} ${name}`,
  out.colors[STYLES[verdict]](t(`readiness.${verdict}`)),
  [...reasons, ...notes].map(({ message }) => message[language]).join(' '),
];

/** The last scan: when it was, how many are ready, and what is in the way of the others. */
export const readinessLines = (view: ReadinessView, name: string, context: Context): string[] => {
  const { out, language, t } = context;
  const { scannedAt, intervalMinutes, topics, groups, items, notes, scanning } = view;
  const schedule =
    intervalMinutes === null ? t('readiness.off') : t('readiness.every', { minutes: intervalMinutes });
  if (scannedAt === null) return [t(scanning ? 'readiness.scanning' : 'readiness.never', { name }), schedule];
  const countsOf = ({ ready, notReady, unknown }: ReadinessView['topics']) => ({
    ...{ ready: grouped(ready), notReady: grouped(notReady), unknown: grouped(unknown) },
  });
  const table = wrappedTable(
    out.width,
    [{ title: t('column.what') }, { title: t('column.verdict') }, { title: t('column.reasons') }],
    items.map((item) => row(item, context)),
    out.colors.bold,
  );
  return [
    t('readiness.at', { at: momentText(scannedAt) }),
    schedule,
    t('readiness.topics', countsOf(topics)),
    t('readiness.groups', countsOf(groups)),
    ...notes.flatMap(({ message }) => wrap(message[language], out.width)),
    ...(items.length === 0 ? [] : ['', ...table]),
  ];
};
