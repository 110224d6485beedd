import type { ClusterInfo } from '../protocol/route-data.ts';
import { adminErrors } from './errors.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';

/** A broker as the name servers have it. */
export interface RegisteredBroker {
  readonly cluster: string;
  readonly name: string;
  /** 0 for a master. */
  readonly id: number;
  /** `host:port`. */
  readonly address: string;
}

const MASTER = 0;

const byPlace = (a: RegisteredBroker, b: RegisteredBroker): number =>
  a.cluster.localeCompare(b.cluster) || a.name.localeCompare(b.name) || a.id - b.id;

/** The brokers of a cluster, or of all, in the order of clusters, names and ids. Throws ROCKETMQ_CLUSTER_UNKNOWN. */
export const brokersOf = ({ brokers, clusters }: ClusterInfo, cluster?: string): RegisteredBroker[] => {
  if (cluster !== undefined && !clusters.has(cluster)) {
    const known = [...clusters.keys()].sort().join(', ') || '-';
    throw adminErrors.ROCKETMQ_CLUSTER_UNKNOWN({ cluster, known });
  }
  return [...brokers.values()]
    .filter((broker) => cluster === undefined || broker.cluster === cluster)
    .flatMap(({ cluster, brokerName: name, brokerAddrs }) =>
      [...brokerAddrs].map(([id, address]) => ({ cluster, name, id, address })),
    )
    .sort(byPlace);
};

/** The masters among them. Throws ROCKETMQ_MASTER_MISSING for a name of which there are only slaves. */
export const mastersOf = (info: ClusterInfo, cluster?: string): RegisteredBroker[] =>
  [...Map.groupBy(brokersOf(info, cluster), ({ name }) => name)].map(([broker, replicas]) => {
    const master = replicas.find(({ id }) => id === MASTER);
    if (master) return master;
    const addresses = replicas.map(({ address }) => address).join(', ') || '-';
    throw adminErrors.ROCKETMQ_MASTER_MISSING({ broker, addresses });
  });

/**
 * The master of the brokers with this name. Throws ROCKETMQ_BROKER_UNKNOWN, ROCKETMQ_MASTER_MISSING, and what
 * `NameServers.call` throws.
 */
export const masterOf = async ({ nameServers }: RocketmqAdmin, broker: string): Promise<RegisteredBroker> => {
  const info = await nameServers.clusterInfo();
  const data = info.brokers.get(broker);
  if (data === undefined) throw adminErrors.ROCKETMQ_BROKER_UNKNOWN({ broker });
  return mastersOf({ ...info, brokers: new Map([[broker, data]]) })[0]!;
};
