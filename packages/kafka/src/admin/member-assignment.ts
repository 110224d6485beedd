import { ByteReader } from '@mqferry/core';
import { consumerProtocolAssignment } from '../protocol/generated/index.ts';
import type { TopicPartition } from './by-leader.ts';

/** What the answers of the describing APIs have of a member's assignment, each in its own way. */
export interface AssignedMember {
  /** Of a classic group: what its leader has assigned, behind the version of the format. */
  readonly memberAssignment?: Buffer;
  /** Of newer groups; those of streams applications are assigned tasks. */
  readonly assignment?: object;
}

interface AssignedTopic {
  readonly topicName: string;
  readonly partitions: readonly number[];
}

const CONSUMER = 'consumer';

/** Newer versions have what older ones have at their beginning (ConsumerProtocol.deserializeAssignment). */
const readAssignment = (bytes: Buffer): TopicPartition[] | undefined => {
  if (bytes.length === 0) return [];
  try {
    const reader = new ByteReader(bytes);
    const version = Math.min(reader.int16(), consumerProtocolAssignment.maxVersion);
    const { assignedPartitions: topics } = consumerProtocolAssignment.decode(reader, version);
    return topics.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
  } catch {
    // Programs of other kinds may call themselves consumers and write what they like.
    return undefined;
  }
};

/** The partitions that a member is to read; undefined where it is not told in partitions. */
export const assignedPartitions = (
  { memberAssignment, assignment }: AssignedMember,
  protocolType: string | undefined,
): readonly TopicPartition[] | undefined => {
  if (memberAssignment) return protocolType === CONSUMER ? readAssignment(memberAssignment) : undefined;
  if (!assignment || !('topicPartitions' in assignment)) return undefined;
  return (assignment.topicPartitions as readonly AssignedTopic[]).flatMap(
    ({ topicName: topic, partitions }) => partitions.map((partition) => ({ topic, partition })),
  );
};
