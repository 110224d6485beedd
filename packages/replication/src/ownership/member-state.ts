import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { byTopic, partitionText, type TopicPartition } from '@mqferry/kafka';

/** Who copies something, in words an operator understands. */
export interface Holder {
  /** What the processes that share the work have in common. */
  readonly replication: string;
  readonly host: string;
  readonly pid: number;
  /** When the process began, in milliseconds since 1970. */
  readonly since: number;
}

/** Numbers of partitions by topic. */
export type PartitionSets = Readonly<Record<string, readonly number[]>>;

/** What a member tells the leader. */
export interface MemberState extends Holder {
  /** What else members of one replication have to have in common. */
  readonly sharedBy: string;
  /** By which others on the same machine see whether the process is gone; undefined where that cannot be told. */
  readonly process: string | undefined;
  /** Topics that its replication was granted in an earlier generation. */
  readonly granted: readonly string[];
  /** Topics that it wants to copy. */
  readonly wanted: readonly string[];
  /** How many partitions of each topic are ready to be copied, as far as it knows. */
  readonly ready: Readonly<Record<string, number>>;
  /** What it copies, or has not quite stopped copying. */
  readonly owned: PartitionSets;
  /** It is about to leave, and takes nothing more. */
  readonly isEnding: boolean;
}

/** What the leader tells a member. */
export interface MemberTask {
  /** The topics that its replication may copy. */
  readonly granted: readonly string[];
  /** Topics that it wanted and another replication has. */
  readonly refused: Readonly<Record<string, Holder>>;
  readonly ready: Readonly<Record<string, number>>;
  /** What this member copies from now on. */
  readonly owned: PartitionSets;
  /** Whether it is the one of its replication that prepares the target and watches the source. */
  readonly isPrimary: boolean;
  /** Whether all of its replication are about to leave, so that the primary puts back what was held. */
  readonly isLast: boolean;
}

/** A group keeps what its members say in one record of a topic, which must not become too large. */
const pack = (value: unknown): Buffer => deflateRawSync(JSON.stringify(value));
const unpack = (bytes: Buffer): unknown => JSON.parse(inflateRawSync(bytes).toString());

export const encodeState = (state: MemberState): Buffer => pack(state);
export const decodeState = (bytes: Buffer): MemberState => unpack(bytes) as MemberState;
export const encodeTask = (task: MemberTask): Buffer => pack(task);
export const decodeTask = (bytes: Buffer): MemberTask => unpack(bytes) as MemberTask;

/** Partitions by topic. */
export const partitionSets = (partitions: Iterable<TopicPartition>): PartitionSets =>
  Object.fromEntries(
    [...byTopic([...partitions])].map(([topic, items]) => [topic, items.map(({ partition }) => partition)]),
  );

/** The partitions of sets, by `topic-partition`. */
export const partitionsIn = (sets: PartitionSets): Map<string, TopicPartition> =>
  new Map(
    Object.entries(sets).flatMap(([topic, partitions]) =>
      partitions.map((partition) => {
        const where = { topic, partition };
        return [partitionText(where), where] as const;
      }),
    ),
  );
