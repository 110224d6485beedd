import type { RocketmqCluster } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allProducers,
  consumerConnections,
  createRocketmqAdmin,
  dlqTopic,
  PROPERTY,
  type ReceivedMessage,
  topicNames,
} from '../../src/index.ts';
import { VERSIONS } from '../fixtures/with-cluster.ts';
import { clientOf, fresh, quickCluster } from './clusters.ts';
import { readAll } from './read-all.ts';

describe.each(VERSIONS)('a client with a broker %s', (version) => {
  let cluster: RocketmqCluster;
  beforeAll(async () => {
    cluster = await quickCluster({ version });
  });
  afterAll(() => cluster?.stop());

  it('sends requests, and replies to those of others', async () => {
    const asking = clientOf(cluster);
    const answering = clientOf(cluster);
    const topic = fresh('topic');
    const replier = await answering.producer({ group: fresh('replier'), compressFromBytes: 1000 });
    const producer = await asking.producer({ group: fresh('asking') });
    await producer.send({ topic, body: Buffer.from('no request') });
    const failures: unknown[] = [];
    await answering.pushConsumer({
      ...{ group: fresh('group'), consumeFrom: 'first', subscriptions: [{ topic }] },
      onMessages: async ([message]) => {
        if (String(message!.body) === 'silence') return;
        const reply = {
          body: Buffer.concat([message!.body, Buffer.alloc(2000, '!')]),
          flag: 3,
          properties: { a: 'b' },
        };
        await replier.reply(message!.stored, reply).catch((error) => failures.push(error.code));
      },
    });
    await expect.poll(() => failures).toEqual(['ROCKETMQ_NOT_A_REQUEST']);
    const replies = await Promise.all(
      ['one', 'two'].map((text) =>
        producer.request({ topic, body: Buffer.from(text) }, { timeoutMs: 30_000 }),
      ),
    );
    expect(replies.map(({ body }) => String(body.subarray(0, 4)))).toEqual(['one!', 'two!']);
    expect(replies[0]).toMatchObject({ flag: 3 });
    expect(replies[0]!.body).toHaveLength(2003);
    expect(replies[0]!.properties.get('a')).toBe('b');
    await expect(
      producer.request({ topic, body: Buffer.from('silence') }, { timeoutMs: 500 }),
    ).rejects.toMatchObject({ code: 'ROCKETMQ_REPLY_TIMEOUT' });
  });

  it('works in a namespace, and shows names without it', async () => {
    const namespace = fresh('INSTANCE');
    const client = clientOf(cluster, { namespace, onProblem: () => undefined });
    const [topic, group] = [fresh('topic'), fresh('group')];
    const producer = await client.producer({ group: fresh('producer') });
    const sent = await producer.send({ topic, body: Buffer.from('x') });
    expect(sent.queue.topic).toBe(topic);
    const seen: ReceivedMessage[] = [];
    const consumer = await client.pushConsumer({
      ...{ group, consumeFrom: 'first', subscriptions: [{ topic }], maxReconsumeTimes: 1 },
      onMessages: ([message]) => {
        seen.push(message!);
        throw new Error('it is bad');
      },
    });
    const [dead] = await readAll(await client.pullConsumer({ group: fresh('reader') }), dlqTopic(group), 1);
    expect(seen.map((message) => [message.topic, message.queue.topic])).toEqual([
      [topic, topic],
      [topic, `%RETRY%${group}`],
    ]);
    expect(seen[0]!.property(PROPERTY.instanceId)).toBe(namespace);
    expect(dead!.topic).toBe(`%DLQ%${namespace}%${group}`);
    expect(new Set(consumer.queues.map((queue) => queue.topic))).toEqual(new Set([topic, `%RETRY%${group}`]));
    const admin = createRocketmqAdmin(cluster.namesrvAddr);
    expect(await topicNames(admin)).toContain(`${namespace}%${topic}`);
    await admin.close();
  });

  it('is known to the broker until it leaves, and sends to its second listener', async () => {
    const client = clientOf(cluster, {
      vipChannel: true,
      unitName: 'unit',
      instanceName: 'me',
      clientIp: '10.0.0.9',
    });
    expect(client.clientId).toBe('10.0.0.9@me@unit');
    const topic = fresh('topic');
    const producerGroup = fresh('producer');
    const producer = await client.producer({ group: producerGroup });
    await producer.send({ topic, body: Buffer.from('x') });
    const group = fresh('reader');
    const consumer = await client.pullConsumer({ group });
    expect(await readAll(consumer, topic, 1)).toHaveLength(1);
    const admin = createRocketmqAdmin(cluster.namesrvAddr);
    const { address } = cluster.brokers[0]!;
    const consumers = async () =>
      (await consumerConnections(admin, address, group))?.connections.map(({ clientId }) => clientId);
    const producers = async () =>
      (await allProducers(admin, address)).get(producerGroup)?.map(({ clientId }) => clientId);
    expect(await consumers()).toEqual([client.clientId]);
    expect(await producers()).toContain(client.clientId);
    await client.close();
    expect(await consumers()).toBeUndefined();
    expect(await producers()).toBeUndefined();
    await admin.close();
  });
});
