import { describe, expect, it } from 'vitest';
import { fresh, listen, VERSIONS, withStage } from './stage.ts';

const QUEUES = [0, 1, 2, 3];

describe.each(VERSIONS)('a group at a broker %s', (brokerVersion) => {
  const stage = withStage(brokerVersion);

  describe.each(VERSIONS)('of Java clients %s and ours', (javaVersion) => {
    it.each([false, true])(
      'shares queues without overlap, in order: %s, whoever comes and goes',
      async (orderly) => {
        const java = stage().java(javaVersion);
        const client = stage().client();
        const [topic, group] = [fresh('topic'), fresh('group')];
        const producer = await client.producer({ group: fresh('producer') });
        let sent = 0;
        const send = async () => {
          sent += 1;
          for (const queue of await producer.queues(topic)) {
            await producer.send({ topic, body: Buffer.from(String(sent)) }, { queue });
          }
        };
        await send();
        const member = stage().client();
        const options = { group, subscriptions: [{ topic }], orderly, storeOffsetsMs: 200 } as const;
        const ours: number[][] = [];
        const consumer = await member.pushConsumer({
          ...options,
          consumeFrom: 'first',
          onMessages: (messages: readonly { queue: { queueId: number }; body: Buffer }[]) => {
            for (const { queue, body } of messages) ours.push([queue.queueId, Number(String(body))]);
          },
        } as Parameters<typeof member.pushConsumer>[0]);
        const theirs = () => java.seen(group).map(({ queueId, body }) => [queueId, Number(String(body))]);
        const ourQueues = () =>
          consumer.queues
            .filter((queue) => queue.topic === topic)
            .map(({ queueId }) => queueId)
            .sort();
        await expect.poll(() => ours.length).toBe(4);
        await java.consumer({ group, topic, manner: orderly ? 'orderly' : 'concurrent' });
        await expect
          .poll(async () => {
            const [own, other] = [ourQueues(), await java.queues(group, topic)];
            return { shares: [own.length, other.length], queues: [...own, ...other].sort() };
          })
          .toEqual({ shares: [2, 2], queues: QUEUES });
        const before = [ours.length, theirs().length];
        await send();
        await expect.poll(() => ours.length + theirs().length).toBe(before[0]! + before[1]! + 4);
        const own = ourQueues();
        expect(ours.slice(before[0]!).sort()).toEqual(own.map((id) => [id, sent]));
        expect(theirs().slice(before[1]!).sort()).toEqual(
          QUEUES.filter((id) => !own.includes(id)).map((id) => [id, sent]),
        );
        // Java leaves: ours has everything; then ours leaves and Java comes back.
        await java.stop(group);
        await expect.poll(ourQueues).toEqual(QUEUES);
        await send();
        const sawAll = (seen: () => readonly number[][]) =>
          expect
            .poll(() => QUEUES.filter((id) => seen().some(([of, body]) => of === id && body === sent)))
            .toEqual(QUEUES);
        await sawAll(() => ours);
        await consumer.close();
        await java.consumer({ group, topic, manner: orderly ? 'orderly' : 'concurrent' });
        await expect.poll(() => java.queues(group, topic)).toEqual(QUEUES);
        const consumed = theirs().length;
        await send();
        await sawAll(theirs);
        // It goes on where ours had come to.
        expect(
          theirs()
            .slice(consumed)
            .every(([, body]) => body === sent),
        ).toBe(true);
        await java.stop(group);
      },
    );

    it('broadcasts to both, and each has every message', async () => {
      const java = stage().java(javaVersion);
      const client = stage().client();
      const [topic, group] = [fresh('topic'), fresh('group')];
      const producer = await client.producer({ group: fresh('producer') });
      for (let i = 0; i < 8; i += 1) await producer.send({ topic, body: Buffer.from(String(i)) });
      await java.consumer({ group, topic, manner: 'broadcast' });
      const offsetFolder = stage().cluster.directory;
      const seen = await listen(client, { group, subscriptions: [{ topic }], broadcast: true, offsetFolder });
      const bodies = (messages: readonly { body: Buffer }[]) =>
        messages.map(({ body }) => String(body)).sort();
      const all = Array.from({ length: 8 }, (_, i) => String(i));
      await expect.poll(() => bodies(seen)).toEqual(all);
      await expect.poll(() => bodies(java.seen(group))).toEqual(all);
      await java.stop(group);
    });

    it('has tags and expressions of SQL92 chosen by both alike', async () => {
      const java = stage().java(javaVersion);
      const client = stage().client();
      const topic = fresh('topic');
      const [byTag, bySql] = [fresh('java-tags'), fresh('java-sql')];
      const producer = await client.producer({ group: fresh('producer') });
      for (let i = 0; i < 12; i += 1) {
        const tag = ['Aa', 'BB', 'C'][i % 3]!;
        await producer.send({
          topic,
          body: Buffer.from(`${tag} ${i}`),
          tag,
          properties: { number: String(i) },
        });
      }
      const sql = "number BETWEEN 3 AND 7 AND TAGS IN ('BB', 'C')";
      await java.consumer({ group: byTag, topic, tags: 'Aa || C' });
      await java.consumer({ group: bySql, topic, sql });
      const tagged = await listen(client, {
        group: fresh('ours'),
        subscriptions: [{ topic, tags: ['Aa', 'C'] }],
      });
      const chosen = await listen(client, { group: fresh('ours'), subscriptions: [{ topic, sql }] });
      const bodies = (messages: readonly { body: Buffer }[]) =>
        messages.map(({ body }) => String(body)).sort();
      await expect.poll(() => [tagged.length, chosen.length]).toEqual([8, 3]);
      await expect.poll(() => [java.seen(byTag).length, java.seen(bySql).length]).toEqual([8, 3]);
      expect(bodies(tagged)).toEqual(bodies(java.seen(byTag)));
      expect(bodies(chosen)).toEqual(bodies(java.seen(bySql)));
      for (const group of [byTag, bySql]) await java.stop(group);
    });
  });
});
