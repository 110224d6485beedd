import { useOutletContext } from 'react-router';
import type { Cluster } from '../../api/types.ts';
import { ExportPanel } from './export-panel.tsx';

/** What can be taken along of a RocketMQ cluster. */
export const MetadataTab = () => {
  const cluster = useOutletContext<Cluster>();
  return <ExportPanel cluster={cluster} />;
};
