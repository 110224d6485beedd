import { type ClientConnection, type ProducerClient, RETRY_PREFIX } from '@mqferry/rocketmq';
import type { ClusterReading } from './read-cluster.ts';

/** A group in a cluster. */
export interface GroupReading {
  /** Names of the masters that have it. */
  readonly brokers: readonly string[];
  /** Its consumers that are connected to any master that could be read, once each. */
  readonly consumers: readonly ClientConnection[];
  /** What these subscribe to; without its topic for retries. */
  readonly subscriptions: readonly string[];
  /** BROADCASTING or CLUSTERING; undefined: nobody is connected. */
  readonly messageModel: string | undefined;
  /** CONSUME_POP and the like; undefined: nobody is connected. */
  readonly consumeType: string | undefined;
}

/** What a cluster says of a group that is watched; undefined: none of the masters that could be read knows it. */
export const groupReading = ({ masters }: ClusterReading, group: string): GroupReading | undefined => {
  const brokers = masters.filter(({ groups }) => groups.has(group)).map(({ brokerName }) => brokerName);
  const connected = masters.flatMap(({ consumers }) => consumers.get(group) ?? []);
  if (brokers.length === 0 && connected.length === 0) return undefined;
  const consumers = new Map(
    connected.flatMap(({ connections }) => connections).map((consumer) => [consumer.clientId, consumer]),
  );
  const topics = connected.flatMap(({ subscriptions }) => subscriptions.map(({ topic }) => topic));
  return {
    brokers,
    consumers: [...consumers.values()],
    subscriptions: [...new Set(topics)].filter((topic) => !topic.startsWith(RETRY_PREFIX)).sort(),
    messageModel: connected[0]?.messageModel,
    consumeType: connected[0]?.consumeType,
  };
};

/** The groups of each topic, by the offsets that they have and by what the watched ones subscribe to. */
export const groupsByTopic = ({ masters }: ClusterReading): ReadonlyMap<string, ReadonlySet<string>> => {
  const groups = new Map<string, Set<string>>();
  const reads = (topic: string, group: string): void => {
    if (topic.startsWith(RETRY_PREFIX)) return;
    const known = groups.get(topic);
    if (known) known.add(group);
    else groups.set(topic, new Set([group]));
  };
  for (const { offsets, consumers } of masters) {
    for (const { topic, group } of offsets.values()) reads(topic, group);
    for (const [group, { subscriptions }] of consumers) {
      for (const { topic } of subscriptions) reads(topic, group);
    }
  }
  return groups;
};

/** The producers that are connected to masters that could be read, by their address at each; undefined: some do not tell. */
export const producersByAddress = ({
  masters,
}: ClusterReading): ReadonlyMap<string, ProducerClient> | undefined => {
  if (masters.some(({ producers }) => producers === undefined)) return undefined;
  const all = masters.flatMap(({ producers }) => [...producers!.values()].flat());
  return new Map(all.map((producer) => [producer.clientAddr, producer]));
};
