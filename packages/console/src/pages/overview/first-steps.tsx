import { Link } from 'react-router';
import { useMay } from '../../api/identity.ts';
import { Panel } from '../../parts/panel.tsx';
import { StatusShape } from '../../parts/status.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import './first-steps.css';

/** The way from nothing to the first migration. */
export const FirstSteps = ({ clusters }: { readonly clusters: number }) => {
  const { t } = useTexts();
  const mayAdd = useMay('administrator');
  const mayMigrate = useMay('operator');
  const hasClusters = clusters >= 2;
  return (
    <Panel title={t('first.title')}>
      <ol className="first-steps">
        <li>
          <StatusShape tone={hasClusters ? 'good' : 'idle'} />
          <div>
            <h3>{t('first.clusters')}</h3>
            <p className="soft">{t('first.clustersText', { count: clusters })}</p>
            {!hasClusters &&
              (mayAdd ? <Link to="/clusters/new">{t('clusters.add')}</Link> : t('first.askAdmin'))}
          </div>
        </li>
        <li>
          <StatusShape tone="idle" />
          <div>
            <h3>{t('first.migration')}</h3>
            <p className="soft">{t('first.migrationText')}</p>
            {hasClusters && mayMigrate && <Link to="/migrations/new">{t('migrations.new')}</Link>}
          </div>
        </li>
        <li>
          <StatusShape tone="idle" />
          <div>
            <h3>{t('first.switch')}</h3>
            <p className="soft">{t('first.switchText')}</p>
          </div>
        </li>
      </ol>
    </Panel>
  );
};
