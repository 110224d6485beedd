import { describeConfigs, type KafkaClient } from '@mqferry/kafka';

/** The configs that are set on a topic itself, by name. */
export const ownConfigs = async (
  client: KafkaClient,
  topic: string,
): Promise<Record<string, string | null>> =>
  Object.fromEntries(
    [...(await describeConfigs(client, [{ topic }])).get(topic)!.values()]
      .filter(({ source }) => source === 'topic')
      .map(({ name, value }) => [name, value]),
  );
