import type { SeamlessTopicDetail } from '../../api/types.ts';
import { durationText } from '../../format/durations.ts';
import { Empty } from '../../parts/empty.tsx';
import { FactTable } from '../../parts/fact-table.tsx';
import { Moment } from '../../parts/moment.tsx';
import { NamesList } from '../../parts/names-list.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Status } from '../../parts/status.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useLeft } from '../../seamless/use-left.ts';
import { useTexts } from '../../texts/use-texts.ts';

type Client = SeamlessTopicDetail['clients'][number];

const TONES: Readonly<Record<NonNullable<Client['taking']>, Tone>> = {
  waiting: 'busy',
  overdue: 'bad',
  applying: 'busy',
  applied: 'good',
};

/** Who uses a topic through gateways, and how far each is with its present state. */
export const TopicClients = ({
  clients,
  asOf,
}: Pick<SeamlessTopicDetail, 'clients'> & {
  /** Milliseconds since 1970. */
  readonly asOf: number;
}) => {
  const { t } = useTexts();
  return (
    <Panel flush title={t('seamless.through.gateway')}>
      {clients.length === 0 ? (
        <Empty title={t('seamlessTopic.noClients')} />
      ) : (
        <FactTable
          label={t('seamless.through.gateway')}
          rows={clients}
          keyOf={({ clientId, address }) => `${clientId} ${address}`}
          columns={[
            {
              key: 'client',
              title: t('seamless.client'),
              render: ({ clientId }) => <code className="break">{clientId}</code>,
            },
            {
              key: 'address',
              title: t('seamless.address'),
              render: ({ address }) => <code>{address}</code>,
            },
            {
              key: 'release',
              title: t('seamless.release'),
              render: ({ language, version }) =>
                [language, version].filter(Boolean).join(' ') || t('state.unknown'),
            },
            {
              key: 'groups',
              title: t('seamless.group'),
              render: ({ groups }) => <NamesList names={groups} shown={2} />,
            },
            {
              key: 'taking',
              title: t('seamlessTopic.taking'),
              render: (client) => <TakingOf client={client} asOf={asOf} />,
            },
            {
              key: 'seen',
              title: t('seamless.lastSeen'),
              render: ({ lastSeenAt }) => <Moment at={lastSeenAt} />,
            },
          ]}
        />
      )}
    </Panel>
  );
};

const TakingOf = ({ client, asOf }: { readonly client: Client; readonly asOf: number }) => {
  const { t } = useTexts();
  const { taking } = client;
  const left = useLeft(client.leftMs, asOf);
  if (taking === null) return <Status tone="unknown">{t('state.unknown')}</Status>;
  return (
    <Status tone={TONES[taking]}>
      {t(`seamlessTopic.taking.${taking}`)}
      {left !== null && left > 0 && taking !== 'overdue' && ` (${durationText(left, t)})`}
    </Status>
  );
};
