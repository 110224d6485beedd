import { compressionOf, dlqTopic, type MessageCompression, type OutgoingMessage } from '@mqferry/rocketmq';
import { describe, expect, it } from 'vitest';
import { contentOf, expectedOf, type SeenMessage } from './seen-message.ts';
import { fresh, listen, VERSIONS, withStage } from './stage.ts';

const COMPRESSIONS: readonly MessageCompression[] = ['zlib', 'lz4', 'zstd'];

/** Bytes of every value, and letters of several alphabets. */
const BYTES = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
const messagesFor = (topic: string): OutgoingMessage[] => [
  { topic, body: Buffer.from('plain') },
  {
    topic,
    body: BYTES,
    tag: 'paid',
    keys: ['k1', 'k2'],
    flag: -2_147_483_648,
    properties: { colour: 'blue' },
  },
  {
    topic,
    body: Buffer.from('値'),
    tag: '標籤',
    keys: ['ключ'],
    flag: 7,
    properties: { ключ: 'значение', 'a b': 'c=d' },
  },
];

const contents = (seen: readonly SeenMessage[]) =>
  seen.map(contentOf).sort((a, b) => a.body.localeCompare(b.body));
const expectedContents = (messages: readonly OutgoingMessage[]) =>
  messages.map(expectedOf).sort((a, b) => a.body.localeCompare(b.body));

describe.each(VERSIONS)('a broker %s', (brokerVersion) => {
  const stage = withStage(brokerVersion);

  describe.each(VERSIONS)('with a Java client %s and ours', (javaVersion) => {
    it('carries plain messages, one-way ones and batches to Java as they are', async () => {
      const [topic, group] = [fresh('to-java'), fresh('java')];
      const producer = await stage()
        .client()
        .producer({ group: fresh('ours') });
      const java = stage().java(javaVersion);
      const messages = messagesFor(topic);
      const oneway = { topic, body: Buffer.from('oneway'), tag: 'o' };
      const batch = ['b1', 'b2'].map((name) => ({
        topic,
        body: Buffer.from(name),
        keys: [name],
        flag: 1,
        properties: { name },
      }));
      const ids: string[] = [];
      for (const message of messages) ids.push((await producer.send(message)).messageId);
      ids.push(...(await producer.sendBatch(batch)).messageId.split(','));
      await producer.sendOneway(oneway);
      await java.consumer({ group, topic });
      await expect.poll(() => java.seen(group).length).toBe(6);
      expect(contents(java.seen(group))).toEqual(expectedContents([...messages, oneway, ...batch]));
      const told = new Set(java.seen(group).map(({ messageId }) => messageId));
      expect(ids.filter((id) => !told.has(id))).toEqual([]);
      await java.stop(group);
    });

    it('carries plain messages, one-way ones and batches from Java as they are', async () => {
      const [topic, group] = [fresh('from-java'), fresh('java')];
      const java = stage().java(javaVersion);
      await java.producer(group);
      const messages = messagesFor(topic);
      const oneway = { topic, body: Buffer.from('oneway'), tag: 'o' };
      const batch = ['b1', 'b2'].map((name) => ({
        topic,
        body: Buffer.from(name),
        keys: [name],
        flag: 1,
        properties: { name },
      }));
      const ids: string[] = [];
      for (const message of messages) ids.push((await java.send(group, [message]))[0]!);
      const [batchIds] = await java.send(group, batch, 'batch');
      await java.send(group, [oneway], 'oneway');
      const seen = await listen(stage().client(), { group: fresh('ours'), subscriptions: [{ topic }] });
      await expect.poll(() => seen.length).toBe(6);
      expect(contents(seen)).toEqual(expectedContents([...messages, oneway, ...batch]));
      const told = seen.map(({ messageId }) => messageId);
      expect(told).toEqual(expect.arrayContaining(ids));
      // 5.x gives a batch a key of its own, which 4.9 writes over those of its messages.
      const loses = brokerVersion === '4.9.7' && javaVersion === '5.5.0';
      if (!loses) expect(told).toEqual(expect.arrayContaining(batchIds!.split(',')));
      await java.stop(group);
    });

    it.each(COMPRESSIONS)('carries bodies compressed with %s both ways', async (compression) => {
      const topic = fresh('compressed');
      const [javaGroup, javaProducer] = [fresh('java'), fresh('java-producer')];
      const java = stage().java(javaVersion);
      const client = stage().client();
      const ours = { topic, body: Buffer.concat([BYTES, Buffer.alloc(100_000, 'ours ')]) };
      const theirs = { topic, body: Buffer.concat([BYTES, Buffer.alloc(100_000, 'theirs ')]) };
      await (await client.producer({ group: fresh('ours'), compression })).send(ours);
      await java.producer(javaProducer, compression.toUpperCase());
      await java.send(javaProducer, [theirs]);
      await java.consumer({ group: javaGroup, topic });
      const seen = await listen(client, { group: fresh('ours'), subscriptions: [{ topic }] });
      const both = expectedContents([ours, theirs]);
      await expect.poll(() => contents(java.seen(javaGroup))).toEqual(both);
      await expect.poll(() => contents(seen)).toEqual(both);
      const reader = await client.pullConsumer({ group: fresh('reader') });
      const stored = await Promise.all((await reader.queues(topic)).map((queue) => reader.pull(queue, 0n)));
      const compressions = stored.flatMap(({ messages }) =>
        messages.map(({ sysFlag }) => compressionOf(sysFlag)),
      );
      expect(compressions).toEqual([compression, compression]);
      await java.stop(javaGroup);
      await java.stop(javaProducer);
    });

    it('delivers later what either sends to be', async () => {
      const topic = fresh('later');
      const [javaGroup, javaProducer] = [fresh('java'), fresh('java-producer')];
      const java = stage().java(javaVersion);
      const client = stage().client();
      const [ours, theirs] = ['ours', 'theirs'].map((name) => ({
        ...{ topic, tag: name, keys: [name], flag: 3, properties: { name }, delayLevel: 1 },
        body: Buffer.from(name),
      }));
      await (await client.producer({ group: fresh('ours') })).send(ours!);
      await java.producer(javaProducer);
      await java.send(javaProducer, [theirs!]);
      await java.consumer({ group: javaGroup, topic });
      const seen = await listen(client, { group: fresh('ours'), subscriptions: [{ topic }] });
      const both = expectedContents([ours!, theirs!]);
      await expect.poll(() => contents(java.seen(javaGroup))).toEqual(both);
      await expect.poll(() => contents(seen)).toEqual(both);
      await java.stop(javaGroup);
      await java.stop(javaProducer);
    });

    it('delivers what either commits, and asks either what became of the other’s transactions', async () => {
      const topic = fresh('transactions');
      const [javaGroup, javaProducer] = [fresh('java'), fresh('producers')];
      const java = stage().java(javaVersion);
      const client = stage().client();
      const transactional = (name: string) => ({
        topic,
        body: Buffer.from(name),
        tag: name,
        properties: { name },
      });
      const asked: string[] = [];
      // Both are producers of one group; each may be asked about every half message of it.
      const producer = await client.producer({
        group: javaProducer,
        checkTransaction: ({ body }) => {
          asked.push(String(body));
          return 'commit';
        },
      });
      await producer.sendInTransaction(transactional('ours'), () => 'commit');
      await producer.sendInTransaction(transactional('ours rolled back'), () => 'rollback');
      await java.producer(javaProducer, 'ZLIB', 'commit');
      await java.send(javaProducer, [transactional('theirs')], { transaction: 'commit' });
      await java.send(javaProducer, [transactional('theirs rolled back')], { transaction: 'rollback' });
      await java.consumer({ group: javaGroup, topic });
      const seen = await listen(client, { group: fresh('ours'), subscriptions: [{ topic }] });
      const committed = ['ours', 'theirs'].map(transactional);
      await expect.poll(() => contents(java.seen(javaGroup))).toEqual(expectedContents(committed));
      await expect.poll(() => contents(seen)).toEqual(expectedContents(committed));
      // Left open by Java, which then is gone; and the other way round.
      await java.send(javaProducer, [transactional('left by Java')], { transaction: 'unknown' });
      await java.stop(javaProducer);
      await expect.poll(() => asked).toContain('left by Java');
      await producer.sendInTransaction(transactional('left by us'), () => 'unknown');
      await producer.close();
      await java.producer(javaProducer, 'ZLIB', 'commit');
      // Java tells only those brokers of its group that it sends to.
      await java.send(javaProducer, [transactional('more')], { transaction: 'rollback' });
      const all = [...committed, ...['left by Java', 'left by us'].map(transactional)];
      await expect.poll(() => contents(seen)).toEqual(expectedContents(all));
      await expect.poll(() => contents(java.seen(javaGroup))).toEqual(expectedContents(all));
      await java.stop(javaGroup);
      await java.stop(javaProducer);
    });

    it('has keys go to the same queues, in order, and consumed in order by both', async () => {
      const topic = fresh('ordered');
      const [javaGroup, javaProducer] = [fresh('java'), fresh('java-producer')];
      const java = stage().java(javaVersion);
      const client = stage().client();
      const producer = await client.producer({ group: fresh('ours') });
      await java.producer(javaProducer);
      const queueOf = new Map<string, Set<number>>();
      for (let round = 0; round < 5; round += 1) {
        for (const key of ['order-1', '订单 2', 'polygenelubricants', '']) {
          const queues = queueOf.get(key) ?? new Set();
          queueOf.set(key, queues);
          const body = (by: string) => Buffer.from(`${key} ${round} ${by}`);
          const sent = await producer.send({ topic, body: body('ours') }, { orderBy: key });
          const [, javaQueue] = await java.send(javaProducer, [{ topic, body: body('theirs') }], { key });
          queues.add(sent.queue.queueId).add(Number(javaQueue));
        }
      }
      expect([...queueOf.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1]);
      await java.consumer({ group: javaGroup, topic, manner: 'orderly' });
      const seen = await listen(client, { group: fresh('ours'), subscriptions: [{ topic }], orderly: true });
      await expect.poll(() => [seen.length, java.seen(javaGroup).length]).toEqual([40, 40]);
      for (const messages of [seen, java.seen(javaGroup)]) {
        for (const id of new Set(messages.map(({ queueId }) => queueId))) {
          const offsets = messages
            .filter(({ queueId }) => queueId === id)
            .map(({ queueOffset }) => queueOffset);
          expect(offsets).toEqual(offsets.map((_, i) => BigInt(i)));
        }
      }
      await java.stop(javaGroup);
      await java.stop(javaProducer);
    });

    it('has what one fails on consumed again by it, and in the end in the dead letters for the other', async () => {
      const java = stage().java(javaVersion);
      const client = stage().client();
      const producer = await client.producer({ group: fresh('ours') });
      const badIn = (topic: string) => ({
        ...{ topic, body: BYTES, tag: 't', keys: ['k'], flag: 5, properties: { colour: 'blue' } },
      });
      const [toJava, toUs] = [fresh('fails-in-java'), fresh('fails-in-ours')];
      const [javaGroup, ourGroup, javaProducer, deadGroup] = [
        fresh('java'),
        fresh('ours'),
        fresh('p'),
        fresh('dead'),
      ];
      await producer.send(badIn(toJava));
      await java.producer(javaProducer);
      await java.send(javaProducer, [badIn(toUs)]);
      await java.consumer({ group: javaGroup, topic: toJava, maxReconsumeTimes: 2, fails: 9 });
      const seen = await listen(
        client,
        { group: ourGroup, subscriptions: [{ topic: toUs }], maxReconsumeTimes: 2 },
        9,
      );
      const times = (messages: readonly SeenMessage[]) =>
        messages.map(({ reconsumeTimes }) => reconsumeTimes);
      await expect
        .poll(() => [times(java.seen(javaGroup)), times(seen)])
        .toEqual([
          [0, 1, 2],
          [0, 1, 2],
        ]);
      expect(contents(seen)).toEqual(Array(3).fill(expectedOf(badIn(toUs))));
      expect(contents(java.seen(javaGroup))).toEqual(Array(3).fill(expectedOf(badIn(toJava))));
      const dead = await listen(client, {
        group: fresh('ours'),
        subscriptions: [{ topic: dlqTopic(javaGroup) }],
        rebalanceMs: 500,
      });
      await java.consumer({ group: deadGroup, topic: dlqTopic(ourGroup) });
      // A message of the dead letters bears the topic that it is from, which both take for its own.
      await expect.poll(() => contents(dead)).toEqual([expectedOf(badIn(toJava))]);
      await expect.poll(() => java.seen(deadGroup).length).toBe(1);
      const { topic: _, ...content } = contents(java.seen(deadGroup))[0]!;
      expect(expectedOf(badIn(toUs))).toMatchObject(content);
      for (const group of [javaGroup, javaProducer, deadGroup]) await java.stop(group);
    });

    it('has requests of either answered by the other', async () => {
      const java = stage().java(javaVersion);
      const [client, other] = [stage().client(), stage().client()];
      const [toJava, toUs, javaGroup, javaProducer] = [
        fresh('ask-java'),
        fresh('ask-us'),
        fresh('java'),
        fresh('p'),
      ];
      const producer = await client.producer({ group: fresh('ours') });
      await java.producer(javaProducer);
      await java.consumer({ group: javaGroup, topic: toJava, replyWith: javaProducer });
      const replier = await other.producer({ group: fresh('ours') });
      await other.pushConsumer({
        ...{ group: fresh('ours'), consumeFrom: 'first', subscriptions: [{ topic: toUs }], rebalanceMs: 500 },
        onMessages: async ([message]) => void (await replier.reply(message!.stored, { body: message!.body })),
      });
      const reply = await producer.request({ topic: toJava, body: BYTES }, { timeoutMs: 60_000 });
      expect(reply.body).toEqual(BYTES);
      expect(await java.send(javaProducer, [{ topic: toUs, body: BYTES }], 'request')).toEqual([
        BYTES.toString('hex'),
      ]);
      for (const group of [javaGroup, javaProducer]) await java.stop(group);
    });
  });
});
