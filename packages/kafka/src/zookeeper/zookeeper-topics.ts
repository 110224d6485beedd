import { inParallel } from '@mqferry/core';
import type { ConfigEntry } from '../admin/configs.ts';
import type { ZookeeperAddress } from './zookeeper-address.ts';
import { zookeeperErrors } from './zookeeper-errors.ts';
import { ZookeeperSession } from './zookeeper-session.ts';

/** A topic as the brokers have written it to ZooKeeper. */
export interface ZookeeperTopic {
  readonly name: string;
  /** In order; the replicas of each, by the ids of their brokers. */
  readonly partitions: readonly { readonly partition: number; readonly replicas: readonly number[] }[];
  /** What is set on the topic itself; what it has of its brokers is not in ZooKeeper. */
  readonly configs: ReadonlyMap<string, ConfigEntry>;
}

const TOPICS = '/brokers/topics';
const AT_ONCE = 32;

const parsed = (path: string, bytes: Buffer): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(String(bytes));
    if (value !== null && typeof value === 'object') return value as Record<string, unknown>;
  } catch (error) {
    throw zookeeperErrors.ZOOKEEPER_DATA_INVALID({ path, reason: (error as Error).message }, error);
  }
  throw zookeeperErrors.ZOOKEEPER_DATA_INVALID({ path, reason: 'no JSON object' });
};

/** `{"version":1,"partitions":{"0":[1,2]}}`, from version 2 on with more members (TopicZNode). */
const partitionsIn = (path: string, bytes: Buffer): ZookeeperTopic['partitions'] => {
  const { partitions } = parsed(path, bytes);
  if (partitions === null || typeof partitions !== 'object')
    throw zookeeperErrors.ZOOKEEPER_DATA_INVALID({ path, reason: 'it has no partitions' });
  return Object.entries(partitions as Record<string, readonly number[]>)
    .map(([partition, replicas]) => ({ partition: Number(partition), replicas }))
    .sort((a, b) => a.partition - b.partition);
};

/** `{"version":1,"config":{"cleanup.policy":"compact"}}` (ConfigEntityZNode); a topic may have no such node. */
const configsIn = (path: string, bytes: Buffer | undefined): ZookeeperTopic['configs'] => {
  const config = bytes && bytes.length > 0 ? parsed(path, bytes).config : undefined;
  return new Map(
    Object.entries((config ?? {}) as Record<string, string>).map(([name, value]) => [
      name,
      { name, value: String(value), source: 'topic' },
    ]),
  );
};

/**
 * The topics of a Kafka cluster by its ZooKeeper, in order of name; nothing is written there, and no broker is asked.
 * Throws ZOOKEEPER_….
 */
export const readZookeeperTopics = async (address: ZookeeperAddress): Promise<ZookeeperTopic[]> => {
  const session = await ZookeeperSession.open(address);
  try {
    const names = await session.children(TOPICS);
    if (!names) {
      const path = address.root || '/';
      throw zookeeperErrors.ZOOKEEPER_NO_KAFKA({ server: session.server, path });
    }
    const topics = await inParallel(names.sort(), AT_ONCE, async (name) => {
      const paths = { topic: `${TOPICS}/${name}`, config: `/config/topics/${name}` };
      const [topic, config] = await Promise.all([session.data(paths.topic), session.data(paths.config)]);
      // It was deleted since its name was read.
      if (!topic) return undefined;
      const partitions = partitionsIn(paths.topic, topic);
      return { name, partitions, configs: configsIn(paths.config, config) };
    });
    return topics.flatMap((topic) => topic ?? []);
  } finally {
    await session.close();
  }
};
