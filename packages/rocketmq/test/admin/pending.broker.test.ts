import { describe, expect, test } from 'vitest';
import { newestMessages } from '../../src/admin/newest-messages.ts';
import { pendingMessages } from '../../src/admin/pending.ts';
import { pendingByTopic } from '../../src/admin/pending-by-topic.ts';
import { putTopic } from '../../src/admin/topics.ts';
import { topicNamed } from '../fixtures/topics-and-groups.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

describe.each(VERSIONS)('what a broker of RocketMQ %s has yet to deliver', (version) => {
  // The half topic of 4.9.7 can be read once the broker has looked at it.
  const of = withCluster({ version, config: { transactionCheckInterval: '1000' } });
  const is4 = version === '4.9.7';

  test('is nothing at first', async () => {
    const { admin, broker } = of();
    expect(await pendingMessages(admin, broker)).toEqual({
      delayed: new Map(),
      timed: is4 ? undefined : new Map(),
      halfMessages: 0n,
    });
  });

  test('are messages in delay levels, with a time, and of open transactions', async () => {
    const { admin, broker, client } = of();
    await putTopic(admin, broker, topicNamed('orders'));
    const producer = await client().producer({ group: 'writers' });
    const message = { topic: 'orders', body: Buffer.from('x') };
    for (const delayLevel of [18, 18, 17]) await producer.send({ ...message, delayLevel });
    if (!is4) await producer.send({ ...message, delayMs: 600_000 });
    await producer.sendInTransaction(message, () => 'unknown');
    const delayed = new Map([
      [17, 1n],
      [18, 2n],
    ]);
    await expect
      .poll(() => pendingMessages(admin, broker))
      .toEqual({
        delayed,
        timed: is4 ? undefined : new Map([['orders', 1n]]),
        halfMessages: 1n,
      });
  });

  test('are told by the topic that they are for; transactions that have ended are not among them', async () => {
    const { admin, broker, client } = of();
    await putTopic(admin, broker, topicNamed('payments'));
    const producer = await client().producer({ group: 'payers' });
    const message = { topic: 'payments', body: Buffer.from('x') };
    for (let sent = 0; sent < 70; sent += 1) await producer.send({ ...message, delayLevel: 16 });
    await producer.sendInTransaction(message, () => 'unknown');
    for (const outcome of ['commit', 'rollback'] as const) {
      for (let sent = 0; sent < 20; sent += 1) await producer.sendInTransaction(message, () => outcome);
    }
    const timed = (count: bigint) => (is4 ? undefined : count);
    await expect
      .poll(() => pendingByTopic(admin, broker))
      .toEqual({
        topics: new Map([
          ['orders', { delayed: 3n, timed: timed(1n), half: 1n }],
          ['payments', { delayed: 70n, timed: timed(0n), half: 1n }],
        ]),
        isWhole: true,
      });
  });

  test('the newest messages of a topic tell who wrote them', async () => {
    const { admin, broker, client } = of();
    await putTopic(admin, broker, topicNamed('written'));
    expect(await newestMessages(admin, broker, 'written', 3)).toEqual([]);
    const writer = client();
    const producer = await writer.producer({ group: 'written-by' });
    const queues = await producer.queues('written');
    for (let sent = 0; sent < 50; sent += 1) {
      await producer.send(
        { topic: 'written', body: Buffer.from(String(sent)) },
        { queue: queues[sent % 2]! },
      );
    }
    const newest = async () =>
      (await newestMessages(admin, broker, 'written', 3)).map(({ body }) => String(body));
    // A broker shows what it has acknowledged a moment later.
    await expect.poll(async () => (await newest()).sort()).toEqual(['44', '45', '46', '47', '48', '49']);
    expect(await newestMessages(admin, broker, 'nowhere', 3)).toEqual([]);
  });
});

describe('a broker of RocketMQ 5.5.0 that keeps no timers', () => {
  const of = withCluster({ version: '5.5.0', config: { timerWheelEnable: 'false' } });

  test('has no timed messages', async () => {
    const { admin, broker } = of();
    expect((await pendingMessages(admin, broker)).timed).toBeUndefined();
  });
});
