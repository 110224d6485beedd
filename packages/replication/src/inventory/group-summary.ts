import {
  describeGroups,
  fetchOffsetsOfGroups,
  type GroupType,
  type KafkaClient,
  listGroups,
  listOffsets,
  OFFSET_LATEST,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';

/** A group's position in one partition. */
export interface GroupPosition {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** High watermark less offset; undefined when the partition does not exist or has no leader. */
  readonly lag: bigint | undefined;
}

/** One group as `mqferry groups` shows it. */
export interface GroupSummary {
  readonly group: string;
  /** `consumer`, `connect`, …; empty for offsets committed by hand. */
  readonly type: string;
  /** Undefined when the coordinator does not tell. */
  readonly protocol: GroupType | undefined;
  /** The same. */
  readonly state: string | undefined;
  readonly members: number | undefined;
  readonly positions: readonly GroupPosition[];
}

/** A request of so many is made, and its answer read, in some milliseconds, in which nothing else is done. */
const PARTITIONS_AT_ONCE = 5_000;

/** State, members and positions of the groups that `wanted` lets pass, in order of name. */
export const summariseGroups = async (
  client: KafkaClient,
  wanted: (group: string) => boolean,
): Promise<GroupSummary[]> => {
  const listed = (await listGroups(client)).filter(({ groupId }) => wanted(groupId));
  const descriptions = await describeGroups(client, listed);
  const committed = await fetchOffsetsOfGroups(client, listed);
  const ends = await endsOf(client, committed.flat());
  return listed.map(({ groupId, protocolType }, i): GroupSummary => {
    const [description, offsets] = [descriptions[i]!, committed[i]!];
    // Listed but described as dead: a group of a protocol that is newer than this program.
    const told = description.state !== 'Dead';
    return {
      group: groupId,
      type: protocolType,
      protocol: told ? description.type : undefined,
      state: told ? description.state : undefined,
      members: told ? description.members.length : undefined,
      positions: offsets.map(({ topic, partition, offset }) => {
        const end = ends.get(partitionText({ topic, partition }));
        return { topic, partition, offset, lag: end === undefined ? undefined : end - offset };
      }),
    };
  });
};

/** The high watermarks of those partitions that exist and have a leader, keyed `topic-partition`. */
export const endsOf = async (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
): Promise<Map<string, bigint>> => {
  const { topics } = await client.metadata();
  const led = [...new Map(partitions.map((p) => [partitionText(p), p])).values()].filter(
    ({ topic, partition }) =>
      topics.get(topic)?.partitions.some((p) => p.partition === partition && p.leader >= 0),
  );
  const ends = new Map<string, bigint>();
  for (let at = 0; at < led.length; at += PARTITIONS_AT_ONCE) {
    const some = led.slice(at, at + PARTITIONS_AT_ONCE);
    for (const [key, end] of await listOffsets(client, some, OFFSET_LATEST)) ends.set(key, end);
  }
  return ends;
};
