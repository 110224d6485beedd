import type { Language } from '@mqferry/core';
import type { RocketmqTopic } from '../api/types.ts';
import { grouped, UNKNOWN } from '../format/numbers.ts';
import type { Column } from '../parts/resource-table.tsx';
import { Status } from '../parts/status.tsx';
import type { Texts } from '../texts/texts.ts';
import { OnBrokers } from './on-brokers.tsx';

type Sort = 'topic' | 'readQueues' | 'messageType';

const READ = 4;
const WRITE = 2;

const permText = (perm: number, t: Texts): string => {
  const way = perm & (READ | WRITE);
  if (way === (READ | WRITE)) return t('rocketmq.perm.both');
  if (way === READ) return t('rocketmq.perm.read');
  return t(way === WRITE ? 'rocketmq.perm.write' : 'rocketmq.perm.none');
};

/** What is told of a topic, of a cluster or of a document. */
export const topicColumns = (t: Texts, language: Language): Column<RocketmqTopic, Sort>[] => [
  {
    key: 'topic',
    title: t('column.topic'),
    sort: 'topic',
    render: ({ topic }) => <code className="break">{topic}</code>,
  },
  {
    key: 'namespace',
    title: t('rocketmq.namespace'),
    render: ({ namespace }) => namespace ?? <span className="soft">{t('rocketmq.noNamespace')}</span>,
  },
  {
    key: 'messageType',
    title: t('rocketmq.messageType'),
    sort: 'messageType',
    render: ({ messageType, order }) => (
      <>
        {messageType ?? (order ? null : UNKNOWN)}
        {order && <div className="soft">{t('rocketmq.ordered')}</div>}
      </>
    ),
  },
  {
    key: 'perm',
    title: t('rocketmq.perm'),
    render: ({ perm }) => {
      const isUsual = (perm & (READ | WRITE)) === (READ | WRITE);
      return isUsual ? (
        <span className="nowrap">{permText(perm, t)}</span>
      ) : (
        <Status tone="warn">{permText(perm, t)}</Status>
      );
    },
  },
  {
    key: 'queues',
    title: t('rocketmq.queues'),
    sort: 'readQueues',
    align: 'right',
    render: ({ readQueues, writeQueues, queuesOf }) => (
      <>
        <span className="nowrap">{`${grouped(readQueues, language)} / ${grouped(writeQueues, language)}`}</span>
        {queuesOf === 'all-brokers' && <div className="soft">{t('rocketmq.queuesInAll')}</div>}
      </>
    ),
  },
  {
    key: 'brokers',
    title: t('rocketmq.onBrokers'),
    render: (topic) => <OnBrokers {...topic} />,
  },
];
