import type { Cluster } from '../api/types.ts';

/** The kinds of clusters, as they are called in every language. */
export const KIND_NAMES: Readonly<Record<Cluster['kind'], string>> = { kafka: 'Kafka', rocketmq: 'RocketMQ' };

export const CLUSTER_KINDS = ['kafka', 'rocketmq'] as const satisfies readonly Cluster['kind'][];

const SEPARATORS: Readonly<Record<Cluster['kind'], string>> = { kafka: ',', rocketmq: ';' };

/** The addresses by which a cluster is found. */
export const addressesOf = ({ kind, bootstrap }: Pick<Cluster, 'kind' | 'bootstrap'>): readonly string[] =>
  bootstrap.split(SEPARATORS[kind]);
