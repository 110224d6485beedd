import { useOutletContext } from 'react-router';
import type { Cluster } from '../../api/types.ts';
import { ImportsTable } from '../../imports/imports-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { MakeButton } from '../../parts/make-button.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ExportPanel } from './export-panel.tsx';

/** What can be taken along of a RocketMQ cluster, and what was brought into it. */
export const MetadataTab = () => {
  const cluster = useOutletContext<Cluster>();
  const { t } = useTexts();
  return (
    <>
      <ExportPanel cluster={cluster} />
      <Panel
        title={t('imports.intoThis')}
        extra={
          <MakeButton to={`/imports/new?target=${cluster.id}`} needs="operator">
            {t('imports.new')}
          </MakeButton>
        }
        flush
      >
        <ImportsTable
          targetId={cluster.id}
          empty={<Empty title={t('imports.noneHere')}>{t('imports.noneText')}</Empty>}
        />
      </Panel>
    </>
  );
};
