import type { Context } from '../../../context.ts';
import type { SeamlessTask } from '../../../service/find.ts';
import type { SeamlessTopic } from '../../../service/seamless/views.ts';
import { wrappedTable } from '../../table.ts';
import { bothText, countText, perSecond, stateText } from './parts.ts';

const STYLES = { ready: 'green', waiting: 'yellow', blocked: 'red', last: 'dim', unknown: 'yellow' } as const;

interface Column {
  readonly title: 'topic' | 'state' | 'kind' | 'in' | 'out' | 'backlog' | 'clients' | 'health' | 'next';
  readonly align?: 'right';
  readonly text: (topic: SeamlessTopic, context: Context) => string;
}

const TOPIC: Column = { title: 'topic', text: ({ topic }) => topic };

/** Numbers of the source stand before those of the target. */
const NUMBERS: readonly Column[] = [
  { title: 'in', align: 'right', text: ({ traffic }) => bothText(traffic, (side) => perSecond(side.in)) },
  { title: 'out', align: 'right', text: ({ traffic }) => bothText(traffic, (side) => perSecond(side.out)) },
  { title: 'backlog', align: 'right', text: ({ backlog }) => bothText(backlog, countText) },
];

const WITH_GATEWAYS: readonly Column[] = [
  TOPIC,
  { title: 'state', text: (topic, { language, t }) => stateText(topic, language, t) },
  ...NUMBERS,
  { title: 'clients', align: 'right', text: ({ clients }) => countText(clients.gateways) },
  {
    title: 'health',
    text: ({ health }, { out, t }) => out.colors[STYLES[health]](t(`seamless.health.${health}`)),
  },
  { title: 'next', text: ({ reason, readiness }, { language }) => (reason?.message ?? readiness)[language] },
];

/** In batches topics have no states and no steps of their own. */
const IN_BATCHES: readonly Column[] = [
  TOPIC,
  { title: 'kind', text: ({ position }, { t }) => t(`seamless.topicKind.${position.kind}`) },
  ...NUMBERS,
  { title: 'clients', align: 'right', text: ({ clients }) => bothText(clients, countText) },
];

/** Topics of a seamless migration. */
export const topicsLines = (
  topics: readonly SeamlessTopic[],
  mode: SeamlessTask['mode'],
  context: Context,
): string[] => {
  const { out, t } = context;
  if (topics.length === 0) return [t('seamless.noTopic')];
  const columns = mode === 'batches' ? IN_BATCHES : WITH_GATEWAYS;
  return wrappedTable(
    out.width,
    columns.map(({ title, align }) => ({ title: t(`column.${title}`), ...(align ? { align } : {}) })),
    topics.map((topic) => columns.map(({ text }) => text(topic, context))),
    out.colors.bold,
  );
};
