import { brokersOf, mastersOf, type RegisteredBroker } from './brokers.ts';
import { adminErrors } from './errors.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';

const infoOf = async ({ nameServers }: RocketmqAdmin, topic: string) => {
  const route = await nameServers.route(topic);
  if (route === undefined) throw adminErrors.ROCKETMQ_TOPIC_UNKNOWN({ topic });
  return {
    brokers: new Map(route.brokerDatas.map((broker) => [broker.brokerName, broker])),
    clusters: new Map<string, readonly string[]>(),
  };
};

/** The masters that have a topic. Throws ROCKETMQ_TOPIC_UNKNOWN, ROCKETMQ_MASTER_MISSING, and what `NameServers.call` throws. */
export const mastersOfTopic = async (admin: RocketmqAdmin, topic: string): Promise<RegisteredBroker[]> =>
  mastersOf(await infoOf(admin, topic));

/** One broker of each name that has a topic, the master where there is one. Throws ROCKETMQ_TOPIC_UNKNOWN, and what `NameServers.call` throws. */
export const readableBrokersOfTopic = async (
  admin: RocketmqAdmin,
  topic: string,
): Promise<RegisteredBroker[]> => {
  const replicas = Map.groupBy(brokersOf(await infoOf(admin, topic)), ({ name }) => name);
  return [...replicas.values()].map(([first]) => first!);
};
