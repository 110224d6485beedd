import type { Cluster } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import { UNKNOWN } from '../numbers.ts';
import type { Colors } from '../screen.ts';
import { table } from '../table.ts';
import { momentText } from './moment.ts';

/** The clusters that the service knows. */
export const clusterLines = (clusters: readonly Cluster[], t: Texts, colors: Colors): string[] => {
  if (clusters.length === 0) return [t('cluster.none')];
  return table(
    [
      { title: t('column.name') },
      { title: t('column.kind') },
      { title: t('column.address') },
      { title: t('column.clusterId') },
      { title: t('column.added') },
    ],
    clusters.map(({ name, kind, bootstrap, clusterId, createdAt }) => [
      name,
      t(`cluster.kind.${kind}`),
      bootstrap,
      clusterId ?? UNKNOWN,
      momentText(createdAt),
    ]),
    colors.bold,
  );
};
