import type { KafkaClient } from '@mqferry/kafka';
import { until } from './until.ts';

/** Settings of three brokers that keep everything three times, and take a write when two have it. */
export const REPLICATED = {
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'offsets.topic.replication.factor': '3',
  'transaction.state.log.replication.factor': '3',
  'transaction.state.log.min.isr': '2',
};

const LIMIT_MS = 180_000;

/** Waits until every replica of the topics is in sync. */
export const untilInSync = (client: KafkaClient, names: readonly string[]): Promise<true> =>
  until('all replicas are in sync', LIMIT_MS, async () => {
    const { topics } = await client.refreshMetadata();
    const partitions = names.flatMap((name) => topics.get(name)!.partitions);
    return partitions.every(({ inSyncReplicas, replicas }) => inSyncReplicas.length === replicas.length);
  });
