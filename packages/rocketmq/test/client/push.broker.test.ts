import type { RocketmqCluster } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  createRocketmqAdmin,
  dlqTopic,
  PROPERTY,
  type ReceivedMessage,
  type Retry,
  type RocketmqClient,
  updateBrokerConfig,
} from '../../src/index.ts';
import { VERSIONS } from '../fixtures/with-cluster.ts';
import { clientOf, fresh, PATIENT_MS, quickCluster } from './clusters.ts';
import { ownProperties, readAll } from './read-all.ts';

const textOf = ({ body }: { readonly body: Buffer }): string => String(body);

describe.each(VERSIONS)('a push consumer with a broker %s', (version) => {
  let cluster: RocketmqCluster;
  beforeAll(async () => {
    cluster = await quickCluster({ version });
  });
  afterAll(() => cluster?.stop());

  /** Sends so many messages, `message 0` and so on, into the queues of a new topic. */
  const filledTopic = async (client: RocketmqClient, count: number, tag?: (i: number) => string) => {
    const topic = fresh('topic');
    const producer = await client.producer({ group: fresh('producer'), sendTimeoutMs: PATIENT_MS });
    for (let i = 0; i < count; i += 1) {
      await producer.send({ topic, body: Buffer.from(`message ${i}`), tag: tag?.(i) });
    }
    return { topic, producer };
  };
  const numbered = (count: number) => Array.from({ length: count }, (_, i) => `message ${i}`).sort();

  it('has every message consumed once, and goes on there after it was closed', async () => {
    const client = clientOf(cluster);
    const { topic, producer } = await filledTopic(client, 50);
    const group = fresh('group');
    const seen: ReceivedMessage[] = [];
    const options = {
      ...({ group, consumeFrom: 'first', subscriptions: [{ topic }], batchSize: 7 } as const),
      onMessages: (messages: readonly ReceivedMessage[]) => void seen.push(...messages),
    };
    const first = await client.pushConsumer(options);
    await expect.poll(() => seen.length).toBe(50);
    await first.close();
    for (const i of [50, 51]) await producer.send({ topic, body: Buffer.from(`message ${i}`) });
    await client.pushConsumer(options);
    await expect.poll(() => seen.map(textOf).sort()).toEqual(numbered(52));
    expect(seen[0]).toMatchObject({ topic, reconsumeTimes: 0 });
    expect(seen[0]!.queue).toMatchObject({ topic, brokerName: 'broker-a' });
  });

  it('begins at the first message, at the end, or at a time', async () => {
    const client = clientOf(cluster);
    // Without it 4.9 says 0 of a group that it does not know, for a queue whose first message is in memory still.
    const setRatio = async (ratio: number) => {
      const admin = createRocketmqAdmin(cluster.namesrvAddr);
      const values = { accessMessageInMemoryMaxRatio: String(ratio) };
      await updateBrokerConfig(admin, cluster.brokers[0]!.address, values);
      await admin.close();
    };
    await setRatio(0);
    onTestFinished(() => setRatio(40));
    const { topic, producer } = await filledTopic(client, 0);
    const send = (body: string) => producer.send({ topic, body: Buffer.from(body) }, { orderBy: 'k' });
    for (const i of [0, 1, 2]) await send(`message ${i}`);
    const seen: Record<string, string[]> = { first: [], last: [], time: [] };
    const consume = (name: string, consumeFrom: 'first' | 'last' | number) =>
      client.pushConsumer({
        ...{ group: fresh(name), subscriptions: [{ topic }], consumeFrom },
        onMessages: ([message]) => void seen[name]!.push(textOf(message!)),
      });
    await consume('last', 'last');
    await consume('first', 'first');
    await consume('time', Date.now() + 60_000);
    await send('message 3');
    await expect
      .poll(() => Object.values(seen).map((bodies) => bodies.at(-1)))
      .toEqual(Array(3).fill('message 3'));
    // 5.5.0 looks whether the page is in memory, whatever the ratio is. 4.9.7 takes the last message for one at that time.
    const begins = version === '4.9.7' ? { first: 0, last: 3, time: 2 } : { first: 0, last: 0, time: 0 };
    expect(seen).toEqual(
      Object.fromEntries(Object.entries(begins).map(([name, begin]) => [name, numbered(4).slice(begin)])),
    );
  });

  it('gets the tags it wants, and not those with the same hash', async () => {
    const client = clientOf(cluster);
    // "Aa" and "BB" have the same hash in Java.
    const { topic } = await filledTopic(client, 9, (i) => ['Aa', 'BB', 'C'][i % 3]!);
    const seen: string[] = [];
    await client.pushConsumer({
      ...{ group: fresh('group'), consumeFrom: 'first', subscriptions: [{ topic, tags: ['Aa', 'C'] }] },
      onMessages: ([message]) => void seen.push(message!.tag!),
    });
    await expect.poll(() => seen.sort()).toEqual(['Aa', 'Aa', 'Aa', 'C', 'C', 'C']);
  });

  it('gets what an expression of SQL92 says, and refuses one that is none', async () => {
    const client = clientOf(cluster);
    const topic = fresh('topic');
    const producer = await client.producer({ group: fresh('producer') });
    for (const price of [5, 50, 500]) {
      await producer.send({ topic, body: Buffer.from(String(price)), properties: { price: String(price) } });
    }
    const seen: string[] = [];
    const onMessages = ([message]: readonly ReceivedMessage[]) => void seen.push(textOf(message!));
    const consume = (sql: string) =>
      client.pushConsumer({
        ...{ group: fresh('group'), consumeFrom: 'first', subscriptions: [{ topic, sql }] },
        onMessages,
      });
    await consume('price > 10 AND price IS NOT NULL');
    await expect.poll(() => seen.sort()).toEqual(['50', '500']);
    await expect(consume('price >')).rejects.toMatchObject({ code: 'ROCKETMQ_SUBSCRIPTION_PARSE_FAILED' });
  });

  it('has messages delivered again that fail, and to the dead letters when that is too often', async () => {
    const problems: string[] = [];
    const client = clientOf(cluster, { onProblem: ({ message }) => problems.push(message) });
    const topic = fresh('topic');
    const group = fresh('group');
    const producer = await client.producer({ group: fresh('producer') });
    const properties = { colour: 'blue' };
    const sent = await producer.send({
      topic,
      flag: 9,
      tag: 't',
      keys: ['k'],
      properties,
      body: Buffer.from('bad'),
    });
    const seen: [string, number, string][] = [];
    await client.pushConsumer({
      ...{ group, consumeFrom: 'first', subscriptions: [{ topic }], maxReconsumeTimes: 2 },
      onMessages: ([message]) => {
        seen.push([message!.topic, message!.reconsumeTimes, message!.messageId]);
        throw new Error('it is bad');
      },
    });
    const [dead] = await readAll(await client.pullConsumer({ group: fresh('reader') }), dlqTopic(group), 1);
    expect(seen).toEqual([0, 1, 2].map((times) => [topic, times, sent.messageId]));
    expect(problems).toEqual(seen.map(() => 'it is bad'));
    expect(dead).toMatchObject({ flag: 9, reconsumeTimes: 3 });
    expect(textOf(dead!)).toBe('bad');
    expect(dead!.property(PROPERTY.originMessageId)).toBe(sent.offsetMessageId);
    expect(ownProperties(dead!)).toMatchObject({ TAGS: 't', KEYS: 'k', RETRY_TOPIC: topic, ...properties });
  });

  it('has a part of a batch delivered again, or sent to the dead letters at once', async () => {
    const client = clientOf(cluster);
    const topic = fresh('topic');
    const group = fresh('group');
    const producer = await client.producer({ group: fresh('producer') });
    const names = ['good', 'late', 'dead'];
    await producer.sendBatch(names.map((name) => ({ topic, body: Buffer.from(name) })));
    const batches: string[][] = [];
    await client.pushConsumer({
      ...{ group, consumeFrom: 'first', subscriptions: [{ topic }], batchSize: 3 },
      onMessages: (messages): Retry | undefined => {
        const bodies = messages.map(textOf);
        batches.push(bodies);
        if (bodies.length === 3) return { retryFrom: 1 };
        const dead = bodies.indexOf('dead');
        return dead < 0 ? undefined : { retryFrom: dead, delayLevel: -1 };
      },
    });
    const [dead] = await readAll(await client.pullConsumer({ group: fresh('reader') }), dlqTopic(group), 1);
    expect(textOf(dead!)).toBe('dead');
    await expect.poll(() => batches.flat().sort()).toEqual(['dead', 'dead', 'good', 'late', 'late']);
    expect(batches[0]).toEqual(names);
  });

  it('shares queues with other clients, and takes them over when these leave', async () => {
    const client = clientOf(cluster);
    const other = clientOf(cluster);
    const { topic, producer } = await filledTopic(client, 0);
    await producer.send({ topic, body: Buffer.from('message 0') });
    const group = fresh('group');
    const seen: string[] = [];
    const join = (from: RocketmqClient, name: string) =>
      from.pushConsumer({
        ...{ group, consumeFrom: 'first', subscriptions: [{ topic }] },
        onMessages: ([message]) => void seen.push(`${name} ${message!.queue.queueId} ${textOf(message!)}`),
      });
    const own = (consumer: Awaited<ReturnType<typeof join>>) =>
      consumer.queues
        .filter((queue) => queue.topic === topic)
        .map(({ queueId }) => queueId)
        .sort();
    const first = await join(client, 'first');
    await expect.poll(() => seen.length).toBe(1);
    const second = await join(other, 'second');
    await expect.poll(() => [own(first), own(second)].flat().sort()).toEqual([0, 1, 2, 3]);
    expect(own(first)).toHaveLength(2);
    const queues = await producer.queues(topic);
    for (const queue of queues) await producer.send({ topic, body: Buffer.from('both') }, { queue });
    // Message 0 may come again to the second, which can ask for an offset before the first has committed its own.
    const both = () => seen.filter((line) => line.endsWith(' both')).sort();
    await expect.poll(both).toHaveLength(4);
    const shares = new Map([
      ...own(first).map((id) => [id, 'first'] as const),
      ...own(second).map((id) => [id, 'second'] as const),
    ]);
    expect(both()).toEqual([...shares].map(([id, name]) => `${name} ${id} both`).sort());
    await second.close();
    await expect.poll(() => own(first)).toEqual([0, 1, 2, 3]);
  });

  it('consumes no more at a time than it is told, and pulls no more than has room', async () => {
    const client = clientOf(cluster);
    const { topic } = await filledTopic(client, 60);
    const gate = Promise.withResolvers<void>();
    let running = 0;
    let most = 0;
    let consumed = 0;
    const consumer = await client.pushConsumer({
      ...{ group: fresh('group'), consumeFrom: 'first', subscriptions: [{ topic }] },
      ...{ concurrency: 3, maxCachedMessages: 5, pullBatchSize: 2 },
      onMessages: async () => {
        running += 1;
        most = Math.max(most, running);
        await gate.promise;
        running -= 1;
        consumed += 1;
      },
    });
    const cached = () => consumer.runningInfo().queues.map(({ info }) => info.cachedMsgCount);
    await expect.poll(() => cached().reduce((sum, count) => sum + count, 0)).toBe(24);
    expect([running, ...cached().filter((count) => count > 0)]).toEqual([3, 6, 6, 6, 6]);
    gate.resolve();
    await expect.poll(() => consumed).toBe(60);
    expect(most).toBe(3);
  });

  it('rests while it is paused', async () => {
    const client = clientOf(cluster);
    const { topic, producer } = await filledTopic(client, 1);
    const seen: string[] = [];
    const consumer = await client.pushConsumer({
      ...{ group: fresh('group'), consumeFrom: 'first', subscriptions: [{ topic }] },
      onMessages: ([message]) => void seen.push(textOf(message!)),
    });
    await expect.poll(() => seen).toEqual(['message 0']);
    consumer.pause();
    // Each queue may have one pull under way, which is still answered.
    const queues = await producer.queues(topic);
    for (const queue of queues) await producer.send({ topic, body: Buffer.from('last') }, { queue });
    await expect.poll(() => seen.length).toBe(5);
    for (const queue of queues) await producer.send({ topic, body: Buffer.from('later') }, { queue });
    const reader = await client.pullConsumer({ group: fresh('reader') });
    await readAll(reader, topic, 9);
    expect(seen).not.toContain('later');
    consumer.resume();
    await expect.poll(() => seen.filter((body) => body === 'later').length).toBe(4);
  });

  it('waits for what is being consumed when it is closed, and forgets what was not', async () => {
    const client = clientOf(cluster);
    const { topic } = await filledTopic(client, 8);
    const group = fresh('group');
    const gate = Promise.withResolvers<void>();
    const seen: string[] = [];
    const subscriptions = [{ topic }];
    const consumer = await client.pushConsumer({
      ...{ group, consumeFrom: 'first', subscriptions, concurrency: 1 },
      onMessages: async ([message]) => {
        seen.push(textOf(message!));
        await gate.promise;
      },
    });
    await expect.poll(() => seen.length).toBe(1);
    const closed = consumer.close();
    gate.resolve();
    await closed;
    expect(seen).toHaveLength(1);
    await client.pushConsumer({
      ...{ group, consumeFrom: 'first', subscriptions },
      onMessages: ([message]) => void seen.push(textOf(message!)),
    });
    await expect.poll(() => seen.sort()).toEqual(numbered(8));
  });

  it('sends back what takes too long', async () => {
    const client = clientOf(cluster);
    const { topic } = await filledTopic(client, 1);
    const never = Promise.withResolvers<void>();
    const times: number[] = [];
    await client.pushConsumer({
      ...{ group: fresh('group'), consumeFrom: 'first', subscriptions: [{ topic }], consumeTimeoutMs: 500 },
      onMessages: async ([message]) => {
        times.push(message!.reconsumeTimes);
        if (message!.reconsumeTimes === 0) await never.promise;
      },
    });
    await expect.poll(() => times).toEqual([0, 1]);
    never.resolve();
  });

  it('refuses a second member of the group in one client', async () => {
    const client = clientOf(cluster);
    const { topic, producer } = await filledTopic(client, 1);
    const options = { group: fresh('group'), subscriptions: [{ topic }], onMessages: () => undefined };
    const consumer = await client.pushConsumer(options);
    await expect(client.pushConsumer(options)).rejects.toMatchObject({ code: 'ROCKETMQ_GROUP_TAKEN' });
    expect(consumer.queues.length).toBeGreaterThan(0);
    await producer.close();
    await consumer.close();
    await client.pushConsumer(options);
  });
});
