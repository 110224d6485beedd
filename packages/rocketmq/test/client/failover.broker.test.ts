import type { RocketmqCluster } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  ask,
  createRocketmqAdmin,
  putTopic,
  type ReceivedMessage,
  topicConfigs,
  updateBrokerConfig,
} from '../../src/index.ts';
import { GET_MAX_OFFSET } from '../../src/protocol/requests/consumer.ts';
import { VERSIONS } from '../fixtures/with-cluster.ts';
import { clientOf, fresh, quickCluster } from './clusters.ts';

describe.each(VERSIONS)('a client when brokers %s come and go', (version) => {
  let cluster: RocketmqCluster;
  beforeAll(async () => {
    cluster = await quickCluster({ version, masters: 2, slave: true, config: { slaveReadEnable: 'true' } });
  });
  afterAll(() => cluster?.stop());

  /** A topic with two queues at each broker. */
  const createTopic = async () => {
    const topicName = fresh('topic');
    const admin = createRocketmqAdmin(cluster.namesrvAddr);
    for (const { address, role } of cluster.brokers) {
      if (role !== 'master') continue;
      await putTopic(admin, address, {
        ...{ topicName, readQueueNums: 2, writeQueueNums: 2, perm: 6 },
        ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false },
      });
    }
    await admin.close();
    return topicName;
  };

  it('sends to another broker what one does not take, and consumes on when that is back', async () => {
    const client = clientOf(cluster, { onProblem: () => undefined, routeRefreshMs: 500 });
    const topic = await createTopic();
    const producer = await client.producer({ group: fresh('producer') });
    await expect.poll(() => producer.queues(topic)).toHaveLength(4);
    const seen = new Set<string>();
    await client.pushConsumer({
      ...{ group: fresh('group'), consumeFrom: 'first', subscriptions: [{ topic }], storeOffsetsMs: 100 },
      onMessages: ([message]: readonly ReceivedMessage[]) => void seen.add(String(message!.body)),
    });
    const brokers: string[] = [];
    const sent: string[] = [];
    const send = async (text: string) => {
      const { queue } = await producer.send({ topic, body: Buffer.from(text) });
      brokers.push(queue.brokerName);
      sent.push(text);
    };
    for (let i = 0; i < 8; i += 1) await send(`before ${i}`);
    expect(new Set(brokers)).toEqual(new Set(['broker-a', 'broker-b']));
    await expect.poll(() => seen.size).toBe(8);
    const second = cluster.brokers.find(({ name }) => name === 'broker-b')!;
    await second.kill();
    brokers.length = 0;
    for (let i = 0; i < 8; i += 1) await send(`without ${i}`);
    expect(new Set(brokers)).toEqual(new Set(['broker-a']));
    await expect.poll(() => seen.size).toBe(16);
    await second.start();
    const queues = (await producer.queues(topic)).filter(({ brokerName }) => brokerName === 'broker-b');
    for (const queue of queues) {
      await producer.send({ topic, body: Buffer.from(`back ${queue.queueId}`) }, { queue });
      sent.push(`back ${queue.queueId}`);
    }
    await expect.poll(() => seen).toEqual(new Set(sent));
  });

  it('reads from the slave that a broker suggests, and while there is no master', async () => {
    const client = clientOf(cluster, { onProblem: () => undefined });
    const topic = await createTopic();
    const producer = await client.producer({ group: fresh('producer') });
    const consumer = await client.pullConsumer({ group: fresh('reader') });
    await expect.poll(() => consumer.queues(topic)).toHaveLength(4);
    const queue = (await consumer.queues(topic)).find(({ brokerName }) => brokerName === 'broker-a')!;
    for (const text of ['a', 'b']) await producer.send({ topic, body: Buffer.from(text) }, { queue });
    const [master, slave] = cluster.brokers.filter(({ name }) => name === 'broker-a');
    const admin = createRocketmqAdmin(cluster.namesrvAddr);
    onTestFinished(() => admin.close());
    // A slave has the messages at once, but fetches from time to time what topics there are.
    const atSlave = async () => {
      const topics = await topicConfigs(admin, slave!.address);
      if (!topics.some(({ topicName }) => topicName === topic)) return 0n;
      return (await ask(admin, slave!.address, GET_MAX_OFFSET, { topic, queueId: queue.queueId })).fields
        .offset;
    };
    await expect.poll(atSlave).toBe(2n);
    await updateBrokerConfig(admin, master!.address, { accessMessageInMemoryMaxRatio: '0' });
    const suggested: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      const { messages, suggestedBrokerId } = await consumer.pull(queue, 0n);
      expect(messages.map(({ body }) => String(body))).toEqual(['a', 'b']);
      suggested.push(suggestedBrokerId);
    }
    // The master finds that the messages are out of its memory, and the slave that they are in its own.
    expect(suggested).toEqual([1, 0, 1, 0]);
    await client.close();
    await master!.kill();
    const later = clientOf(cluster, { onProblem: () => undefined });
    const reader = await later.pullConsumer({ group: fresh('reader') });
    await reader.queues(topic);
    await expect
      .poll(async () => (await reader.pull(queue, 0n).catch(() => undefined))?.messages.length)
      .toBe(2);
    await master!.start();
  });
});
