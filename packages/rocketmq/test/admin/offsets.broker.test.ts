import { describe, expect, test } from 'vitest';
import { cloneOffsets, committedOffsets, consumeStats } from '../../src/admin/group-offsets.ts';
import { putGroup } from '../../src/admin/groups.ts';
import { type OffsetReset, resetOffsets } from '../../src/admin/reset-offsets.ts';
import { consumersOf, topicStats } from '../../src/admin/topic-stats.ts';
import { putTopic } from '../../src/admin/topics.ts';
import { readResetOffsets } from '../../src/protocol/requests/consumer.ts';
import { joinGroup } from '../fixtures/plain-consumer.ts';
import { groupNamed, topicNamed } from '../fixtures/topics-and-groups.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

describe.each(VERSIONS)('offsets of RocketMQ %s', (version) => {
  const of = withCluster({ version });
  const is4 = version === '4.9.7';
  const queue = (queueId: number) => ({ topic: 'orders', brokerName: 'broker-a', queueId });

  /** Writes five messages to queue 0, two of them later. Gives when the first of those two was stored. */
  const prepare = async () => {
    const { admin, broker, client } = of();
    await putTopic(admin, broker, topicNamed('orders'));
    for (const name of ['shop', 'other']) await putGroup(admin, broker, groupNamed(name));
    const producer = await client().producer({ group: 'writers' });
    const send = () => producer.send({ topic: 'orders', body: Buffer.from('x') }, { queue: queue(0) });
    for (const _ of [1, 2, 3]) await send();
    const before = Date.now();
    await expect.poll(() => Date.now()).toBeGreaterThan(before + 1);
    const later = Date.now();
    for (const _ of [1, 2]) await send();
    await expect
      .poll(async () =>
        (await topicStats(admin, broker, 'orders'))?.queues.map(({ maxOffset }) => maxOffset).sort(),
      )
      .toEqual([0n, 5n]);
    return later;
  };

  let later = 0;
  const commit = async (group: string, offsets: readonly bigint[]) => {
    const { client } = of();
    const consumer = await client().pullConsumer({ group, registered: false });
    for (const [queueId, offset] of offsets.entries()) await consumer.storeOffset(queue(queueId), offset);
  };
  const committed = async (group: string) => {
    const { admin, broker } = of();
    const found = (await committedOffsets(admin, broker)).find((each) => each.group === group);
    return found && [found.topic, [...found.offsets].sort(([a], [b]) => a - b)];
  };

  test('what a topic holds', async () => {
    const { admin, broker } = of();
    const begin = Date.now();
    later = await prepare();
    const stats = await topicStats(admin, broker, 'orders');
    const [first, second] = stats!.queues.toSorted((a, b) => a.queueId - b.queueId);
    expect(first).toMatchObject({ ...queue(0), minOffset: 0n, maxOffset: 5n });
    expect(Number(first!.lastStoredAt)).toBeGreaterThanOrEqual(begin);
    expect(second).toEqual({ ...queue(1), minOffset: 0n, maxOffset: 0n, lastStoredAt: undefined });
    expect(stats!.putTps === undefined).toBe(is4);
    expect(await topicStats(admin, broker, 'nothing')).toBeUndefined();
  });

  test('where a group goes on, and how far it is', async () => {
    const { admin, broker } = of();
    await commit('shop', [3n, 0n]);
    expect(await committed('shop')).toEqual([
      'orders',
      [
        [0, 3n],
        [1, 0n],
      ],
    ]);
    expect(await consumersOf(admin, broker, 'orders')).toEqual(['shop']);
    for (const topic of [undefined, 'orders']) {
      const { queues } = await consumeStats(admin, broker, 'shop', topic);
      const [first, second] = queues.toSorted((a, b) => a.queueId - b.queueId);
      expect(first).toMatchObject({ ...queue(0), brokerOffset: 5n, consumerOffset: 3n });
      expect(first!.pullOffset).toBe(is4 ? undefined : 3n);
      expect(first!.lastConsumedStoredAt).toBeTypeOf('bigint');
      expect(second).toMatchObject({ ...queue(1), brokerOffset: 0n, lastConsumedStoredAt: undefined });
    }
    expect((await consumeStats(admin, broker, 'nobody')).queues).toEqual([]);
  });

  test('a group goes on where another one does', async () => {
    const { admin, broker } = of();
    await cloneOffsets(admin, broker, { from: 'shop', to: 'other', topic: 'orders' });
    expect(await committed('other')).toEqual([
      'orders',
      [
        [0, 3n],
        [1, 0n],
      ],
    ]);
  });

  const reset = async (change: Partial<OffsetReset>) => {
    const { admin } = of();
    const outcomes = await resetOffsets(admin, {
      ...{ topic: 'orders', group: 'shop', time: undefined, forward: false },
      ...change,
    });
    return outcomes.map(({ broker, error, value = [] }) => [
      ...[broker.name, error?.code],
      value.toSorted((a, b) => a.queueId - b.queueId).map(({ offset }) => offset),
    ]);
  };

  test('without clients a group is reset to the end only when it may go forward', async () => {
    expect(await reset({})).toEqual([['broker-a', undefined, [3n, 0n]]]);
    expect(await committed('shop')).toEqual([
      'orders',
      [
        [0, 3n],
        [1, 0n],
      ],
    ]);
    expect(await reset({ forward: true })).toEqual([['broker-a', undefined, [5n, 0n]]]);
    expect(await committed('shop')).toEqual([
      'orders',
      [
        [0, 5n],
        [1, 0n],
      ],
    ]);
  });

  test('without clients a group is reset to a time, and leaves nothing out that was stored since', async () => {
    const [[, , [offset]]] = (await reset({ time: later })) as [[string, undefined, [bigint]]];
    expect([2n, 3n]).toContain(offset);
    expect(await reset({ time: 1 })).toEqual([['broker-a', undefined, [0n, 0n]]]);
    expect(await committed('shop')).toEqual([
      'orders',
      [
        [0, 0n],
        [1, 0n],
      ],
    ]);
  });

  test('a group of which there are no offsets yet is reset too', async () => {
    const { admin, broker } = of();
    await putGroup(admin, broker, groupNamed('fresh'));
    expect(await reset({ group: 'fresh', forward: true })).toEqual([['broker-a', undefined, [5n, 0n]]]);
  });

  test('with clients a broker of 4.9 has them do it, one of 5.x does it itself', async () => {
    const { admin, broker } = of();
    const asked = Promise.withResolvers<unknown>();
    const consumer = { group: 'shop', topic: 'orders', clientId: 'here@1' };
    await joinGroup(broker, consumer, ({ code, body }) => {
      if (code === 220) asked.resolve(readResetOffsets(body));
      return undefined;
    });
    await commit('shop', [3n, 0n]);
    const offsets = [
      { ...queue(0), offset: 5n },
      { ...queue(1), offset: 0n },
    ];
    expect(await reset({ forward: true })).toEqual([['broker-a', undefined, [5n, 0n]]]);
    if (is4) {
      expect(await asked.promise).toEqual(expect.arrayContaining(offsets));
      expect(await committed('shop')).toEqual([
        'orders',
        [
          [0, 3n],
          [1, 0n],
        ],
      ]);
    }
    expect(
      await resetOffsets(admin, { topic: 'orders', group: 'nobody', time: 1, forward: true }),
    ).toMatchObject(
      is4 ? [{ value: expect.anything() }] : [{ error: { code: 'ROCKETMQ_SUBSCRIPTION_GROUP_NOT_EXIST' } }],
    );
  });

  test('an unknown topic has no brokers', async () => {
    await expect(reset({ topic: 'nothing' })).rejects.toMatchObject({ code: 'ROCKETMQ_TOPIC_UNKNOWN' });
  });
});
