import type { CodedError } from '@mqferry/core';
import { onMasters, type RocketmqAdmin } from '@mqferry/rocketmq';
import { type MasterReading, readMaster, type Watched } from './read-master.ts';

/** What a cluster says at a time. */
export interface ClusterReading {
  /** When it was begun to be read, in milliseconds since 1970. */
  readonly at: number;
  /** What its masters say, as far as they could be read. */
  readonly masters: readonly MasterReading[];
  /** Names of masters that could not be read, with the reason. */
  readonly unread: ReadonlyMap<string, CodedError>;
}

/**
 * Reads every master of a cluster at once; one that cannot be read is told. Throws ROCKETMQ_CLUSTER_UNKNOWN,
 * ROCKETMQ_MASTER_MISSING, and what `NameServers.call` throws.
 */
export const readCluster = async (
  admin: RocketmqAdmin,
  cluster: string,
  watched: Watched,
): Promise<ClusterReading> => {
  const at = Date.now();
  const outcomes = await onMasters(admin, cluster, (broker) => readMaster(admin, broker, watched));
  return {
    at,
    masters: outcomes.flatMap(({ value }) => value ?? []),
    unread: new Map(outcomes.flatMap(({ broker, error }) => (error ? [[broker.name, error]] : []))),
  };
};
