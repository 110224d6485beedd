import { type ConfigEntry, describeConfigs, type KafkaClient } from '@mqferry/kafka';
import { isNotAvailable } from './scan-log.ts';

const CONFIGS_PER_REQUEST = 200;

/** The configs of one topic, by name; empty where the cluster does not tell (before 0.11). */
export type TopicConfigs = ReadonlyMap<string, ConfigEntry>;

/** By topic: what configs become when what an earlier run holds is put back; null: the default. */
export type Restores = ReadonlyMap<string, Readonly<Record<string, string | null>>>;

/** Whether a topic with these configs is compacted. */
export const isCompacted = (configs: TopicConfigs | undefined): boolean =>
  configs?.get('cleanup.policy')?.value?.includes('compact') ?? false;

/** Configs as they are once what an earlier run holds is put back. */
export const asRestored = (
  configs: TopicConfigs,
  restore: Readonly<Record<string, string | null>> = {},
): TopicConfigs =>
  new Map([
    ...configs,
    ...Object.entries(restore).map(([name, value]): [string, ConfigEntry] => [
      name,
      { name, value, source: value === null ? 'default' : 'topic' },
    ]),
  ]);

/**
 * Which of these topics are compacted: by what the source tells, and where it does not, by what the target has for
 * them (a plan that found holes creates them compacted).
 */
export const compactedTopics = async (
  source: KafkaClient,
  target: KafkaClient,
  topics: readonly string[],
  restores: Restores,
): Promise<Set<string>> => {
  const told = await topicConfigs(source, topics);
  const untold = topics.filter((topic) => !told.get(topic)?.size);
  const { topics: onTarget } = await target.metadata();
  const copies = await topicConfigs(
    target,
    untold.filter((topic) => onTarget.has(topic)),
  );
  for (const [topic, configs] of copies) told.set(topic, asRestored(configs, restores.get(topic)));
  return new Set(topics.filter((topic) => isCompacted(told.get(topic))));
};

/** Configs by topic; a cluster that does not tell them has none here. */
export const topicConfigs = async (
  client: KafkaClient,
  topics: readonly string[],
): Promise<Map<string, TopicConfigs>> => {
  const configs = new Map<string, TopicConfigs>();
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
