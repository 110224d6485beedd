import {
  describeConfigs,
  type KafkaClient,
  listGroups,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
} from '@mqferry/kafka';

/** One topic as it is seen from outside. */
interface TopicState {
  readonly partitions: number;
  readonly configs: Readonly<Record<string, string | null>>;
  readonly starts: ReadonlyMap<string, bigint>;
  readonly ends: ReadonlyMap<string, bigint>;
}

/** Everything of a cluster that mqferry could change. */
export interface ClusterState {
  readonly topics: Readonly<Record<string, TopicState>>;
  readonly groups: readonly string[];
}

const topicState = async (client: KafkaClient, topic: string): Promise<TopicState> => {
  const { partitions } = await client.topic(topic);
  const where = partitions.map(({ partition }) => ({ topic, partition }));
  const configs = (await describeConfigs(client, [{ topic }])).get(topic)!;
  return {
    partitions: partitions.length,
    configs: Object.fromEntries([...configs.values()].map(({ name, value }) => [name, value])),
    starts: await listOffsets(client, where, OFFSET_EARLIEST),
    ends: await logEndOffsets(client, where),
  };
};

/** What a cluster is like now, its internal topics included. */
export const clusterState = async (client: KafkaClient): Promise<ClusterState> => {
  const { topics } = await client.refreshMetadata();
  const states: Record<string, TopicState> = {};
  for (const topic of topics.keys()) states[topic] = await topicState(client, topic);
  return { topics: states, groups: (await listGroups(client)).map(({ groupId }) => groupId) };
};
