import type { CodedError } from '@mqferry/core';
import type { ClusterMetadata, KafkaClient } from '@mqferry/kafka';
import { readinessErrors as errors } from '@mqferry/migration';
import { coded } from '../inventory/coded.ts';
import { within } from '../inventory/within.ts';

/** A cluster and what it tells of itself; a client that does not answer is of no use. */
export type MeasuredSide =
  | { readonly client: KafkaClient; readonly metadata: ClusterMetadata }
  | { readonly unreachable: CodedError };

const UNREACHABLE = {
  source: errors.READINESS_SOURCE_UNREACHABLE,
  target: errors.READINESS_TARGET_UNREACHABLE,
} as const;

/** Whether a cluster answers. Never throws. */
export const measureSide = async (
  side: keyof typeof UNREACHABLE,
  open: Promise<KafkaClient>,
): Promise<MeasuredSide> => {
  const opened = await within(open);
  const { value, problem } = opened.value ? await within(opened.value.refreshMetadata()) : opened;
  if (opened.value && value && 'topics' in value) return { client: opened.value, metadata: value };
  const reason = coded(problem);
  return { unreachable: UNREACHABLE[side]({ reason: reason.message }, reason) };
};

/** The partitions of a topic that lack a replica in sync, or have no leader. */
export const underReplicated = ({ topics }: ClusterMetadata, topic: string): number[] =>
  (topics.get(topic)?.partitions ?? [])
    .filter(({ leader, replicas, inSyncReplicas }) => leader < 0 || inSyncReplicas.length < replicas.length)
    .map(({ partition }) => partition);
