import type { Language } from '@mqferry/core';
import type { RocketmqGroup } from '../api/types.ts';
import { grouped, UNKNOWN } from '../format/numbers.ts';
import { NamesList } from '../parts/names-list.tsx';
import type { Column } from '../parts/resource-table.tsx';
import { Status } from '../parts/status.tsx';
import type { Texts } from '../texts/texts.ts';
import { OnBrokers } from './on-brokers.tsx';

type Sort = 'group' | 'retryMaxTimes';

const orderText = (orderly: boolean | null, t: Texts): string => {
  if (orderly === null) return UNKNOWN;
  return t(orderly ? 'rocketmq.orderly' : 'rocketmq.notOrderly');
};

/** What is told of a consumer group, of a cluster or of a document. */
export const groupColumns = (t: Texts, language: Language): Column<RocketmqGroup, Sort>[] => [
  {
    key: 'group',
    title: t('column.group'),
    sort: 'group',
    render: ({ group }) => <code className="break">{group}</code>,
  },
  {
    key: 'namespace',
    title: t('rocketmq.namespace'),
    render: ({ namespace }) => namespace ?? <span className="soft">{t('rocketmq.noNamespace')}</span>,
  },
  {
    key: 'consumes',
    title: t('rocketmq.consumes'),
    render: ({ consumes }) => {
      if (consumes === null) return UNKNOWN;
      return consumes.length === 0 ? t('rocketmq.consumesNothing') : <NamesList names={consumes} shown={3} />;
    },
  },
  {
    key: 'consumeEnabled',
    title: t('rocketmq.consuming'),
    render: ({ consumeEnabled }) =>
      consumeEnabled ? (
        t('rocketmq.consuming.on')
      ) : (
        <Status tone="warn">{t('rocketmq.consuming.off')}</Status>
      ),
  },
  {
    key: 'mode',
    title: t('rocketmq.broadcast'),
    render: ({ broadcast }) => t(broadcast ? 'rocketmq.broadcast.on' : 'rocketmq.broadcast.off'),
  },
  { key: 'orderly', title: t('rocketmq.order'), render: ({ orderly }) => orderText(orderly, t) },
  {
    key: 'retryMaxTimes',
    title: t('rocketmq.retries'),
    sort: 'retryMaxTimes',
    align: 'right',
    render: ({ retryMaxTimes }) => grouped(retryMaxTimes, language),
  },
  { key: 'brokers', title: t('rocketmq.onBrokers'), render: (group) => <OnBrokers {...group} /> },
];
