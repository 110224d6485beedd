import { GET_SYSTEM_TOPIC_LIST_FROM_BROKER } from '../protocol/requests/cluster.ts';
import {
  GET_ALL_TOPIC_LIST_FROM_NAMESERVER,
  GET_SYSTEM_TOPIC_LIST_FROM_NS,
  GET_TOPICS_BY_CLUSTER,
} from '../protocol/requests/name-server.ts';
import { askBody, type RocketmqAdmin } from './rocketmq-admin.ts';

/** The names of all topics that have a route, or of those of one cluster. Throws as `NameServers.call` does. */
export const topicNames = async (
  { nameServers }: RocketmqAdmin,
  cluster?: string,
): Promise<readonly string[]> => {
  const { body } =
    cluster === undefined
      ? await nameServers.call(GET_ALL_TOPIC_LIST_FROM_NAMESERVER, {})
      : await nameServers.call(GET_TOPICS_BY_CLUSTER, { cluster });
  return body!;
};

/** Names of topics that clusters have for themselves, as the name servers know them: those of clusters and brokers. Throws as `NameServers.call` does. */
export const systemTopicsOfClusters = async ({ nameServers }: RocketmqAdmin): Promise<readonly string[]> =>
  (await nameServers.call(GET_SYSTEM_TOPIC_LIST_FROM_NS, {})).body!;

/** Names of topics that the broker at `host:port` has for itself. Throws as `ask` does. */
export const systemTopicsOfBroker = (admin: RocketmqAdmin, address: string): Promise<readonly string[]> =>
  askBody(admin, address, GET_SYSTEM_TOPIC_LIST_FROM_BROKER, {});
