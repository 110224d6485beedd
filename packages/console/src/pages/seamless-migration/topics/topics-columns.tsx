import type { Language } from '@mqferry/core';
import { Link } from 'react-router';
import type { SeamlessTopic } from '../../../api/types.ts';
import { grouped } from '../../../format/numbers.ts';
import { Moment } from '../../../parts/moment.tsx';
import type { Column } from '../../../parts/resource-table.tsx';
import { InOut } from '../../../seamless/amounts.tsx';
import { StateRail } from '../../../seamless/state-rail.tsx';
import { TopicHealth } from '../../../seamless/topic-health.tsx';
import type { Texts } from '../../../texts/texts.ts';
import type { TopicSort } from './topics-shape.ts';
import './topics-columns.css';

/** What is shown of each topic of a task; `asOf`: when that was told, in milliseconds since 1970. */
export const topicsColumns = (
  taskId: string,
  asOf: number,
  t: Texts,
  language: Language,
): Column<SeamlessTopic, TopicSort>[] => [
  {
    key: 'topic',
    title: t('column.topic'),
    sort: 'topic',
    width: '20%',
    render: ({ topic }) => (
      <Link
        className="seamless-name"
        to={`/rocketmq/migrations/${taskId}/topics/${encodeURIComponent(topic)}`}
      >
        <code>{topic}</code>
      </Link>
    ),
  },
  {
    key: 'state',
    title: t('seamless.stateSince'),
    sort: 'changedAt',
    render: (topic) => (
      <div>
        <StateRail of={topic} />
        <div className="soft">
          <Moment at={topic.changedAt} />
        </div>
      </div>
    ),
  },
  {
    key: 'health',
    title: t('seamless.nextStep'),
    wide: true,
    width: '22%',
    render: (topic) => <TopicHealth of={topic} asOf={asOf} />,
  },
  {
    key: 'sourceIn',
    title: t('seamless.sourceInOut'),
    sort: 'sourceIn',
    align: 'right',
    render: ({ traffic }) => <InOut traffic={traffic.source} />,
  },
  {
    key: 'targetIn',
    title: t('seamless.targetInOut'),
    sort: 'targetIn',
    align: 'right',
    render: ({ traffic }) => <InOut traffic={traffic.target} />,
  },
  {
    key: 'backlog',
    title: t('seamless.backlogBoth'),
    sort: 'backlog',
    align: 'right',
    render: ({ backlog }) => (
      <span className="nowrap">
        {grouped(backlog.source, language)} / {grouped(backlog.target, language)}
      </span>
    ),
  },
  {
    key: 'clients',
    title: t('seamless.clientsAll'),
    align: 'right',
    render: ({ clients }) => (
      <span className="nowrap">
        {grouped(clients.source, language)} / {grouped(clients.target, language)} /{' '}
        {grouped(clients.gateways, language)}
      </span>
    ),
  },
];
