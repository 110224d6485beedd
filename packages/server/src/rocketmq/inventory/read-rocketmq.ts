import { exportMetadata, type MetadataDocument } from '@mqferry/replication';
import {
  type AccessControl,
  accessControlOf,
  type BrokerOutcome,
  brokerStatus,
  onAllBrokers,
} from '@mqferry/rocketmq';
import { versionOf } from '../clusters/broker-version.ts';
import type { OpenedRocketmq } from '../clusters/connected-rocketmq.ts';

/** What a broker tells of itself. */
export interface BrokerFacts {
  readonly version: string | undefined;
  /** Messages a second. */
  readonly messagesIn: number | undefined;
  readonly messagesOut: number | undefined;
  /** From 0 to 1. */
  readonly diskUsed: number | undefined;
  readonly accessControl: AccessControl;
}

/** All that is read of a RocketMQ cluster, each part for itself. */
export interface RocketmqParts {
  readonly brokers: {
    readonly nameServers: readonly string[];
    readonly clusterName: string;
    readonly brokers: readonly BrokerOutcome<BrokerFacts>[];
  };
  /** Without secrets. */
  readonly metadata: MetadataDocument;
}

const numberIn = (text: string | undefined): number | undefined => {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text.trim().split(/\s+/u)[0]);
  return Number.isFinite(value) ? value : undefined;
};

/** From 0 to 1; the broker writes -1 for what it could not measure. */
const ratioIn = (text: string | undefined): number | undefined => {
  const value = numberIn(text);
  return value === undefined || value < 0 || value > 1 ? undefined : value;
};

/** The rates are told over 10, 60 and 600 seconds, by one name until 4.9 and by another from 5.0 on (`StoreStatsService`). */
const factsOf = async ({ admin }: OpenedRocketmq, address: string): Promise<BrokerFacts> => {
  const status = await brokerStatus(admin, address);
  const { runtime } = status;
  return {
    version: versionOf(status),
    messagesIn: numberIn(runtime?.putTps),
    messagesOut: numberIn(runtime?.getTransferredTps ?? runtime?.getTransferedTps),
    diskUsed: ratioIn(runtime?.commitLogDiskRatio),
    accessControl: await accessControlOf(admin, address),
  };
};

/** How each part is read. */
export const ROCKETMQ_READERS: {
  readonly [Part in keyof RocketmqParts]: (opened: OpenedRocketmq) => Promise<RocketmqParts[Part]>;
} = {
  brokers: async (opened) => {
    const { admin, clusterName } = opened;
    const brokers = await onAllBrokers(admin, clusterName, ({ address }) => factsOf(opened, address));
    return { nameServers: admin.nameServers.addresses, clusterName, brokers };
  },
  metadata: async ({ admin, clusterName }) => (await exportMetadata(admin, clusterName)).document,
};
