import type { SeamlessTask, SeamlessTopicDetail } from '../../api/types.ts';
import { Empty } from '../../parts/empty.tsx';
import { FactTable } from '../../parts/fact-table.tsx';
import { Panel } from '../../parts/panel.tsx';
import { hasGateways } from '../../seamless/modes.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** Who uses a topic straight at a broker: with gateways, those who have not moved to them; without, all clients. */
export const StraightClients = ({
  task,
  straight,
}: Pick<SeamlessTopicDetail, 'straight'> & { readonly task: SeamlessTask }) => {
  const { t } = useTexts();
  const title = t(hasGateways(task) ? 'seamless.through.straight' : 'seamless.tab.clients');
  if (straight.length === 0) {
    return hasGateways(task) ? null : (
      <Panel title={title}>
        <Empty title={t('seamless.noClients.batches')}>{t('seamless.noClientsText.straight')}</Empty>
      </Panel>
    );
  }
  return (
    <Panel flush title={title}>
      <FactTable
        label={title}
        rows={straight}
        keyOf={({ clientId, address, side, group }) => `${side} ${group} ${clientId} ${address}`}
        columns={[
          {
            key: 'client',
            title: t('seamless.client'),
            render: ({ clientId }) => <code className="break">{clientId ?? t('seamless.idUnknown')}</code>,
          },
          { key: 'address', title: t('seamless.address'), render: ({ address }) => <code>{address}</code> },
          { key: 'side', title: t('seamless.at'), render: ({ side }) => t(`wizard.${side}`) },
          {
            key: 'group',
            title: t('seamless.does'),
            render: ({ group }) =>
              group === null ? (
                t('seamless.writes')
              ) : (
                <>
                  {t('seamless.reads')} <code className="break">{group}</code>
                </>
              ),
          },
        ]}
      />
    </Panel>
  );
};
