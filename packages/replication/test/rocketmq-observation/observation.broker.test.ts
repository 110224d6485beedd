import {
  createRocketmqAdmin,
  mastersOf,
  onMasters,
  presetOffsets,
  putGroup,
  putTopic,
  type RocketmqAdmin,
  RocketmqClient,
  retryTopic,
  valuesOf,
} from '@mqferry/rocketmq';
import { type RocketmqCluster, runMqadmin, startRocketmq } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  groupReading,
  groupsByTopic,
  progressOf,
  readCluster,
  topicReading,
  writersOf,
} from '../../src/index.ts';

const TOPIC = 'orders';
const GROUP = 'billing';
const NAME = 'DefaultCluster';

describe.each(['4.9.7', '5.5.0'] as const)('what is seen of a cluster of RocketMQ %s', (version) => {
  let cluster: RocketmqCluster;
  let admin: RocketmqAdmin;
  let client: RocketmqClient;
  const read = () => readCluster(admin, NAME, { topics: [TOPIC, 'missing'], groups: [GROUP, 'nobody'] });
  const produce = async (count: number, delayLevel?: number) => {
    const producer = await client.producer({ group: 'writers' });
    for (let sent = 0; sent < count; sent += 1) {
      await producer.send({ topic: TOPIC, body: Buffer.from(String(sent)), delayLevel });
    }
    await producer.close();
  };

  beforeAll(async () => {
    cluster = await startRocketmq({ version, masters: 2 });
    admin = createRocketmqAdmin(cluster.namesrvAddr);
    client = new RocketmqClient({ nameServers: cluster.namesrvAddr, requestTimeoutMs: 30_000 });
    const topic = { topicName: TOPIC, readQueueNums: 2, writeQueueNums: 2, perm: 6, topicSysFlag: 0 };
    const group = { groupName: GROUP, consumeEnable: true, consumeFromMinEnable: true };
    const made = await onMasters(admin, NAME, async ({ address }) => {
      await putTopic(admin, address, { ...topic, topicFilterType: 'SINGLE_TAG', order: false });
      await putGroup(admin, address, {
        ...{ ...group, consumeBroadcastEnable: true, retryQueueNums: 1, retryMaxTimes: 16 },
        ...{ brokerId: 0n, whichBrokerWhenConsumeSlowly: 1n },
      });
    });
    valuesOf(made);
  });
  afterAll(async () => {
    await client?.close();
    await admin?.close();
    await cluster?.stop();
  });

  test('is a topic with its queues on every master, and what is not there is told so', async () => {
    const reading = await read();
    expect(topicReading(reading, TOPIC)).toEqual({
      ...{ brokers: ['broker-a', 'broker-b'], readQueues: 4, writeQueues: 4, perm: 6 },
      ends: new Map(['broker-a:0', 'broker-a:1', 'broker-b:0', 'broker-b:1'].map((queue) => [queue, 0n])),
      waiting: { delayed: 0n, timed: 0n, half: 0n },
      writtenAt: undefined,
    });
    expect(topicReading(reading, 'missing')).toBeUndefined();
    expect(groupReading(reading, 'nobody')).toBeUndefined();
    expect(groupReading(reading, GROUP)).toMatchObject({ brokers: ['broker-a', 'broker-b'], consumers: [] });
  });

  test('is a group without offsets that is given some', async () => {
    expect(progressOf(await read(), GROUP, TOPIC)).toEqual({ backlog: 0n, hasOffsets: false });
    const before = Date.now() - 1000;
    await produce(8);
    expect(topicReading(await read(), TOPIC)?.writtenAt).toBeGreaterThan(before);
    await expect.poll(async () => progressOf(await read(), GROUP, TOPIC)?.backlog).toBe(8n);
    const preset = async () =>
      valuesOf(await presetOffsets(admin, NAME, [{ topic: TOPIC, groups: [GROUP] }]));
    expect(await preset()).toEqual([2, 2]);
    expect(await preset()).toEqual([0, 0]);
    expect(progressOf(await read(), GROUP, TOPIC)).toEqual({ backlog: 8n, hasOffsets: true });
    expect(groupsByTopic(await read()).get(TOPIC)).toEqual(new Set([GROUP]));
  });

  test('is how far consumers are, as mqadmin tells it, and who they are', async () => {
    const consumer = await client.pushConsumer({
      ...{ group: GROUP, subscriptions: [{ topic: TOPIC }], onMessages: () => undefined },
    });
    await expect.poll(async () => progressOf(await read(), GROUP, TOPIC)?.backlog).toBe(0n);
    const reading = await read();
    expect(groupReading(reading, GROUP)).toMatchObject({
      ...{ subscriptions: [TOPIC], messageModel: 'CLUSTERING', consumeType: 'CONSUME_PASSIVELY' },
      consumers: [{ clientId: client.clientId }],
    });
    await consumer.close();
    await produce(3);
    await expect.poll(async () => progressOf(await read(), GROUP, TOPIC)?.backlog).toBe(3n);
    const told = await runMqadmin(version, ['consumerProgress', '-n', cluster.namesrvAddr, '-g', GROUP]);
    expect(told).toMatch(/Diff Total: 3\b/);
  });

  test('is what waits for the topic, and what for a group to be delivered once more', async () => {
    await produce(5, 18);
    const failing = await client.pushConsumer({
      ...{
        group: GROUP,
        subscriptions: [{ topic: TOPIC }],
        onMessages: () => ({ retryFrom: 0, delayLevel: 17 }),
      },
    });
    await expect.poll(async () => topicReading(await read(), TOPIC)?.waiting.delayed).toBe(5n);
    const retries = async () => {
      const topics = [retryTopic(GROUP)];
      const reading = await readCluster(admin, NAME, { topics, groups: [GROUP] });
      return topicReading(reading, topics[0]!)?.waiting.delayed;
    };
    await expect.poll(retries).toBe(3n);
    await failing.close();
  });

  test('is who writes, by the connections that are in the messages', async () => {
    const writers = [0, 1].map(
      () => new RocketmqClient({ nameServers: cluster.namesrvAddr, requestTimeoutMs: 30_000 }),
    );
    const since = Date.now() - 1;
    for (const writer of writers) {
      const producer = await writer.producer({ group: 'writers' });
      for (let sent = 0; sent < 8; sent += 1) await producer.send({ topic: TOPIC, body: Buffer.from('w') });
    }
    const seen = async () => {
      const found = await writersOf(admin, NAME, TOPIC, { since, reading: await read() });
      return new Set(found.map(({ clientId }) => clientId));
    };
    await expect.poll(seen).toEqual(new Set(writers.map(({ clientId }) => clientId)));
    await Promise.all(writers.map((writer) => writer.close()));
    await expect.poll(seen).toEqual(new Set([undefined]));
  });

  test('is unknown as far as a master does not answer', async () => {
    const [, second] = mastersOf(await admin.nameServers.clusterInfo(), NAME);
    const broker = cluster.brokers.find(({ address }) => address === second!.address)!;
    broker.suspend();
    try {
      const reading = await read();
      expect([...reading.unread.keys()]).toEqual([second!.name]);
      expect(progressOf(reading, GROUP, TOPIC)).toBeUndefined();
      expect(topicReading(reading, TOPIC)?.waiting.half).toBeUndefined();
    } finally {
      broker.resume();
    }
  });
});
