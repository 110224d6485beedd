import { type KafkaBroker, type KafkaCluster, startKafka } from '@mqferry/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commitGroupOffsets, fetchGroupOffsets } from '../../src/admin/group-offsets.ts';
import { listOffsets, OFFSET_LATEST } from '../../src/admin/offsets.ts';
import { electLeaders, listReassignments, reassignPartitions } from '../../src/admin/partitions.ts';
import { createTopics } from '../../src/admin/topics.ts';
import { KafkaClient } from '../../src/client/kafka-client.ts';
import { buildBatch } from '../../src/records/index.ts';
import { eventually } from '../client/releases/eventually.ts';
import { produceRaw } from '../client/releases/world.ts';

const TOPIC = 'moving';
const WHERE = { topic: TOPIC, partition: 0 };
const KEY = `${TOPIC}-0`;
const GROUP = 'group';

let cluster: KafkaCluster;
let client: KafkaClient;

const brokerOf = (id: number): KafkaBroker => cluster.brokers.find((broker) => broker.id === id)!;

/** A client that knows of one broker only, and does not wait long for an answer. */
const clientOf = (id: number): KafkaClient => {
  const bootstrap = [{ host: '127.0.0.1', port: brokerOf(id).ports.PLAINTEXT! }];
  return new KafkaClient({ bootstrap, requestTimeoutMs: 2_000 });
};

const placement = async () => {
  await client.refreshMetadata();
  const { leader, replicas, inSyncReplicas } = await client.partition(TOPIC, 0);
  return { leader, replicas, inSync: [...inSyncReplicas].sort() };
};

beforeAll(async () => {
  cluster = await startKafka({ version: '4.3.1', brokers: 3, shortLived: true });
  client = clientOf(1);
  await createTopics(client, [{ name: TOPIC, partitions: 1, replicationFactor: 1 }]);
  await eventually(() => listOffsets(client, [WHERE], OFFSET_LATEST));
  const { topicId } = await client.topic(TOPIC);
  const records = buildBatch([{ timestamp: BigInt(Date.now()), value: Buffer.from('record') }]);
  await produceRaw(client, { name: TOPIC, topicId, partition: 0 }, records);
});
afterAll(async () => {
  await client?.close();
  await cluster?.stop();
});

it('moves replicas, and elects the preferred leader', async () => {
  await reassignPartitions(client, [{ ...WHERE, replicas: [2, 1, 3] }]);
  await eventually(async () => expect((await placement()).inSync).toEqual([1, 2, 3]));
  await eventually(async () => expect(await listReassignments(client)).toEqual([]));
  await electLeaders(client, [WHERE]);
  await eventually(async () => expect((await placement()).leader).toBe(2));
  await electLeaders(client, [WHERE]);
  expect((await placement()).replicas).toEqual([2, 1, 3]);
});

it('lists and ends a move that cannot be completed, also when the controller it knew is gone', async () => {
  await reassignPartitions(client, [{ ...WHERE, replicas: [2, 1] }]);
  await eventually(async () => expect(await placement()).toMatchObject({ replicas: [2, 1] }));
  await brokerOf(3).stop();
  try {
    await reassignPartitions(client, [{ ...WHERE, replicas: [3] }]);
    const [move] = await listReassignments(client, [WHERE]);
    expect(move).toMatchObject({ ...WHERE, adding: [3] });
    expect([...move!.removing].sort()).toEqual([1, 2]);
    await reassignPartitions(client, [{ ...WHERE, replicas: null }]);
    await eventually(async () => expect(await listReassignments(client)).toEqual([]));
  } finally {
    await brokerOf(3).start();
  }
});

it('follows a leader and a coordinator that go away, from whatever broker it first knew', async () => {
  const offset = { ...WHERE, offset: 1n, metadata: 'kept' };
  await commitGroupOffsets(client, GROUP, [offset]);
  const { address } = await client.route({ group: GROUP });
  const coordinator = cluster.brokers.find(({ ports }) => ports.PLAINTEXT === address.port)!;
  for (const id of new Set([(await placement()).leader, coordinator.id])) {
    const fromThere = clientOf(id);
    await fromThere.metadata();
    await brokerOf(id).stop();
    try {
      for (const asker of [client, fromThere]) {
        expect(await listOffsets(asker, [WHERE], OFFSET_LATEST)).toEqual(new Map([[KEY, 1n]]));
        expect(await fetchGroupOffsets(asker, GROUP)).toEqual([offset]);
      }
    } finally {
      await fromThere.close();
      await brokerOf(id).start();
    }
    await eventually(async () => expect((await placement()).inSync).toHaveLength(2));
  }
});

it('leaves a broker that does not answer any more', async () => {
  const where = { topic: 'replicated', partition: 0 };
  // A broker that was started again serves clients before the controller places replicas on it.
  await eventually(() => createTopics(client, [{ name: where.topic, partitions: 1, replicationFactor: 3 }]));
  await eventually(() => listOffsets(client, [where], OFFSET_LATEST));
  const { leader } = await client.partition(where.topic, 0);
  const fromThere = clientOf(leader);
  await fromThere.metadata();
  brokerOf(leader).suspend();
  try {
    expect(await listOffsets(fromThere, [where], OFFSET_LATEST)).toEqual(new Map([['replicated-0', 0n]]));
    expect((await fromThere.partition(where.topic, 0)).leader).not.toBe(leader);
  } finally {
    brokerOf(leader).resume();
    await fromThere.close();
  }
});
