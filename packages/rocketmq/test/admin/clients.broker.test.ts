import { describe, expect, test } from 'vitest';
import {
  allProducers,
  consumerConnections,
  consumerRunningInfo,
  producerConnections,
} from '../../src/admin/clients.ts';
import { putTopic } from '../../src/admin/topics.ts';
import { MQ_VERSION } from '../../src/protocol/command.ts';
import { joinGroup } from '../fixtures/plain-consumer.ts';
import { topicNamed } from '../fixtures/topics-and-groups.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

/** As a Java client of 4.9.7 writes it. */
const RUNNING = `{"jstack":"main","mqTable":{{"brokerName":"broker-a","queueId":0,"topic":"orders"}:{"cachedMsgCount":2,"cachedMsgMaxOffset":1,"cachedMsgMinOffset":0,"cachedMsgSizeInMiB":0,"commitOffset":9007199254740993,"droped":false,"lastConsumeTimestamp":0,"lastLockTimestamp":0,"lastPullTimestamp":0,"locked":true,"transactionMsgCount":0,"transactionMsgMaxOffset":0,"transactionMsgMinOffset":0,"tryUnlockTimes":0}},"properties":{"PROP_CLIENT_VERSION":"V4_9_7"},"statusTable":{},"subscriptionSet":[{"classFilterMode":false,"codeSet":[],"expressionType":"TAG","subString":"*","subVersion":7,"tagsSet":[],"topic":"orders"}]}`;

describe.each(VERSIONS)('clients of RocketMQ %s', (version) => {
  const of = withCluster({ version });
  const consumer = { group: 'shop', topic: 'orders', clientId: 'here@1' };
  const client = { clientId: 'here@1', language: 'OTHER', version: MQ_VERSION.V5_5_0 };

  test('a group without clients has none', async () => {
    const { admin, broker } = of();
    expect(await consumerConnections(admin, broker, 'shop')).toBeUndefined();
    expect(await producerConnections(admin, broker, 'shop')).toEqual([]);
    await expect(consumerRunningInfo(admin, broker, 'shop', 'here@1')).rejects.toMatchObject({
      code: 'ROCKETMQ_SYSTEM_ERROR',
    });
  });

  test('those that are connected are told, with what they subscribe to', async () => {
    const { admin, broker } = of();
    await putTopic(admin, broker, topicNamed('orders'));
    const connection = await joinGroup(broker, consumer, () => undefined);
    const { host, port } = connection.localAddress!;
    const connected = { ...client, clientAddr: `${host}:${port}` };
    expect(await consumerConnections(admin, broker, 'shop')).toEqual({
      connections: [connected],
      subscriptions: [
        { topic: 'orders', subString: 'a || b', expressionType: 'TAG', tags: ['a', 'b'], subVersion: 7n },
      ],
      ...{ consumeType: 'CONSUME_PASSIVELY', messageModel: 'CLUSTERING' },
      consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
    });
    expect(await producerConnections(admin, broker, 'shop-producers')).toEqual([connected]);
    expect((await allProducers(admin, broker)).get('shop-producers')).toEqual([
      { ...connected, lastSeenAt: expect.any(BigInt) },
    ]);
  });

  test('one is asked what it does, through the broker', async () => {
    const { admin, broker } = of();
    const asked: unknown[] = [];
    await joinGroup(broker, consumer, ({ code, fields }) => {
      if (code !== 307) return undefined;
      asked.push({ ...fields });
      return { code: 0, body: Buffer.from(RUNNING) };
    });
    expect(await consumerRunningInfo(admin, broker, 'shop', 'here@1', true)).toEqual({
      properties: new Map([['PROP_CLIENT_VERSION', 'V4_9_7']]),
      subscriptions: [{ topic: 'orders', subString: '*', expressionType: 'TAG', tags: [], subVersion: 7n }],
      queues: [
        {
          ...{ topic: 'orders', brokerName: 'broker-a', queueId: 0, commitOffset: 9_007_199_254_740_993n },
          ...{ cachedMessages: 2, locked: true },
        },
      ],
      jstack: 'main',
    });
    expect(asked).toEqual([
      expect.objectContaining({ consumerGroup: 'shop', clientId: 'here@1', jstackEnable: 'true' }),
    ]);
  });
});
