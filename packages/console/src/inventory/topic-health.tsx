import type { ClusterTopic } from '../api/types.ts';
import { Status } from '../parts/status.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** Whether all partitions of a topic have leaders and replicas in sync. */
export const TopicHealth = ({
  topic: { offline, underReplicated },
}: {
  readonly topic: Pick<ClusterTopic, 'offline' | 'underReplicated'>;
}) => {
  const { t } = useTexts();
  if (offline > 0) return <Status tone="bad">{t('health.offlineCount', { count: offline })}</Status>;
  if (underReplicated > 0) {
    return <Status tone="warn">{t('health.underCount', { count: underReplicated })}</Status>;
  }
  return <Status tone="good">{t('health.healthy')}</Status>;
};
