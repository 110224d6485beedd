import { type KafkaClient, lastStableOffsets, logEndOffsets, type TopicPartition } from '@mqferry/kafka';

const partitionsOf = async (client: KafkaClient, topics: readonly string[]): Promise<TopicPartition[]> => {
  const found = await Promise.all(topics.map((topic) => client.topic(topic)));
  return found.flatMap(({ name, partitions }) =>
    partitions.map(({ partition }) => ({ topic: name, partition })),
  );
};

const sum = (offsets: ReadonlyMap<string, bigint>): number =>
  [...offsets.values()].reduce((total, offset) => total + Number(offset), 0);

/** The log ends of all partitions of topics, by `topic-partition`. Throws KAFKA_TOPIC_UNKNOWN. */
export const logEnds = async (client: KafkaClient, topics: readonly string[]): Promise<Map<string, bigint>> =>
  logEndOffsets(client, await partitionsOf(client, topics));

/** How many offsets topics have had so far, over all partitions. */
export const totalEnd = async (client: KafkaClient, topics: readonly string[]): Promise<number> =>
  sum(await logEnds(client, topics));

/** How many of them are before the first transaction that is open. */
export const totalStable = async (client: KafkaClient, topics: readonly string[]): Promise<number> =>
  sum(await lastStableOffsets(client, await partitionsOf(client, topics)));

/** Whether both clusters' topics end at the same offsets, without these partitions, each as `topic-partition`. */
export const endsEqual = async (
  source: KafkaClient,
  target: KafkaClient,
  topics: readonly string[],
  except: ReadonlySet<string> = new Set(),
): Promise<boolean> => {
  const [ours, theirs] = await Promise.all([logEnds(source, topics), logEnds(target, topics)]);
  return [...ours].every(([partition, end]) => except.has(partition) || theirs.get(partition) === end);
};
