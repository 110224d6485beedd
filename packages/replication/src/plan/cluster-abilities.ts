import { DescribeProducers, type KafkaClient, Produce } from '@mqferry/kafka';
import type { PlanWarning } from './migration-plan.ts';

/** What every broker of a cluster takes and tells, by the versions of requests that they offer. */
export interface ClusterAbilities {
  /** Records of format v2, with headers and transactions (KIP-98, Kafka 0.11): nothing else is written by a copy. */
  readonly takesFormat2: boolean;
  /** Records compressed with zstd (KIP-110, Kafka 2.1). */
  readonly takesZstd: boolean;
  /** What a partition knows of producers (KIP-664, Kafka 2.8), without which no transactions are carried over. */
  readonly tellsProducers: boolean;
}

const PRODUCE_WITH_FORMAT_2 = 3;
const PRODUCE_WITH_ZSTD = 7;

/** Asks nothing of the cluster but what it said when the connections were opened. */
export const clusterAbilities = async (client: KafkaClient): Promise<ClusterAbilities> => {
  const brokers = [...(await client.metadata()).brokers.keys()];
  const connections = await Promise.all(brokers.map((broker) => client.connect(broker)));
  return {
    takesFormat2: connections.every((connection) => connection.offers(Produce, PRODUCE_WITH_FORMAT_2)),
    takesZstd: connections.every((connection) => connection.offers(Produce, PRODUCE_WITH_ZSTD)),
    tellsProducers: connections.every((connection) => connection.offers(DescribeProducers)),
  };
};

/** What producers must not use on the target if what they write is to be copied back to a source of these abilities. */
export const warningsOfWayBack = ({
  takesFormat2,
  takesZstd,
  tellsProducers,
}: ClusterAbilities): PlanWarning[] => {
  const warning = (code: PlanWarning['code']): PlanWarning => ({ code, values: {} });
  if (!takesFormat2) return [warning('way-back-closed')];
  return [
    ...(takesZstd ? [] : [warning('way-back-without-zstd')]),
    ...(tellsProducers ? [] : [warning('way-back-without-transactions')]),
  ];
};
