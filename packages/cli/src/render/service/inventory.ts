import type { Answer, Routes } from '@mqferry/api';
import type { Context } from '../../context.ts';
import { bytesText, grouped, UNKNOWN } from '../numbers.ts';
import { table, wrappedTable } from '../table.ts';
import { momentText } from './moment.ts';

type ClusterTopic = Answer<Routes['listTopics']>['items'][number];
type Group = Answer<Routes['listGroups']>['items'][number];
type Acl = Answer<Routes['listAcls']>['items'][number];
type ScramUser = Answer<Routes['listScramUsers']>['items'][number];
type Quota = Answer<Routes['listQuotas']>['items'][number];
type Comparison = Answer<Routes['compareClusters']>;

const numberText = (value: bigint | number | null): string => (value === null ? UNKNOWN : grouped(value));

const healthText = ({ offline, underReplicated }: ClusterTopic, { t }: Context): string => {
  if (offline > 0) return t('meta.health.offline', { count: grouped(offline) });
  if (underReplicated > 0) return t('meta.health.underReplicated', { count: grouped(underReplicated) });
  return t('meta.health.healthy');
};

/** Topics of a cluster. */
export const clusterTopicTable = (topics: readonly ClusterTopic[], context: Context): string[] => {
  const { t, out } = context;
  return table(
    [
      { title: t('column.topic') },
      { title: t('column.partitions'), align: 'right' },
      { title: t('column.replication'), align: 'right' },
      { title: t('column.cleanupPolicy') },
      { title: t('column.size'), align: 'right' },
      { title: t('column.health') },
    ],
    topics.map((topic) => [
      topic.topic,
      grouped(topic.partitions),
      grouped(topic.replicationFactor),
      topic.cleanupPolicy ?? UNKNOWN,
      bytesText(topic.bytes ?? undefined),
      healthText(topic, context),
    ]),
    out.colors.bold,
  );
};

/** Consumer groups of a cluster. */
export const groupTable = (groups: readonly Group[], { t, out }: Context): string[] =>
  table(
    [
      { title: t('column.group') },
      { title: t('column.state') },
      { title: t('column.members'), align: 'right' },
      { title: t('column.topics'), align: 'right' },
      { title: t('column.lag'), align: 'right' },
    ],
    groups.map(({ group, state, members, topics, lag }) => [
      group,
      state ?? UNKNOWN,
      numberText(members),
      numberText(topics),
      numberText(lag),
    ]),
    out.colors.bold,
  );

/** The access control list of a cluster. */
export const aclTable = (acls: readonly Acl[], { t, out }: Context): string[] =>
  table(
    [
      { title: t('column.principal') },
      { title: t('column.permission') },
      { title: t('column.operation') },
      { title: t('column.resource') },
      { title: t('column.host') },
    ],
    acls.map(({ principal, permission, operation, resourceType, resourceName, patternType, host }) => [
      principal,
      permission,
      operation,
      `${patternType === 'LITERAL' ? resourceType : `${resourceType}:${patternType}`} ${resourceName}`,
      host,
    ]),
    out.colors.bold,
  );

/** SCRAM users of a cluster. */
export const userTable = (users: readonly ScramUser[], { t, out }: Context): string[] =>
  table(
    [{ title: t('column.user') }, { title: t('column.mechanisms') }],
    users.map(({ user, credentials }) => [
      user,
      credentials.map(({ mechanism, iterations }) => `${mechanism} (${iterations})`).join(', '),
    ]),
    out.colors.bold,
  );

/** Limits of a quota, in one line. */
export const limitsText = (limits: Readonly<Record<string, unknown>>): string =>
  Object.entries(limits)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ');

/** Quotas of a cluster. */
export const quotaTable = (quotas: readonly Quota[], { t, out }: Context): string[] =>
  table(
    [{ title: t('column.quotaOf') }, { title: t('column.limits') }],
    quotas.map(({ name, limits }) => [name, limitsText(limits)]),
    out.colors.bold,
  );

/** How two clusters differ. */
export const comparisonLines = ({ items, counts, asOf }: Comparison, { t, out }: Context): string[] => [
  ...(items.length === 0
    ? [t('meta.none')]
    : wrappedTable(
        out.width,
        [
          { title: t('column.name') },
          { title: t('column.found') },
          { title: t('column.comparedDifferences') },
        ],
        items.map(({ name, outcome, differences }) => [
          name,
          t(`meta.outcome.${outcome}`),
          differences
            .map(({ aspect, source, target }) => `${aspect}: ${source ?? UNKNOWN} → ${target ?? UNKNOWN}`)
            .join('; '),
        ]),
        out.colors.bold,
      )),
  ...(counts ? ['', t('meta.counts', counts)] : []),
  out.colors.dim(t('meta.asOf', { time: momentText(asOf) })),
];
