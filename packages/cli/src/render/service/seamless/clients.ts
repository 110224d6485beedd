import type { Context } from '../../../context.ts';
import type { SeamlessClient, SeamlessTopicDetail } from '../../../service/seamless/views.ts';
import { namesText } from '../../names.ts';
import { UNKNOWN } from '../../numbers.ts';
import { table } from '../../table.ts';
import { momentText } from '../moment.ts';

type Straight = SeamlessTopicDetail['straight'][number];
type AtGateway = Extract<SeamlessClient, { through: 'gateway' }>;

/** Clients that no gateway sees. */
export const straightTable = (clients: readonly Straight[], { out, t }: Context): string[] =>
  table(
    [
      { title: t('column.client') },
      { title: t('column.address') },
      { title: t('column.side') },
      { title: t('column.does') },
    ],
    clients.map(({ clientId, address, side, group }) => [
      clientId ?? UNKNOWN,
      address,
      t(`seamless.side.${side}`),
      group === null ? t('seamless.writes') : t('seamless.reads', { group }),
    ]),
    out.colors.bold,
  );

const gatewayTable = (clients: readonly AtGateway[], { out, t }: Context): string[] =>
  table(
    [
      { title: t('column.client') },
      { title: t('column.address') },
      { title: t('column.language') },
      { title: t('column.version') },
      { title: t('column.lastSeen') },
      { title: t('column.groups') },
      { title: t('column.topics') },
    ],
    clients.map(({ clientId, address, language, version, lastSeenAt, groups, topics }) => [
      ...[clientId, address, language ?? UNKNOWN, version ?? UNKNOWN, momentText(lastSeenAt)],
      ...[namesText(groups, t), namesText(topics, t)],
    ]),
    out.colors.bold,
  );

/** Clients of a seamless migration. */
export const clientsLines = (clients: readonly SeamlessClient[], context: Context): string[] => {
  if (clients.length === 0) return [context.t('seamless.noClient')];
  const straight = clients.filter((client) => client.through === 'straight');
  const atGateways = clients.filter((client) => client.through === 'gateway');
  return [
    ...(atGateways.length === 0 ? [] : gatewayTable(atGateways, context)),
    ...(straight.length === 0 ? [] : straightTable(straight, context)),
  ];
};
