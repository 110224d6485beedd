import type { RocketmqCluster } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compressionOf,
  type MessageCompression,
  messageIdOf,
  offsetMessageId,
  PROPERTY,
  SYS_FLAG,
  type TransactionOutcome,
} from '../../src/index.ts';
import { VERSIONS } from '../fixtures/with-cluster.ts';
import { clientOf, fresh, quickCluster } from './clusters.ts';
import { ownProperties, readAll } from './read-all.ts';

describe.each(VERSIONS)('a producer with a broker %s', (version) => {
  let cluster: RocketmqCluster;
  beforeAll(async () => {
    cluster = await quickCluster({ version });
  });
  afterAll(() => cluster?.stop());

  const start = async () => {
    const client = clientOf(cluster);
    return {
      client,
      topic: fresh('topic'),
      producer: await client.producer({ group: fresh('producer') }),
      consumer: await client.pullConsumer({ group: fresh('reader') }),
    };
  };

  it('has messages stored with body, tag, keys, flag and properties, and says where', async () => {
    const { topic, producer, consumer } = await start();
    const body = Buffer.from('ä body \u0000\u0001\u0002');
    const properties = { colour: 'blue', ключ: 'значение 値' };
    const sent = await producer.send({ topic, body, tag: 'paid', keys: ['a1', 'b2'], flag: -7, properties });
    const [message] = await readAll(consumer, topic, 1);
    expect(message).toMatchObject({
      topic,
      flag: -7,
      queueOffset: sent.queueOffset,
      queueId: sent.queue.queueId,
    });
    expect(message!.body).toEqual(body);
    expect(ownProperties(message!)).toEqual({ TAGS: 'paid', KEYS: 'a1 b2', ...properties });
    expect(messageIdOf(message!)).toBe(sent.messageId);
    expect(offsetMessageId(message!)).toBe(sent.offsetMessageId);
    expect(sent).toMatchObject({ status: 'ok', queue: { topic, brokerName: 'broker-a' } });
  });

  it.each<MessageCompression>(['zlib', 'lz4', 'zstd'])(
    'compresses large bodies with %s',
    async (compression) => {
      const { client, topic, consumer } = await start();
      const producer = await client.producer({ group: fresh('producer'), compression });
      const small = Buffer.alloc(4095, 'abc');
      const large = Buffer.alloc(4096, 'abc');
      await producer.send({ topic, body: small }, { orderBy: 'k' });
      await producer.send({ topic, body: large }, { orderBy: 'k' });
      const [first, second] = await readAll(consumer, topic, 2);
      expect([first, second].map((message) => compressionOf(message!.sysFlag))).toEqual([
        undefined,
        compression,
      ]);
      expect(second!.storedBody.length).toBeLessThan(300);
      expect([first!.body, second!.body]).toEqual([small, large]);
    },
  );

  it('sends a copied body as it is, with its own flags and its old key', async () => {
    const { topic, producer, consumer } = await start();
    const body = Buffer.alloc(5000, 1);
    const flags = SYS_FLAG.multiTags;
    const systemProperties = { [PROPERTY.uniqueKey]: '0'.repeat(32), [PROPERTY.originMessageId]: 'X' };
    await producer.send({ topic, body, sysFlag: flags | SYS_FLAG.bornHostV6, systemProperties });
    const [message] = await readAll(consumer, topic, 1);
    expect(message!.sysFlag).toBe(flags);
    expect(message!.storedBody).toEqual(body);
    expect(messageIdOf(message!)).toBe('0'.repeat(32));
    expect(ownProperties(message!)).toEqual({ ORIGIN_MESSAGE_ID: 'X' });
  });

  it('sends a batch into one queue, each message with its own properties and key', async () => {
    const { topic, producer, consumer } = await start();
    const batch = ['a', 'b', 'c'].map((name, flag) => ({
      ...{ topic, flag, tag: name, keys: [name], properties: { name } },
      body: Buffer.from(name),
    }));
    const sent = await producer.sendBatch(batch);
    const messages = await readAll(consumer, topic, 3);
    expect(messages.map(({ body, flag }) => [String(body), flag])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
    expect(messages.map(ownProperties)).toEqual(
      ['a', 'b', 'c'].map((name) => ({ TAGS: name, KEYS: name, name })),
    );
    expect(messages.map(({ queueId, queueOffset }) => [queueId, queueOffset])).toEqual(
      [0n, 1n, 2n].map((offset) => [sent.queue.queueId, offset]),
    );
    expect(messages.map(messageIdOf).join()).toBe(sent.messageId);
    expect(messages.map(offsetMessageId).join()).toBe(sent.offsetMessageId);
  });

  it('sends without waiting, to chosen queues, and by a key to the queue that Java takes', async () => {
    const { topic, producer, consumer } = await start();
    const queues = await producer.queues(topic);
    expect(queues.map(({ queueId }) => queueId)).toEqual([0, 1, 2, 3]);
    await producer.sendOneway({ topic, body: Buffer.from('oneway') }, { queue: queues[3] });
    const chosen = await producer.send({ topic, body: Buffer.from('chosen') }, { queue: queues[1] });
    // "abc".hashCode() is 96354, "polygenelubricants".hashCode() is -2147483648.
    const byKey = await producer.send({ topic, body: Buffer.from('key') }, { orderBy: 'abc' });
    const byWorst = await producer.send(
      { topic, body: Buffer.from('worst') },
      { orderBy: 'polygenelubricants' },
    );
    expect([chosen, byKey, byWorst].map(({ queue }) => queue.queueId)).toEqual([1, 2, 0]);
    const messages = await readAll(consumer, topic, 4);
    expect(messages.find(({ body }) => String(body) === 'oneway')!.queueId).toBe(3);
  });

  it('tells each of many sends that are under way where its message is', async () => {
    const { topic, producer, consumer } = await start();
    const [queue] = await producer.queues(topic);
    await producer.send({ topic, body: Buffer.from('first') }, { queue });
    const bodies = Array.from({ length: 32 }, (_, i) => `message ${i}`);
    const sent = await Promise.all(
      bodies.map((body) => producer.send({ topic, body: Buffer.from(body) }, { queue })),
    );
    const messages = await readAll(consumer, topic, 33);
    const stored = new Map(messages.map((message) => [message.queueOffset, String(message.body)]));
    expect(sent.map(({ queueOffset }) => stored.get(queueOffset))).toEqual(bodies);
  });

  it('has messages delivered later by a level', async () => {
    const { topic, producer, consumer } = await start();
    const begin = Date.now();
    await producer.send({ topic, body: Buffer.from('later'), delayLevel: 1 });
    const [message] = await readAll(consumer, topic, 1);
    expect(String(message!.body)).toBe('later');
    expect(Number(message!.storeTimestamp) - begin).toBeGreaterThanOrEqual(900);
  });

  it('has messages delivered at a time, which 4.9 does not know of', async () => {
    const { topic, producer, consumer } = await start();
    const deliverAt = Date.now() + 3000;
    await producer.send({ topic, body: Buffer.from('at'), deliverAt }, { orderBy: 'k' });
    const [message] = await readAll(consumer, topic, 1);
    const earlyMs = deliverAt - Number(message!.storeTimestamp);
    if (version === '4.9.7') expect(earlyMs).toBeGreaterThan(0);
    else expect(earlyMs).toBeLessThanOrEqual(1000);
  });

  it('delivers what a transaction commits and nothing of what it rolls back', async () => {
    const { topic, producer, consumer } = await start();
    const send = (body: string, outcome: TransactionOutcome) =>
      producer.sendInTransaction({ topic, body: Buffer.from(body), tag: body }, () => outcome);
    const rolledBack = await send('no', 'rollback');
    const committed = await send('yes', 'commit');
    expect([rolledBack.outcome, committed.outcome]).toEqual(['rollback', 'commit']);
    const [message] = await readAll(consumer, topic, 1);
    expect(String(message!.body)).toBe('yes');
    expect(messageIdOf(message!)).toBe(committed.messageId);
  });

  it('is asked about transactions that are unknown, or whose producer has ended', async () => {
    const { topic, consumer } = await start();
    const group = fresh('transactional');
    const [gone, client] = [clientOf(cluster), clientOf(cluster)];
    const producer = await gone.producer({ group });
    const unknown = await producer.sendInTransaction(
      { topic, body: Buffer.from('unknown') },
      () => 'unknown',
    );
    const failure = new Error('the database is away');
    const failed = producer.sendInTransaction({ topic, body: Buffer.from('failed') }, () => {
      throw failure;
    });
    await expect(failed).rejects.toBe(failure);
    await gone.close();
    const asked: string[] = [];
    await client.producer({
      group,
      checkTransaction: async (message) => {
        asked.push(`${message.topic} ${message.body}`);
        return messageIdOf(message) === unknown.messageId ? 'commit' : 'rollback';
      },
    });
    const [message] = await readAll(consumer, topic, 1);
    expect(String(message!.body)).toBe('unknown');
    await expect.poll(() => new Set(asked)).toEqual(new Set([`${topic} unknown`, `${topic} failed`]));
  });

  it('refuses what cannot be sent', async () => {
    const { topic, producer } = await start();
    const body = Buffer.from('x');
    await expect(producer.send({ topic, body, properties: { TAGS: 'a' } })).rejects.toMatchObject({
      code: 'ROCKETMQ_PROPERTY_RESERVED',
    });
    await expect(
      producer.sendInTransaction({ topic, body, delayLevel: 1 }, () => 'commit'),
    ).rejects.toMatchObject({ code: 'ROCKETMQ_TRANSACTION_DELAYED' });
    await expect(
      producer.send({ topic, body: Buffer.alloc(5 * 1024 * 1024), sysFlag: 0 }),
    ).rejects.toMatchObject({
      code: 'ROCKETMQ_MESSAGE_ILLEGAL',
    });
    await expect(producer.send({ topic: 'a b', body })).rejects.toThrow(/illegal char/);
  });

  it('leaves neither timer nor connection behind', async () => {
    const resources = (kind: string) =>
      process.getActiveResourcesInfo().filter((name) => name === kind).length;
    await expect.poll(() => resources('TCPSocketWrap')).toBe(0);
    const timers = resources('Timeout');
    const client = clientOf(cluster);
    const producer = await client.producer({ group: fresh('producer') });
    await producer.send({ topic: fresh('topic'), body: Buffer.from('x') });
    expect(resources('TCPSocketWrap')).toBe(2);
    await client.close();
    expect(resources('Timeout')).toBeLessThanOrEqual(timers);
    await expect.poll(() => resources('TCPSocketWrap')).toBe(0);
    await expect(producer.send({ topic: fresh('topic'), body: Buffer.from('x') })).rejects.toThrow();
    await expect(client.producer({ group: 'g' })).rejects.toMatchObject({ code: 'ROCKETMQ_CLIENT_CLOSED' });
  });
});
