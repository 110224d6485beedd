import { expect, it } from 'vitest';
import { fetchOffsetsOfGroups } from '../../src/admin/group-offsets.ts';
import { describeGroups, type ListedGroup } from '../../src/admin/groups.ts';
import type { DescribeGroupsRequest, OffsetFetchRequest } from '../../src/protocol/generated/index.ts';
import { FakeBroker, type FakeReplies, metadataOf } from '../client/fake-broker.ts';
import { clientOf } from '../client/fake-cluster.ts';

const NOT_COORDINATOR = 16;
const MANY = 250;

const listed = (groupId: string, coordinator: number): ListedGroup => ({
  ...{ groupId, coordinator, protocolType: 'consumer', state: 'Empty', type: 'classic' },
});

const many = (coordinator: number, prefix: string): ListedGroup[] =>
  Array.from({ length: MANY }, (_, number) => listed(`${prefix}${number}`, coordinator));

/** A broker that coordinates the groups whose names begin with `prefix`, and finds all others at the second one. */
const coordinates = (prefix: string, brokers: readonly FakeBroker[]): FakeReplies => ({
  Metadata: () => metadataOf(brokers),
  FindCoordinator: ({ message }) => ({
    coordinators: message.coordinatorKeys.map((key: string) => ({ key, nodeId: 2, ...brokers[1]!.address })),
  }),
  DescribeGroups: ({ message }: { message: DescribeGroupsRequest }) => ({
    groups: message.groups.map((groupId) =>
      groupId.startsWith(prefix) ? { groupId, groupState: 'Empty' } : { groupId, errorCode: NOT_COORDINATOR },
    ),
  }),
  OffsetFetch: ({ message }: { message: OffsetFetchRequest }) => ({
    groups: message.groups.map(({ groupId }) =>
      groupId.startsWith(prefix)
        ? { groupId, topics: [{ name: groupId, partitions: [{ partitionIndex: 0, committedOffset: 7n }] }] }
        : { groupId, errorCode: NOT_COORDINATOR },
    ),
  }),
});

const twoCoordinators = async () => {
  const brokers = [await FakeBroker.start(), await FakeBroker.start()];
  brokers[0]!.replies = coordinates('a', brokers);
  brokers[1]!.replies = coordinates('b', brokers);
  const times = (api: string) => brokers.map(({ asked }) => asked.filter((name) => name === api).length);
  return { brokers, times, client: clientOf([brokers[0]!.address], { operationTimeoutMs: 5_000 }) };
};

it('asks each coordinator about a hundred groups at a time', async () => {
  const { client, times } = await twoCoordinators();
  const groups = [...many(1, 'a'), ...many(2, 'b')];
  const names = groups.map(({ groupId }) => groupId);
  expect((await describeGroups(client, groups)).map(({ groupId }) => groupId)).toEqual(names);
  const offsets = await fetchOffsetsOfGroups(client, groups);
  expect(offsets.map(([first]) => first?.topic)).toEqual(names);
  expect(times('DescribeGroups')).toEqual([3, 3]);
  expect(times('OffsetFetch')).toEqual([3, 3]);
  expect(times('FindCoordinator')).toEqual([0, 0]);
});

it('looks for the coordinator of a group that has moved, and of no other', async () => {
  const { client, times } = await twoCoordinators();
  const groups = [listed('a', 1), listed('b', 1), listed('b2', 2)];
  expect((await describeGroups(client, groups)).map(({ state }) => state)).toEqual([
    'Empty',
    'Empty',
    'Empty',
  ]);
  expect((await fetchOffsetsOfGroups(client, groups)).map(([first]) => first?.offset)).toEqual([7n, 7n, 7n]);
  const found = times('FindCoordinator').reduce((sum, count) => sum + count);
  expect(found).toBe(2);
});

it('asks elsewhere about the groups of a broker that is not there any more', async () => {
  const { client } = await twoCoordinators();
  expect((await describeGroups(client, [listed('b', 9)])).map(({ state }) => state)).toEqual(['Empty']);
});
