import type { Texts } from '../protocol/bodies/values.ts';
import { brokerError } from '../protocol/broker-errors.ts';
import { releaseName } from '../protocol/release.ts';
import { GET_BROKER_RUNTIME_INFO } from '../protocol/requests/cluster.ts';
import { type BrokerOutcome, onAllBrokers } from './outcomes.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';

/** What a broker tells of itself. */
export interface BrokerStatus {
  /** Its release as RocketMQ writes it, such as `V4_9_7`; undefined for what is none. */
  readonly version: string | undefined;
  /** Everything, by name: `bootTimestamp`, `putTps`, `commitLogDiskRatio` and many more; undefined in its first seconds. */
  readonly runtime: Texts | undefined;
}

/** What a broker says that has not taken its first sample yet. */
const NOT_YET = /NoSuchElementException/;

/** What the broker at `host:port` tells of itself. Throws as `ask` does. */
export const brokerStatus = async (admin: RocketmqAdmin, address: string): Promise<BrokerStatus> => {
  const answer = await ask(admin, address, GET_BROKER_RUNTIME_INFO, {});
  if (answer.body === undefined && !NOT_YET.test(answer.remark ?? '')) {
    throw brokerError(answer, address, GET_BROKER_RUNTIME_INFO.name);
  }
  return { version: releaseName(answer.version), runtime: answer.body };
};

/**
 * All brokers of a cluster, or of all clusters, with what each tells of itself; one that cannot be asked is told with
 * its registered address and the error. Throws ROCKETMQ_CLUSTER_UNKNOWN, and what `NameServers.call` throws.
 */
export const listBrokers = (admin: RocketmqAdmin, cluster?: string): Promise<BrokerOutcome<BrokerStatus>[]> =>
  onAllBrokers(admin, cluster, ({ address }) => brokerStatus(admin, address));
