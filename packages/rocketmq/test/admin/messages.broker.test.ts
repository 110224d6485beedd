import { addressText } from '@mqferry/core';
import { describe, expect, test } from 'vitest';
import type { MessageSearch } from '../../src/admin/found-messages.ts';
import { messageByOffsetId } from '../../src/admin/message-by-offset-id.ts';
import { messagesByTime } from '../../src/admin/messages-by-time.ts';
import { messagesByKey, messagesByUniqueKey } from '../../src/admin/query-messages.ts';
import { putTopic } from '../../src/admin/topics.ts';
import type { SendResult } from '../../src/client/producer/send-result.ts';
import { offsetMessageId } from '../../src/message/ids/offset-message-id.ts';
import { topicNamed } from '../fixtures/topics-and-groups.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

const bodies = ({ messages }: MessageSearch) => messages.map(({ message }) => message.body.toString());

describe.each(VERSIONS)('messages of RocketMQ %s, whose brokers verify who asks', (version) => {
  const of = withCluster({ version, masters: 2, acl: {} });
  const sent: (SendResult & { readonly body: string; readonly before: number })[] = [];

  test('are found by a key, on whichever broker, and none whose key only looks alike', async () => {
    const { admin, cluster, client } = of();
    for (const { address } of cluster.brokers) await putTopic(admin, address, topicNamed('orders'));
    const producer = await client().producer({ group: 'writers' });
    for (const [at, { name }] of cluster.brokers.entries()) {
      for (const queueId of [0, 1]) {
        const body = `${name}-${queueId}`;
        const before = Date.now();
        await expect.poll(() => Date.now()).toBeGreaterThan(before + 1);
        const queue = { topic: 'orders', brokerName: name, queueId };
        // Texts with the same hash in Java.
        const keys = [`order-${at}`, queueId === 0 ? 'key-Aa' : 'key-BB', 'every'];
        const message = { topic: 'orders', body: Buffer.from(body), keys };
        sent.push({ ...(await producer.send(message, { queue })), body, before });
      }
    }
    await expect.poll(async () => bodies(await messagesByKey(admin, 'orders', 'every'))).toHaveLength(4);
    expect(bodies(await messagesByKey(admin, 'orders', 'every'))).toEqual(sent.map(({ body }) => body));
    expect(bodies(await messagesByKey(admin, 'orders', 'order-1'))).toEqual(['broker-b-0', 'broker-b-1']);
    expect(bodies(await messagesByKey(admin, 'orders', 'key-Aa'))).toEqual(['broker-a-0', 'broker-b-0']);
    expect(bodies(await messagesByKey(admin, 'orders', 'every', { limit: 1 }))).toHaveLength(2);
    expect(await messagesByKey(admin, 'orders', 'nothing')).toEqual({ messages: [], failed: [] });
  });

  test('are found by the id that their producer gave them', async () => {
    const { admin } = of();
    for (const { messageId, body } of sent) {
      const search = await messagesByUniqueKey(admin, 'orders', messageId);
      expect(bodies(search)).toEqual([body]);
      expect(search.messages[0]!.broker.name).toBe(body.slice(0, 'broker-a'.length));
    }
    expect(bodies(await messagesByUniqueKey(admin, 'orders', 'every'))).toEqual([]);
  });

  test('are found by the id that the broker gave them', async () => {
    const { admin } = of();
    for (const { offsetMessageId: id, body } of sent) {
      const found = await messageByOffsetId(admin, id, 'orders');
      expect(found?.message.body.toString()).toBe(body);
      expect(found && addressText(found.message.storeHost)).toBe(found?.broker.address);
    }
    const { storeHost } = (await messageByOffsetId(admin, sent[0]!.offsetMessageId, 'orders'))!.message;
    const beyond = offsetMessageId({ storeHost, commitLogOffset: 1_000_000_000n });
    expect(await messageByOffsetId(admin, beyond, 'orders')).toBeUndefined();
    const elsewhere = offsetMessageId({ storeHost: { ...storeHost, port: 1 }, commitLogOffset: 0n });
    await expect(messageByOffsetId(admin, elsewhere)).rejects.toMatchObject({
      code: 'ROCKETMQ_MESSAGE_HOST_UNKNOWN',
    });
  });

  test('are found by when they were stored', async () => {
    const { admin } = of();
    const all = sent.map(({ body }) => body);
    expect(bodies(await messagesByTime(admin, 'orders', {}))).toEqual(all);
    for (const [at, { before }] of sent.entries()) {
      expect(bodies(await messagesByTime(admin, 'orders', { from: before }))).toEqual(all.slice(at));
      expect(bodies(await messagesByTime(admin, 'orders', { to: before }))).toEqual(all.slice(0, at));
      expect(bodies(await messagesByTime(admin, 'orders', { from: before }, 1))).toEqual(
        all.slice(at, at + 1),
      );
    }
    expect(bodies(await messagesByTime(admin, 'orders', { from: Date.now() + 1_000 }))).toEqual([]);
    await expect(messagesByTime(admin, 'nothing', {})).rejects.toMatchObject({
      code: 'ROCKETMQ_TOPIC_UNKNOWN',
    });
  });

  test('those of a broker that is not there are known to be missing', async () => {
    const { admin, cluster } = of();
    const [, second] = cluster.brokers;
    second!.suspend();
    try {
      const search = await messagesByKey(admin, 'orders', 'every');
      expect(bodies(search)).toEqual(['broker-a-0', 'broker-a-1']);
      expect(search.failed.map(({ broker, error }) => [broker.address, error.code])).toEqual([
        [second!.address, 'ROCKETMQ_TIMEOUT'],
      ]);
    } finally {
      second!.resume();
    }
  });
});
