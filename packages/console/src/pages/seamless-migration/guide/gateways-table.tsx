import { useState } from 'react';
import { client } from '../../../api/client.ts';
import { seamlessKey } from '../../../api/seamless-queries.ts';
import type { SeamlessGateway, SeamlessTask } from '../../../api/types.ts';
import { grouped } from '../../../format/numbers.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { FactTable } from '../../../parts/fact-table.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { ReasonedButton } from '../../../parts/reasoned-button.tsx';
import { Status } from '../../../parts/status.tsx';
import { useForbidden } from '../../../parts/use-forbidden.ts';
import { useTexts } from '../../../texts/use-texts.ts';

/** The gateways that have reported to a task; one that was stopped for good is forgotten here. */
export const GatewaysTable = ({ task: { id, gateways } }: { readonly task: SeamlessTask }) => {
  const { t, language } = useTexts();
  const forbidden = useForbidden('operator');
  const [leaving, setLeaving] = useState<SeamlessGateway>();
  if (gateways.length === 0) return <p className="soft">{t('seamless.noGatewayText')}</p>;
  return (
    <div className="guide-part">
      <FactTable
        label={t('seamless.gateways')}
        rows={gateways}
        keyOf={({ gateway }) => gateway}
        columns={[
          { key: 'name', title: t('seamless.gateway'), render: ({ gateway }) => <code>{gateway}</code> },
          {
            key: 'address',
            title: t('seamless.address'),
            render: ({ address }) => <code className="break">{address}</code>,
          },
          { key: 'mode', title: t('seamless.mode'), render: ({ mode }) => t(`seamless.mode.${mode}`) },
          {
            key: 'live',
            title: t('column.state'),
            render: ({ live, heardAt }) => (
              <Status tone={live ? 'good' : 'bad'}>
                {live ? (
                  t('seamless.live')
                ) : (
                  <>
                    {t('seamless.silent')} <Moment at={heardAt} />
                  </>
                )}
              </Status>
            ),
          },
          {
            key: 'serves',
            title: t('seamless.table'),
            render: ({ serves, revision }) => (
              <Status tone={serves ? 'good' : 'warn'}>
                {t(serves ? 'seamless.serves' : 'seamless.servesOld', { revision: String(revision) })}
              </Status>
            ),
          },
          {
            key: 'connections',
            title: t('seamless.connections'),
            align: 'right',
            render: ({ connections }) => grouped(connections, language),
          },
          {
            key: 'forget',
            title: t('seamless.forget'),
            render: (gateway) => (
              <ReasonedButton
                size="small"
                reason={forbidden ?? (gateway.live ? t('seamless.stillLive') : undefined)}
                onClick={() => setLeaving(gateway)}
              >
                {t('seamless.forget')}
              </ReasonedButton>
            ),
          },
        ]}
      />
      {leaving && (
        <ConfirmDelete
          title={t('seamless.forgetTitle', { gateway: leaving.gateway })}
          text={t('seamless.forgetText')}
          remove={() => client.forgetSeamlessGateway({ params: { id, gateway: leaving.gateway } })}
          queryKey={seamlessKey(id)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </div>
  );
};
