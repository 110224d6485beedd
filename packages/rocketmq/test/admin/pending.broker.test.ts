import { describe, expect, test } from 'vitest';
import { pendingMessages } from '../../src/admin/pending.ts';
import { putTopic } from '../../src/admin/topics.ts';
import { topicNamed } from '../fixtures/topics-and-groups.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

describe.each(VERSIONS)('what a broker of RocketMQ %s has yet to deliver', (version) => {
  const of = withCluster({ version });
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
});

describe('a broker of RocketMQ 5.5.0 that keeps no timers', () => {
  const of = withCluster({ version: '5.5.0', config: { timerWheelEnable: 'false' } });

  test('has no timed messages', async () => {
    const { admin, broker } = of();
    expect((await pendingMessages(admin, broker)).timed).toBeUndefined();
  });
});
