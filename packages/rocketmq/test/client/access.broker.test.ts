import { Hidden } from '@mqferry/core';
import type { RocketmqCluster } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credentials, ReceivedMessage } from '../../src/index.ts';
import { VERSIONS } from '../fixtures/with-cluster.ts';
import { clientOf, fresh, quickCluster } from './clusters.ts';
import { readAll } from './read-all.ts';

describe.each(VERSIONS)('a client with a broker %s that asks who it is', (version) => {
  let cluster: RocketmqCluster;
  let credentials: Credentials;
  beforeAll(async () => {
    cluster = await quickCluster({ version, acl: true });
    const { accessKey, secretKey } = cluster.administrator!;
    credentials = { accessKey, secretKey: new Hidden(secretKey) };
  });
  afterAll(() => cluster?.stop());

  it.each(['JSON', 'ROCKETMQ'] as const)('signs everything, with headers in %s', async (serialization) => {
    const client = clientOf(cluster, { credentials, serialization });
    const topic = fresh('topic');
    const producer = await client.producer({ group: fresh('producer') });
    await producer.send({ topic, body: Buffer.from('plain'), properties: { ключ: '値' } });
    await producer.sendOneway({ topic, body: Buffer.alloc(5000, 'x') });
    await producer.sendBatch([{ topic, body: Buffer.from('batch') }]);
    await producer.sendInTransaction({ topic, body: Buffer.from('transaction') }, () => 'commit');
    const reader = await client.pullConsumer({ group: fresh('reader') });
    const messages = await readAll(reader, topic, 4);
    const [queue] = await reader.queues(topic);
    await reader.storeOffset(queue!, 1n);
    expect(await reader.storedOffset(queue!)).toBe(1n);
    expect([await reader.minOffset(queue!), typeof (await reader.maxOffset(queue!))]).toEqual([0n, 'bigint']);
    const seen: ReceivedMessage[] = [];
    const common = { consumeFrom: 'first', subscriptions: [{ topic }] } as const;
    await client.pushConsumer({
      ...{ ...common, group: fresh('group') },
      onMessages: (received) => {
        seen.push(...received);
        return received[0]!.reconsumeTimes === 0 ? { retryFrom: 0 } : undefined;
      },
    });
    await client.pushConsumer({
      ...{ ...common, group: fresh('group'), orderly: true },
      onMessages: (received) => void seen.push(...received),
    });
    await expect.poll(() => seen.length).toBe(3 * messages.length);
  });

  it('is told who is not let in', async () => {
    const nobody = clientOf(cluster, { onProblem: () => undefined });
    const wrong = { ...credentials, secretKey: new Hidden('another-secret') };
    const other = clientOf(cluster, { credentials: wrong, onProblem: () => undefined });
    for (const client of [nobody, other]) {
      const producer = await client.producer({ group: fresh('producer') });
      await expect(producer.send({ topic: fresh('topic'), body: Buffer.from('x') })).rejects.toMatchObject({
        code: 'ROCKETMQ_AUTHENTICATION_FAILED',
      });
    }
  });
});
