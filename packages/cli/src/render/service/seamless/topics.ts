import type { Context } from '../../../context.ts';
import type { SeamlessTopic } from '../../../service/seamless/views.ts';
import { wrappedTable } from '../../table.ts';
import { bothText, countText, perSecond, stateText } from './parts.ts';

const STYLES = { ready: 'green', waiting: 'yellow', blocked: 'red', last: 'dim', unknown: 'yellow' } as const;

/** Topics of a seamless migration; numbers of the source stand before those of the target. */
export const topicsLines = (topics: readonly SeamlessTopic[], { out, language, t }: Context): string[] => {
  if (topics.length === 0) return [t('seamless.noTopic')];
  return wrappedTable(
    out.width,
    [
      { title: t('column.topic') },
      { title: t('column.state') },
      { title: t('column.in'), align: 'right' },
      { title: t('column.out'), align: 'right' },
      { title: t('column.backlog'), align: 'right' },
      { title: t('column.atGateways'), align: 'right' },
      { title: t('column.health') },
      { title: t('column.next') },
    ],
    topics.map((topic) => [
      topic.topic,
      stateText(topic, language, t),
      bothText(topic.traffic, (side) => perSecond(side.in)),
      bothText(topic.traffic, (side) => perSecond(side.out)),
      bothText(topic.backlog, countText),
      countText(topic.clients.gateways),
      out.colors[STYLES[topic.health]](t(`seamless.health.${topic.health}`)),
      (topic.reason?.message ?? topic.readiness)[language],
    ]),
    out.colors.bold,
  );
};
