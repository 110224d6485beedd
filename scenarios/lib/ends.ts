import { type KafkaClient, logEndOffsets } from '@mqferry/kafka';

/** The log ends of all partitions of topics, by `topic-partition`. Throws KAFKA_TOPIC_UNKNOWN. */
export const logEnds = async (
  client: KafkaClient,
  topics: readonly string[],
): Promise<Map<string, bigint>> => {
  const found = await Promise.all(topics.map((topic) => client.topic(topic)));
  const partitions = found.flatMap(({ name, partitions: all }) =>
    all.map(({ partition }) => ({ topic: name, partition })),
  );
  return logEndOffsets(client, partitions);
};

/** How many offsets topics have had so far, over all partitions. */
export const totalEnd = async (client: KafkaClient, topics: readonly string[]): Promise<number> =>
  [...(await logEnds(client, topics)).values()].reduce((sum, end) => sum + Number(end), 0);

/** Whether both clusters' topics end at the same offsets. */
export const endsEqual = async (
  source: KafkaClient,
  target: KafkaClient,
  topics: readonly string[],
): Promise<boolean> => {
  const [ours, theirs] = await Promise.all([logEnds(source, topics), logEnds(target, topics)]);
  return [...ours].every(([partition, end]) => theirs.get(partition) === end);
};
