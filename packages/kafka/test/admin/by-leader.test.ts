import { expect, it } from 'vitest';
import { listOffsets, OFFSET_LATEST } from '../../src/admin/offsets.ts';
import type { ListOffsetsRequest } from '../../src/protocol/generated/index.ts';
import { codeOf } from '../client/coded.ts';
import { FakeBroker, metadataOf } from '../client/fake-broker.ts';
import { clientOf } from '../client/fake-cluster.ts';

const NOT_LEADER = 6;
const TOPIC_AUTHORIZATION_FAILED = 29;

/** Answers for all partitions asked; the offset tells the partition and the broker. */
const offsetsOf =
  (broker: bigint, errorCode: (partition: number) => number = () => 0) =>
  ({ message }: { message: ListOffsetsRequest }) => ({
    topics: message.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => ({
        partitionIndex,
        errorCode: errorCode(partitionIndex),
        offset: BigInt(partitionIndex) * 10n + broker,
      })),
    })),
  });

const partitionsOf = (topic: string, count: number) =>
  Array.from({ length: count }, (_, partition) => ({ topic, partition }));

/** Two brokers; `leaders` says who leads which partition of `t`, and may be changed. */
const twoBrokers = async (leaders: number[]) => {
  const [one, two] = [await FakeBroker.start(), await FakeBroker.start()];
  const Metadata = () => metadataOf([one, two], { t: leaders });
  one.replies = { Metadata, ListOffsets: offsetsOf(1n) };
  two.replies = { Metadata, ListOffsets: offsetsOf(2n) };
  return { one, two, client: clientOf([one.address], { operationTimeoutMs: 5_000 }) };
};

it('asks each leader once about all that it leads', async () => {
  const { one, two, client } = await twoBrokers([1, 2, 1]);
  expect(await listOffsets(client, partitionsOf('t', 3), OFFSET_LATEST)).toEqual(
    new Map([
      ['t-0', 1n],
      ['t-2', 21n],
      ['t-1', 12n],
    ]),
  );
  expect([one, two].map(({ asked }) => asked.filter((api) => api === 'ListOffsets').length)).toEqual([1, 1]);
});

it('asks again, whoever leads now, about what was not answered', async () => {
  const leaders = [1, 1];
  const { one, client } = await twoBrokers(leaders);
  one.replies = {
    ...one.replies,
    ListOffsets: (request) => {
      leaders[1] = 2;
      return offsetsOf(1n, (partition) => (partition === 1 ? NOT_LEADER : 0))(request);
    },
  };
  const offsets = await listOffsets(client, partitionsOf('t', 2), OFFSET_LATEST);
  expect(offsets).toEqual(
    new Map([
      ['t-0', 1n],
      ['t-1', 12n],
    ]),
  );
});

it('waits for a leader to be elected', async () => {
  const leaders = [-1];
  const { one, client } = await twoBrokers(leaders);
  const offsets = listOffsets(client, partitionsOf('t', 1), OFFSET_LATEST);
  await expect.poll(() => one.asked.filter((api) => api === 'Metadata').length).toBeGreaterThan(5);
  leaders[0] = 2;
  expect(await offsets).toEqual(new Map([['t-0', 2n]]));
});

it('gives up on a partition without a leader when the time is over', async () => {
  const { one } = await twoBrokers([-1, 1]);
  const client = clientOf([one.address], { operationTimeoutMs: 100 });
  expect(await codeOf(listOffsets(client, partitionsOf('t', 2), OFFSET_LATEST))).toBe('KAFKA_LEADER_UNKNOWN');
});

it('says soon that a topic or partition is not there', async () => {
  const { one, client } = await twoBrokers([1]);
  const ask = (topic: string, count: number) =>
    codeOf(listOffsets(client, partitionsOf(topic, count), OFFSET_LATEST));
  expect(await ask('missing', 1)).toBe('KAFKA_TOPIC_UNKNOWN');
  expect(await ask('t', 2)).toBe('KAFKA_PARTITION_UNKNOWN');
  expect(one.asked.filter((api) => api === 'Metadata').length).toBeLessThan(12);
});

it('throws at once what does not pass, although other answers may', async () => {
  const { one, client } = await twoBrokers([1, 1]);
  const errors = [NOT_LEADER, TOPIC_AUTHORIZATION_FAILED];
  one.replies = { ...one.replies, ListOffsets: offsetsOf(1n, (partition) => errors[partition]!) };
  await expect(listOffsets(client, partitionsOf('t', 2), OFFSET_LATEST)).rejects.toMatchObject({
    code: 'KAFKA_BROKER_ERROR',
    parameters: { subject: 't-1', error: 'TOPIC_AUTHORIZATION_FAILED' },
  });
  expect(one.asked.filter((api) => api === 'ListOffsets')).toHaveLength(1);
});

it('notices that a broker left a partition out', async () => {
  const { one, client } = await twoBrokers([1]);
  one.replies = { ...one.replies, ListOffsets: () => ({ topics: [] }) };
  const offsets = listOffsets(client, partitionsOf('t', 1), OFFSET_LATEST);
  expect(await codeOf(offsets)).toBe('KAFKA_PROTOCOL_VIOLATION');
});

it('asks about 5,000 partitions in one request', async () => {
  const { one, client } = await twoBrokers(Array.from({ length: 5_000 }, () => 1));
  const offsets = await listOffsets(client, partitionsOf('t', 5_000), OFFSET_LATEST);
  expect([offsets.size, offsets.get('t-4999')]).toEqual([5_000, 49_991n]);
  expect(one.asked.filter((api) => api === 'ListOffsets')).toHaveLength(1);
});

it('asks nobody about nothing', async () => {
  const { one, client } = await twoBrokers([1]);
  expect(await listOffsets(client, [], OFFSET_LATEST)).toEqual(new Map());
  expect(one.accepted).toBe(0);
});
