import type { KafkaClient } from '@mqferry/kafka';
import { until } from './until.ts';

const LIMIT_MS = 180_000;

/** Waits until every replica of the topics is in sync. */
export const untilInSync = (client: KafkaClient, names: readonly string[]): Promise<true> =>
  until('all replicas are in sync', LIMIT_MS, async () => {
    const { topics } = await client.refreshMetadata();
    const partitions = names.flatMap((name) => topics.get(name)!.partitions);
    return partitions.every(({ inSyncReplicas, replicas }) => inSyncReplicas.length === replicas.length);
  });
