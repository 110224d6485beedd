import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RocketmqCluster } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parseFastjson, type ReceivedMessage, type RocketmqClient } from '../../src/index.ts';
import { VERSIONS } from '../fixtures/with-cluster.ts';
import { clientOf, fresh, quickCluster } from './clusters.ts';

describe.each(VERSIONS)('a broadcasting group with a broker %s', (version) => {
  let cluster: RocketmqCluster;
  beforeAll(async () => {
    cluster = await quickCluster({ version });
  });
  afterAll(() => cluster?.stop());

  it.each([false, true])(
    'gets every message in every client, and each goes on where it was, orderly: %s',
    async (orderly) => {
      const offsetFolder = await mkdtemp(join(tmpdir(), 'mqferry-offsets-'));
      onTestFinished(() => rm(offsetFolder, { recursive: true }));
      const topic = fresh('topic');
      const group = fresh('group');
      const sender = clientOf(cluster);
      const producer = await sender.producer({ group: fresh('producer') });
      const send = async (from: number, to: number) => {
        for (let i = from; i < to; i += 1) await producer.send({ topic, body: Buffer.from(String(i)) });
      };
      const numbers = (to: number) => Array.from({ length: to }, (_, i) => i);
      await send(0, 10);
      const instances = ['one', 'two'];
      const seen = new Map<string, number[]>(instances.map((name) => [name, []]));
      const listen = async (instanceName: string): Promise<RocketmqClient> => {
        const client = clientOf(cluster, { instanceName, clientIp: '10.9.8.7' });
        const common = {
          ...({
            group,
            offsetFolder,
            broadcast: true,
            consumeFrom: 'first',
            subscriptions: [{ topic }],
          } as const),
          onMessages: ([message]: readonly ReceivedMessage[]) =>
            void seen.get(instanceName)!.push(Number(String(message!.body))),
        };
        await client.pushConsumer(orderly ? { ...common, orderly } : common);
        return client;
      };
      const sorted = () => [...seen.values()].map((bodies) => bodies.toSorted((a, b) => a - b));
      const clients = await Promise.all(instances.map(listen));
      await expect.poll(sorted).toEqual([numbers(10), numbers(10)]);
      await Promise.all(clients.map((client) => client.close()));
      await send(10, 15);
      await Promise.all(instances.map(listen));
      await expect.poll(sorted).toEqual([numbers(15), numbers(15)]);
      const file = await readFile(join(offsetFolder, '10.9.8.7@one', group, 'offsets.json'), 'utf8');
      const { offsetTable } = parseFastjson(file) as { offsetTable: ReadonlyMap<object, number> };
      expect([...offsetTable.values()].reduce((sum, offset) => sum + offset, 0)).toBe(10);
      expect([...offsetTable.keys()].map((queue) => ({ ...queue }))).toContainEqual({
        ...{ topic, brokerName: 'broker-a', queueId: 0 },
      });
    },
  );
});
