import { type ConfigEntry, describeConfigs, type KafkaClient } from '@mqferry/kafka';
import { isNotAvailable } from './scan-log.ts';

const CONFIGS_PER_REQUEST = 200;

/** Whether a topic with these configs is compacted; one whose configs are not told is taken not to be. */
export const isCompacted = (configs: ReadonlyMap<string, ConfigEntry> | undefined): boolean =>
  configs?.get('cleanup.policy')?.value?.includes('compact') ?? false;

/** Configs by topic; a cluster that does not tell them (before 0.11) has none here. */
export const topicConfigs = async (
  client: KafkaClient,
  topics: readonly string[],
): Promise<Map<string, Map<string, ConfigEntry>>> => {
  const configs = new Map<string, Map<string, ConfigEntry>>();
  try {
    for (let at = 0; at < topics.length; at += CONFIGS_PER_REQUEST) {
      const some = topics.slice(at, at + CONFIGS_PER_REQUEST).map((topic) => ({ topic }));
      for (const [name, entries] of await describeConfigs(client, some)) configs.set(name, entries);
    }
  } catch (error) {
    if (!isNotAvailable(error)) throw error;
  }
  return configs;
};
