import type { SeamlessClient } from '../../api/types.ts';
import { Moment } from '../../parts/moment.tsx';
import { NamesList } from '../../parts/names-list.tsx';
import type { Column } from '../../parts/resource-table.tsx';
import type { Texts } from '../../texts/texts.ts';

/** Who it is, and what it uses; of one that goes straight, where it was seen. */
export const clientColumns = (through: SeamlessClient['through'], t: Texts): Column<SeamlessClient>[] => [
  {
    key: 'client',
    title: t('seamless.client'),
    render: ({ clientId, address }) =>
      clientId === null ? (
        <>
          <code>{address}</code> <span className="soft">{t('seamless.idUnknown')}</span>
        </>
      ) : (
        <code className="break">{clientId}</code>
      ),
  },
  { key: 'address', title: t('seamless.address'), render: ({ address }) => <code>{address}</code> },
  ...(through === 'gateway' ? gatewayColumns(t) : straightColumns(t)),
  {
    key: 'topics',
    title: t('column.topic'),
    wide: true,
    render: ({ topics }) => (topics.length > 0 ? <NamesList names={topics} shown={2} /> : null),
  },
];

const gatewayColumns = (t: Texts): Column<SeamlessClient>[] => [
  {
    key: 'release',
    title: t('seamless.release'),
    render: (client) =>
      client.through === 'gateway' &&
      ([client.language, client.version].filter(Boolean).join(' ') || t('state.unknown')),
  },
  {
    key: 'groups',
    title: t('seamless.group'),
    wide: true,
    render: (client) =>
      client.through === 'gateway' && client.groups.length > 0 ? (
        <NamesList names={client.groups} shown={2} />
      ) : null,
  },
  {
    key: 'seen',
    title: t('seamless.lastSeen'),
    render: (client) => client.through === 'gateway' && <Moment at={client.lastSeenAt} />,
  },
];

const straightColumns = (t: Texts): Column<SeamlessClient>[] => [
  {
    key: 'side',
    title: t('seamless.at'),
    render: (client) => client.through === 'straight' && t(`wizard.${client.side}`),
  },
  {
    key: 'group',
    title: t('seamless.does'),
    render: (client) =>
      client.through === 'straight' &&
      (client.group === null ? (
        t('seamless.writes')
      ) : (
        <>
          {t('seamless.reads')} <code className="break">{client.group}</code>
        </>
      )),
  },
];
