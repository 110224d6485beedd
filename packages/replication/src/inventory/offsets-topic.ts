import { ByteReader, inParallel } from '@mqferry/core';
import {
  type KafkaClient,
  lastStableOffsets,
  listOffsets,
  OFFSET_EARLIEST,
  OFFSET_LATEST,
  OFFSETS_TOPIC,
  partitionText,
  readBody,
  readOffsetsTopicRecord,
  type TopicPartition,
} from '@mqferry/kafka';
import { committedRecords } from '../mapped/committed-records.ts';
import { ifTold } from '../open-transactions.ts';
import { endsOf, type GroupSummary } from './group-summary.ts';

interface ReadGroup {
  about: { readonly protocolType: string; readonly members: number } | undefined;
  readonly offsets: Map<string, TopicPartition & { readonly offset: bigint }>;
}

const PARTITIONS_AT_ONCE = 4;

/** Reads one partition from its start to where it ended when that was asked; each group is in one of them only. */
const readPartition = async (
  client: KafkaClient,
  where: TopicPartition,
  start: bigint,
  end: bigint,
): Promise<Map<string, ReadGroup>> => {
  const groups = new Map<string, ReadGroup>();
  const groupOf = (name: string): ReadGroup => {
    const known = groups.get(name) ?? { about: undefined, offsets: new Map() };
    groups.set(name, known);
    return known;
  };
  for await (const { body } of committedRecords(client, where, start, end)) {
    const { key, value } = readBody(new ByteReader(body));
    const record = readOffsetsTopicRecord(key, value);
    if (record?.kind === 'group') groupOf(record.group).about = record.about;
    else if (record) {
      const { group, topic, partition, offset } = record;
      const { offsets } = groupOf(group);
      const at = partitionText({ topic, partition });
      if (offset === undefined) offsets.delete(at);
      else offsets.set(at, { topic, partition, offset });
    }
  }
  return groups;
};

/**
 * The groups that `wanted` lets pass by the records of `__consumer_offsets`, in order of name: for users who may read that
 * topic and not ask the coordinators. It says nothing of states, nor of members of groups of newer kinds. Offsets that
 * have expired are among them until their coordinator says so there.
 */
export const groupsInOffsetsTopic = async (
  client: KafkaClient,
  wanted: (group: string) => boolean,
): Promise<GroupSummary[]> => {
  const { partitions } = await client.topic(OFFSETS_TOPIC);
  const where = partitions.map(({ partition }) => ({ topic: OFFSETS_TOPIC, partition }));
  const [starts, stable] = await Promise.all([
    listOffsets(client, where, OFFSET_EARLIEST),
    ifTold(lastStableOffsets(client, where)),
  ]);
  const ends = stable ?? (await listOffsets(client, where, OFFSET_LATEST));
  const read = await inParallel(where, PARTITIONS_AT_ONCE, (partition) => {
    const key = partitionText(partition);
    return readPartition(client, partition, starts.get(key)!, ends.get(key)!);
  });
  const groups = read
    .flatMap((groupsOfOne) => [...groupsOfOne])
    .filter(([group, { about, offsets }]) => wanted(group) && (about !== undefined || offsets.size > 0))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const logEnds = await endsOf(
    client,
    groups.flatMap(([, { offsets }]) => [...offsets.values()]),
  );
  return groups.map(([group, { about, offsets }]) => ({
    ...{ group, type: about?.protocolType ?? '', protocol: undefined, state: undefined },
    members: about?.members,
    positions: [...offsets].map(([key, position]) => {
      const end = logEnds.get(key);
      return { ...position, lag: end === undefined ? undefined : end - position.offset };
    }),
  }));
};
