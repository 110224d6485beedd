import type { MetadataDocument } from '@mqferry/replication';
import type { Context } from '../../context.ts';
import { grouped } from '../numbers.ts';
import { table } from '../table.ts';
import { groupedReasonLine, groupReasons } from './reasons.ts';

const sourceLine = ({ source, exportedAt }: MetadataDocument, { t }: Context): string => {
  const { cluster, brokers, files = [], nameServers = [] } = source;
  const versions = [...new Set(brokers?.map(({ version }) => version ?? '?'))].join(', ');
  return cluster === undefined
    ? t('rocketmq.fromFiles', { files: files.join(', '), at: exportedAt ?? '?' })
    : t('rocketmq.fromCluster', {
        ...{ cluster, versions, at: exportedAt ?? '?', brokers: brokers?.length ?? 0 },
        nameServers: nameServers.join(';'),
      });
};

/** What a document holds, in numbers, and what it could not tell. */
export const documentLines = (document: MetadataDocument, context: Context): string[] => {
  const { out, t } = context;
  const { topics, groups, namespaces, acl, secrets, leftOut, orderConfigs, warnings } = document;
  const special = topics.filter(({ kind }) => kind !== 'normal').length;
  return [
    sourceLine(document, context),
    t('rocketmq.counts', {
      topics: grouped(topics.length - special),
      special: grouped(special),
      groups: grouped(groups.length),
      namespaces: grouped(namespaces.length),
      ordered: grouped(Object.keys(orderConfigs).length),
    }),
    acl
      ? t('rocketmq.aclCounts', {
          accounts: acl.accounts.length,
          users: acl.users.length,
          secrets: t(secrets ? 'rocketmq.secretsSealed' : 'rocketmq.secretsNone'),
        })
      : t('rocketmq.aclUnknown'),
    t('rocketmq.leftOut', { topics: leftOut.topics.length, groups: leftOut.groups.length }),
    ...groupReasons(warnings.map((reason) => ({ name: reason.code, reason }))).map(({ reason, names }) =>
      out.colors.yellow(
        t('warning.head', { text: groupedReasonLine({ reason, names: names.slice(0, 1) }, context).trim() }),
      ),
    ),
  ];
};

/** Each topic and group of a document. */
export const documentTable = ({ topics, groups }: MetadataDocument, { out, t }: Context): string[] => [
  ...table(
    [
      { title: t('column.topic') },
      { title: t('column.queues'), align: 'right' },
      { title: t('column.perm'), align: 'right' },
      { title: t('column.messageType') },
      { title: t('column.brokers') },
    ],
    topics.map(({ name, settings, brokers, queueCounts }) => [
      name,
      queueCounts === 'perBroker'
        ? `${settings.readQueueNums}/${settings.writeQueueNums}`
        : `Σ ${settings.readQueueNums}/${settings.writeQueueNums}`,
      String(settings.perm),
      settings.attributes?.['message.type'] ?? (settings.order ? 'FIFO?' : '–'),
      brokers?.join(', ') ?? '?',
    ]),
    out.colors.bold,
  ),
  '',
  ...table(
    [
      { title: t('column.group') },
      { title: t('column.consumes'), align: 'right' },
      { title: t('column.brokers') },
    ],
    groups.map(({ name, consumes, brokers }) => [
      name,
      consumes ? String(consumes.length) : '?',
      brokers?.join(', ') ?? '?',
    ]),
    out.colors.bold,
  ),
];
