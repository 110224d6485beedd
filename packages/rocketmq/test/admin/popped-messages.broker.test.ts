import { describe, expect, test } from 'vitest';
import { updateBrokerConfig } from '../../src/admin/configs.ts';
import { committedOffsets } from '../../src/admin/group-offsets.ts';
import { putGroup } from '../../src/admin/groups.ts';
import { poppedMessages } from '../../src/admin/popped-messages.ts';
import { topicStats } from '../../src/admin/topic-stats.ts';
import { putTopic } from '../../src/admin/topics.ts';
import { popRetryTopic } from '../../src/names/topic-names.ts';
import { groupNamed, topicNamed } from '../fixtures/topics-and-groups.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

const GROUP = 'poppers';
/** Popped messages of these tests are acknowledged long before, or not at all. */
const LONG = 120_000;

describe.each(VERSIONS)('what is popped of a broker of RocketMQ %s', (version) => {
  const of = withCluster({ version, heap: '512m' });
  const look = async () => {
    const { admin, broker } = of();
    return poppedMessages(admin, broker, await committedOffsets(admin, broker));
  };
  const inFlight = async (topic: string) => (await look()).topics.get(topic)?.get(GROUP) ?? 0n;
  const call = async (code: number, fields: Readonly<Record<string, string>>) => {
    const { admin, broker } = of();
    return (await admin.pool.get(broker)).request({ code, name: String(code), fields, body: Buffer.of() });
  };
  const pop = async (topic: string, count: number, invisibleTime: number) => {
    const bornTime = String(Date.now());
    const { fields } = await call(200050, {
      ...{ consumerGroup: GROUP, topic, queueId: '0', maxMsgNums: String(count), pollTime: '0', bornTime },
      ...{ invisibleTime: String(invisibleTime), initMode: '0', order: 'false' },
    });
    const { popTime, reviveQid, startOffsetInfo = '', msgOffsetInfo = '' } = fields;
    return msgOffsetInfo.split(';').map((info, at) => {
      const start = startOffsetInfo.split(';')[at]!.split(' ')[2];
      const [, queueId, offsets] = info.split(' ');
      const handle = [start, popTime, invisibleTime, reviveQid, 0, 'broker-a', queueId];
      const acknowledge = (offset: string) =>
        call(200051, {
          ...{ consumerGroup: GROUP, topic, queueId: queueId!, offset },
          extraInfo: [...handle, offset].join(' '),
        });
      return { offsets: offsets!.split(','), acknowledge };
    });
  };
  const begin = async (topic: string, count: number) => {
    const { admin, broker, client } = of();
    await putTopic(admin, broker, { ...topicNamed(topic), readQueueNums: 1, writeQueueNums: 1 });
    await putGroup(admin, broker, groupNamed(GROUP));
    const producer = await client().producer({ group: 'writers' });
    for (let sent = 0; sent < count; sent += 1) await producer.send({ topic, body: Buffer.from('x') });
  };

  test('is nothing at first', async () => {
    expect(await look()).toEqual({ topics: new Map(), isWhole: true, hiddenBy: undefined });
  });

  if (version === '4.9.7') return;

  test('is in flight until it is acknowledged, or its time is over: then it is in the topic for retries', async () => {
    await begin('orders', 40);
    const popped = await pop('orders', 5, LONG);
    expect(popped.map(({ offsets }) => offsets)).toEqual([['0', '1', '2', '3', '4']]);
    expect(await inFlight('orders')).toBe(5n);
    const [first] = popped;
    for (const offset of ['0', '3']) expect((await first!.acknowledge(offset)).code).toBe(0);
    expect(await inFlight('orders')).toBe(3n);
    for (const offset of ['1', '2', '4']) await first!.acknowledge(offset);
    expect(await inFlight('orders')).toBe(0n);
    await pop('orders', 4, 4_000);
    expect(await inFlight('orders')).toBe(4n);
    const { admin, broker } = of();
    const retries = popRetryTopic(GROUP, 'orders', '_');
    const givenBack = async () => (await topicStats(admin, broker, retries))?.queues[0]?.maxOffset;
    await expect.poll(givenBack).toBe(4n);
    await expect.poll(() => inFlight('orders')).toBe(0n);
    expect((await look()).isWhole).toBe(true);
  });

  test('counts to the topic also what is popped once more', async () => {
    for (const { offsets, acknowledge } of await pop(popRetryTopic(GROUP, 'orders', '_'), 3, LONG)) {
      expect(await inFlight('orders')).toBe(3n);
      for (const offset of offsets) await acknowledge(offset);
    }
    expect(await inFlight('orders')).toBe(0n);
  });

  test('is found beside many other messages with a time', async () => {
    await begin('letters', 3);
    await pop('letters', 3, LONG);
    const producer = await of().client().producer({ group: 'writers' });
    for (let sent = 0; sent < 1_200; sent += 1) {
      await producer.send({ topic: 'letters', body: Buffer.from('y'), delayMs: 300_000 });
    }
    expect(await inFlight('letters')).toBe(3n);
    expect((await look()).isWhole).toBe(true);
  });

  test('counts as not read while it is in the memory of the broker', async () => {
    await begin('buffered', 2);
    const { admin, broker } = of();
    const merge = (value: string) => updateBrokerConfig(admin, broker, { enablePopBufferMerge: value });
    await merge('true');
    const [popped] = await pop('buffered', 2, LONG);
    expect(await inFlight('buffered')).toBe(0n);
    const place = ({ topic, group }: { topic: string; group: string }) =>
      topic === 'buffered' && group === GROUP;
    expect((await committedOffsets(admin, broker)).find(place)?.offsets.get(0)).toBe(0n);
    await expect.poll(() => inFlight('buffered')).toBe(2n);
    for (const offset of popped!.offsets) await popped!.acknowledge(offset);
    await merge('false');
    await expect.poll(() => inFlight('buffered')).toBe(0n);
  });

  test('is not known where the broker keeps it in a store of its own', async () => {
    const { admin, broker } = of();
    const keep = (value: string) => updateBrokerConfig(admin, broker, { popConsumerKVServiceEnable: value });
    await keep('true');
    expect(await look()).toEqual({
      ...{ topics: new Map(), isWhole: false, hiddenBy: 'popConsumerKVServiceEnable=true' },
    });
    await keep('false');
  });
});
