import type { Answer, Routes } from '@mqferry/api';
import type { Context } from '../../context.ts';
import { grouped, UNKNOWN } from '../numbers.ts';
import { table } from '../table.ts';

type Topic = Answer<Routes['listRocketmqTopics']>['items'][number];
type Group = Answer<Routes['listRocketmqGroups']>['items'][number];

const brokersText = ({ brokers, differs }: Pick<Topic, 'brokers' | 'differs'>, { t }: Context): string => {
  const names = brokers?.join(', ') ?? UNKNOWN;
  return differs ? t('meta.differs', { names }) : names;
};

/** Topics of a RocketMQ cluster. */
export const rocketmqTopicTable = (topics: readonly Topic[], context: Context): string[] => {
  const { t, out } = context;
  return table(
    [
      { title: t('column.topic') },
      { title: t('column.queues'), align: 'right' },
      { title: t('column.perm'), align: 'right' },
      { title: t('column.messageType') },
      { title: t('column.brokers') },
    ],
    topics.map((row) => [
      row.topic,
      `${row.readQueues}/${row.writeQueues}`,
      String(row.perm),
      row.messageType ?? UNKNOWN,
      brokersText(row, context),
    ]),
    out.colors.bold,
  );
};

/** Groups of a RocketMQ cluster. */
export const rocketmqGroupTable = (groups: readonly Group[], context: Context): string[] => {
  const { t, out } = context;
  return table(
    [
      { title: t('column.group') },
      { title: t('column.consumes'), align: 'right' },
      { title: t('column.retries'), align: 'right' },
      { title: t('column.consuming') },
      { title: t('column.brokers') },
    ],
    groups.map((row) => [
      row.group,
      row.consumes ? grouped(row.consumes.length) : UNKNOWN,
      String(row.retryMaxTimes),
      t(row.consumeEnabled ? 'meta.yes' : 'meta.no'),
      brokersText(row, context),
    ]),
    out.colors.bold,
  );
};
