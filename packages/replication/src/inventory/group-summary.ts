import {
  describeGroup,
  fetchGroupOffsets,
  type KafkaClient,
  listGroups as listedGroups,
  listOffsets,
  OFFSET_LATEST,
  partitionText,
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
  readonly state: string | undefined;
  readonly members: number | undefined;
  readonly positions: readonly GroupPosition[];
}

/** Groups asked about at the same time. */
const CONCURRENCY = 16;

const mapLimited = async <T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> => {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await task(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, items.length) }, worker));
  return results;
};

/** State, members and positions of the groups that `wanted` lets pass, in order of name. */
export const listGroups = async (
  client: KafkaClient,
  wanted: (group: string) => boolean,
): Promise<GroupSummary[]> => {
  const listed = (await listedGroups(client)).filter(({ groupId }) => wanted(groupId));
  const groups = await mapLimited(listed, async ({ groupId, protocolType }) => {
    const [description, offsets] = await Promise.all([
      describeGroup(client, groupId),
      fetchGroupOffsets(client, groupId),
    ]);
    return { groupId, protocolType, description, offsets };
  });
  const { topics } = await client.metadata();
  const committed = new Map(
    groups.flatMap(({ offsets }) => offsets.map((p) => [partitionText(p), p] as const)),
  );
  const led = [...committed.values()].filter(({ topic, partition }) =>
    topics.get(topic)?.partitions.some((p) => p.partition === partition && p.leader >= 0),
  );
  const ends = await listOffsets(client, led, OFFSET_LATEST);
  return groups.map(({ groupId, protocolType, description, offsets }): GroupSummary => {
    // Listed but described as dead: a group of the KIP-848 protocol, which this call does not describe.
    const told = description.state !== 'Dead';
    return {
      group: groupId,
      type: protocolType,
      state: told ? description.state : undefined,
      members: told ? description.members.length : undefined,
      positions: offsets.map(({ topic, partition, offset }) => {
        const end = ends.get(partitionText({ topic, partition }));
        return { topic, partition, offset, lag: end === undefined ? undefined : end - offset };
      }),
    };
  });
};
