import { expect, it } from 'vitest';
import { commitGroupOffsets } from '../../src/admin/group-offsets.ts';
import { describeGroup, listGroups } from '../../src/admin/groups.ts';
import { describeLogDirectories } from '../../src/admin/log-dirs.ts';
import { createTopics } from '../../src/admin/topics.ts';
import { brokerErrorName } from '../../src/client/broker-error.ts';
import type { OffsetCommitRequest } from '../../src/protocol/generated/index.ts';
import { codeOf } from '../client/coded.ts';
import { FakeBroker, type FakeReplies, metadataOf } from '../client/fake-broker.ts';
import { clientOf } from '../client/fake-cluster.ts';

const COORDINATOR_LOADING = 14;
const NOT_COORDINATOR = 16;
const NOT_CONTROLLER = 41;
const KAFKA_STORAGE_ERROR = 56;
const GROUP_ID_NOT_FOUND = 69;

/** As many brokers as there are tables of answers; the first is the controller and coordinates every group. */
const cluster = async (...replies: FakeReplies[]) => {
  const brokers = await Promise.all(replies.map(() => FakeBroker.start()));
  const shared: FakeReplies = {
    Metadata: () => metadataOf(brokers),
    FindCoordinator: () => ({ coordinators: [{ key: 'g', nodeId: 1, ...brokers[0]!.address }] }),
  };
  for (const [i, broker] of brokers.entries()) broker.replies = { ...shared, ...replies[i] };
  const times = (api: string) => brokers.flatMap(({ asked }) => asked.filter((name) => name === api)).length;
  return { brokers, times, client: clientOf([brokers[0]!.address]) };
};

const TOPIC = { name: 't', partitions: 1, replicationFactor: 1 };
const topicResult = (errorCode: number) => ({
  topics: [{ name: 't', errorCode, errorMessage: null, configs: [] }],
});

it('asks the next controller when the first is none any more', async () => {
  const moved = await cluster(
    {
      CreateTopics: () => {
        moved.brokers[0]!.replies = {
          ...moved.brokers[0]!.replies,
          Metadata: () => ({ ...metadataOf(moved.brokers), controllerId: 2 }),
        };
        return topicResult(NOT_CONTROLLER);
      },
    },
    { CreateTopics: () => topicResult(0) },
  );
  await createTopics(moved.client, [TOPIC]);
  expect(moved.brokers.map(({ asked }) => asked.filter((api) => api === 'CreateTopics').length)).toEqual([
    1, 1,
  ]);
});

it('looks for another controller when the one it knew is gone', async () => {
  const { brokers, client } = await cluster({ CreateTopics: () => topicResult(0) }, {});
  const [first, second] = brokers;
  const said = (controllerId: number) => () => ({ ...metadataOf(brokers), controllerId });
  first!.replies = { ...first!.replies, Metadata: said(2) };
  await client.metadata();
  await second!.stop();
  first!.replies = { ...first!.replies, Metadata: said(1) };
  await createTopics(client, [TOPIC]);
  expect(first!.asked).toContain('CreateTopics');
});

it('does not ask twice for a change that may have been made', async () => {
  const { client, times } = await cluster({ CreateTopics: ({ socket }) => void socket.destroy() });
  expect(await codeOf(createTopics(client, [TOPIC]))).toBe('KAFKA_DISCONNECTED');
  expect(times('CreateTopics')).toBe(1);
});

it('asks a coordinator again that has moved or is still loading', async () => {
  const errors = [NOT_COORDINATOR, COORDINATOR_LOADING, 0];
  const sizes: number[] = [];
  const { client, times } = await cluster({
    OffsetCommit: ({ message }: { message: OffsetCommitRequest }) => {
      const errorCode = errors.shift() ?? 0;
      sizes.push(message.topics[0]!.partitions.length);
      return { topics: [{ name: 't', partitions: [{ partitionIndex: 0, errorCode }] }] };
    },
  });
  const offsets = Array.from({ length: 2_500 }, (_, partition) => ({
    ...{ topic: 't', partition, offset: 1n, metadata: null },
  }));
  await commitGroupOffsets(client, 'g', offsets);
  // Each part fits into a batch; only the first one had to be repeated.
  expect(sizes).toEqual([1_000, 1_000, 1_000, 1_000, 500]);
  expect(times('FindCoordinator')).toBe(5);
});

it('lists a group once that two brokers know', async () => {
  const group = (groupId: string) => ({
    groupId,
    protocolType: 'consumer',
    groupState: 'Empty',
    groupType: 'Classic',
  });
  const { client } = await cluster(
    { ListGroups: () => ({ groups: [group('b'), group('a')] }) },
    { ListGroups: () => ({ groups: [group('b')] }) },
  );
  expect((await listGroups(client)).map(({ groupId, type }) => [groupId, type])).toEqual([
    ['a', 'classic'],
    ['b', 'classic'],
  ]);
});

it('believes that a group is dead only when it is so by every protocol', async () => {
  const missing = { groups: [{ groupId: 'g', errorCode: GROUP_ID_NOT_FOUND }] };
  const replies: FakeReplies = {
    DescribeGroups: () => missing,
    ConsumerGroupDescribe: () => missing,
    ShareGroupDescribe: () => missing,
    StreamsGroupDescribe: () => ({ groups: [{ groupId: 'g', groupState: 'Stable', members: [] }] }),
  };
  const { client, brokers } = await cluster(replies);
  expect(await describeGroup(client, 'g')).toMatchObject({ type: 'streams', state: 'Stable' });
  brokers[0]!.replies = { ...brokers[0]!.replies, StreamsGroupDescribe: () => missing };
  expect(await describeGroup(client, 'g')).toMatchObject({ type: 'classic', state: 'Dead' });
  const refused = { groups: [{ groupId: 'g', errorCode: 30, errorMessage: 'not you' }] };
  brokers[0]!.replies = { ...brokers[0]!.replies, ConsumerGroupDescribe: () => refused };
  expect(await describeGroup(client, 'g').catch(brokerErrorName)).toBe('GROUP_AUTHORIZATION_FAILED');
});

it('leaves out a log folder on a disk that failed', async () => {
  const results = [
    { errorCode: KAFKA_STORAGE_ERROR, logDir: '/bad' },
    { errorCode: 0, logDir: '/good', totalBytes: 10n, usableBytes: -1n },
  ];
  const { client } = await cluster({ DescribeLogDirs: () => ({ results }) });
  expect(await describeLogDirectories(client)).toEqual([
    { broker: 1, path: '/good', totalBytes: 10n, usableBytes: undefined, replicas: new Map() },
  ]);
});
