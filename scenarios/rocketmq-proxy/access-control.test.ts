import { SIDES } from '@mqferry/gateway';
import { ConnectionPool, consumerConnections, jsonBytes, RocketmqClient } from '@mqferry/rocketmq';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fresh, listen } from '../rocketmq-clients/stage.ts';
import { BOTH, SHOWN_NAME, withProxiedClusters } from './proxied-clusters.ts';

const source = { version: '4.9.7', acl: true } as const;
const target = { version: '5.5.0', acl: true } as const;
const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i));

describe('clients that sign what they ask', () => {
  const stage = withProxiedClusters({ source, target, javaClients: false });

  const sendToAll = async (topic: string): Promise<string[]> => {
    const producer = await stage()
      .client()
      .producer({ group: fresh('ours') });
    const queues = await producer.queues(topic);
    expect(new Set(queues.map(({ brokerName }) => brokerName))).toEqual(new Set(['broker-a', SHOWN_NAME]));
    for (const [place, queue] of queues.entries()) {
      await producer.send({ topic, body: Buffer.from(String(place)) }, { queue });
    }
    return numbers(queues.length);
  };

  it.each([false, true])('consume on both sides, in order: %s', async (orderly) => {
    const [topic, group] = [fresh('topic'), fresh('group')];
    await stage().create(topic, group);
    stage().share(topic, BOTH);
    const sent = await sendToAll(topic);
    const seen = await listen(stage().client(), { group, subscriptions: [{ topic }], orderly });
    await expect.poll(() => seen.map(({ body }) => String(body)).sort()).toEqual(sent);
  });

  it('find the members of both sides, for the gateway asks the other one with its own account', async () => {
    const [topic, group] = [fresh('topic'), fresh('group')];
    const { create, share, clusters, credentials, proxy } = stage();
    await create(topic, group);
    share(topic, BOTH);
    const ids: string[] = [];
    for (const side of SIDES) {
      const direct = new RocketmqClient({
        nameServers: clusters[side].namesrvAddr,
        credentials,
        requestTimeoutMs: 30_000,
      });
      onTestFinished(() => direct.close());
      await listen(direct, { group, subscriptions: [{ topic }] });
      const found = await consumerConnections(
        stage().admins[side],
        clusters[side].brokers[0]!.address,
        group,
      );
      ids.push(found!.connections[0]!.clientId);
    }
    const pool = new ConnectionPool({ credentials });
    onTestFinished(() => pool.close());
    for (const side of SIDES) {
      const { address } = clusters[side].brokers[0]!;
      const connection = await pool.get(proxy.addressOf({ side, address })!);
      const { body } = await connection.request({
        ...{ code: 38, name: 'GET_CONSUMER_LIST_BY_GROUP', fields: { consumerGroup: group } },
      });
      expect(JSON.parse(String(body)).consumerIdList.sort()).toEqual(ids.sort());
    }
  });
});

describe('a gateway without the secret keys of clients', () => {
  const stage = withProxiedClusters({ source, target, javaClients: false, knowsSecretKey: false });

  it('forwards all that it need not change, and says why it does not forward the rest', async () => {
    const [topic, group] = [fresh('topic'), fresh('group')];
    await stage().create(topic, group);
    stage().share(topic, BOTH);
    const client = stage().client();
    const producer = await client.producer({ group: fresh('ours') });
    const queues = await producer.queues(topic);
    for (const [place, queue] of queues.entries()) {
      await producer.send({ topic, body: Buffer.from(String(place)) }, { queue });
    }
    const seen = await listen(client, { group, subscriptions: [{ topic }] });
    await expect.poll(() => seen.map(({ body }) => String(body)).sort()).toEqual(numbers(queues.length));
    const pool = new ConnectionPool({ credentials: stage().credentials });
    onTestFinished(() => pool.close());
    const { address } = stage().clusters.target.brokers[0]!;
    const connection = await pool.get(stage().proxy.addressOf({ side: 'target', address })!);
    const mqSet = [{ topic, brokerName: SHOWN_NAME, queueId: 0 }];
    const body = jsonBytes({ consumerGroup: group, clientId: 'client', mqSet });
    const answer = await connection.request({ code: 41, name: 'LOCK_BATCH_MQ', fields: {}, body });
    expect(answer).toMatchObject({ code: 16, remark: expect.stringContaining('administrator') });
  });
});
