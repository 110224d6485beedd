import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import type { Cluster } from '../../api/types.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ConnectionResult } from '../clusters/connection-result.tsx';
import { ChangeCluster } from './change-cluster.tsx';

/** Whether the service can reach a cluster now, and how that is changed. */
export const StoredConnection = ({ cluster }: { readonly cluster: Cluster }) => {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const mayTest = useMay('operator');
  const mayChange = useMay('administrator');
  const test = useMutation({ mutationFn: () => client.testCluster({ params: { id: cluster.id } }) });
  const needed = (may: boolean, role: 'operator' | 'administrator') =>
    may ? undefined : t('role.needed', { role: t(`role.${role}`) });
  return (
    <Panel
      title={t('clusters.connection')}
      extra={
        <div className="row">
          <ReasonedButton
            reason={needed(mayTest, 'operator')}
            loading={test.isPending}
            onClick={() => test.mutate()}
          >
            {t('clusters.test')}
          </ReasonedButton>
          <ReasonedButton reason={needed(mayChange, 'administrator')} onClick={() => setOpen(true)}>
            {t('clusters.change')}
          </ReasonedButton>
        </div>
      }
    >
      {test.error && <ProblemView problem={test.error} />}
      {test.data && <ConnectionResult test={test.data} used={{ tls: true, sasl: true }} />}
      {!test.data && !test.error && <p className="soft">{t('clusters.connectionText')}</p>}
      {open && <ChangeCluster cluster={cluster} onClose={() => setOpen(false)} />}
    </Panel>
  );
};
