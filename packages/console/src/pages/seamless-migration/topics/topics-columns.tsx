import type { Language } from '@mqferry/core';
import { Link } from 'react-router';
import type { SeamlessTask, SeamlessTopic } from '../../../api/types.ts';
import { grouped } from '../../../format/numbers.ts';
import { Moment } from '../../../parts/moment.tsx';
import type { Column } from '../../../parts/resource-table.tsx';
import { InOut } from '../../../seamless/amounts.tsx';
import { hasGateways } from '../../../seamless/modes.ts';
import { StateRail } from '../../../seamless/state-rail.tsx';
import { TopicHealth } from '../../../seamless/topic-health.tsx';
import type { Texts } from '../../../texts/texts.ts';
import type { TopicSort } from './topics-shape.ts';
import './topics-columns.css';

type TopicColumn = Column<SeamlessTopic, TopicSort>;

/** What is shown of each topic of a task; `asOf`: when that was told, in milliseconds since 1970. */
export const topicsColumns = (
  task: SeamlessTask,
  asOf: number,
  t: Texts,
  language: Language,
): TopicColumn[] => [
  {
    key: 'topic',
    title: t('column.topic'),
    sort: 'topic',
    width: hasGateways(task) ? '16%' : '32%',
    render: ({ topic }) => (
      <Link
        className="seamless-name"
        to={`/rocketmq/migrations/${task.id}/topics/${encodeURIComponent(topic)}`}
      >
        <code>{topic}</code>
      </Link>
    ),
  },
  ...(hasGateways(task)
    ? stateColumns(asOf, t)
    : [{ key: 'kind', title: t('seamless.foundAs'), render: kindOf(t) } satisfies TopicColumn]),
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
    title: t(hasGateways(task) ? 'seamless.clientsAll' : 'seamless.clientsBoth'),
    align: 'right',
    render: ({ clients }) => (
      <span className="nowrap">
        {grouped(clients.source, language)} / {grouped(clients.target, language)}
        {hasGateways(task) && ` / ${grouped(clients.gateways, language)}`}
      </span>
    ),
  },
];

/** Where a topic stands and whether it can go on, which gateways make of it. */
const stateColumns = (asOf: number, t: Texts): TopicColumn[] => [
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
    width: '28%',
    render: (topic) => <TopicHealth of={topic} asOf={asOf} />,
  },
];

const kindOf =
  (t: Texts) =>
  ({ position: { kind } }: SeamlessTopic) =>
    t(`seamless.kind.${kind}`);
