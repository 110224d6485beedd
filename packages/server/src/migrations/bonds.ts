import { inParallel } from '@mqferry/core';
import {
  describeTransaction,
  fetchGroupOffsets,
  fetchOffsetsOfGroups,
  type KafkaClient,
  listGroups,
  listTransactions,
  type TopicPartition,
} from '@mqferry/kafka';
import { type Bond, streamsBonds } from '@mqferry/migration';
import { ifTold, isOwnershipGroup } from '@mqferry/replication';

const AT_ONCE = 8;

const bondOf = (kind: Bond['kind'], name: string, partitions: readonly TopicPartition[] = []): Bond => ({
  ...{ kind, name },
  topics: [...new Set(partitions.map(({ topic }) => topic))],
});

/**
 * What holds topics of a cluster together: groups that read several, transactions that write to several, and Streams
 * applications by the topics that they have made. Of transactions only those are told that are under way (KIP-664). What
 * the cluster does not offer, or not to this user, is left out.
 */
export const bondsOf = async (client: KafkaClient, topics: readonly string[]): Promise<Bond[]> => {
  const listedGroups = ((await ifTold(listGroups(client))) ?? []).filter(
    ({ groupId }) => !isOwnershipGroup(groupId),
  );
  const groups = listedGroups.map(({ groupId }) => groupId);
  const committed = await ifTold(fetchOffsetsOfGroups(client, listedGroups));
  const read = await inParallel(groups, AT_ONCE, async (group, i) =>
    bondOf('group', group, committed ? committed[i] : await ifTold(fetchGroupOffsets(client, group))),
  );
  const listed = (await ifTold(listTransactions(client, ['Ongoing']))) ?? [];
  const written = await inParallel(listed, AT_ONCE, async ({ transactionalId: id }) =>
    bondOf('transactional-id', id, (await ifTold(describeTransaction(client, id)))?.partitions),
  );
  return [...read, ...written, ...streamsBonds(groups, topics)].filter(
    ({ topics: bound }) => bound.length > 0,
  );
};
