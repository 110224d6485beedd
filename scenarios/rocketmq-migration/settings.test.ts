import { addressText } from '@mqferry/core';
import { createNameServerGateway, type NameServerGateway } from '@mqferry/gateway';
import { consumerConnections, consumerRunningInfo } from '@mqferry/rocketmq';
import { type RocketmqCluster, startRocketmq } from '@mqferry/sandbox';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { CLIENT_KINDS, QUICK } from './lib/live-clients.ts';
import { MessageBooks } from './lib/message-books.ts';
import { startClients } from './lib/start-clients.ts';
import { createTopics, withAdmin } from './lib/topics.ts';

let cluster: RocketmqCluster;
let gateway: NameServerGateway;

beforeAll(async () => {
  cluster = await startRocketmq({ version: '4.9.7', autoCreateTopics: false });
  const reach = { nameServers: cluster.namesrvAddr };
  const table = { revision: 1, topics: new Map(), groups: new Map(), targetNames: new Map() };
  gateway = await createNameServerGateway({
    ...{ listen: { host: '127.0.0.1', port: 0 }, clusters: { source: reach, target: reach } },
    table: { ...table, held: new Set() },
  });
});

afterAll(async () => {
  await gateway?.close();
  await cluster?.stop();
});

it.each(CLIENT_KINDS)(
  'consumers of %s tell their name servers, and how often they ask them is seen',
  async (kind) => {
    const nameServers = addressText(gateway.address);
    const books = new MessageBooks(kind.replaceAll('.', '-'));
    const { topic } = books;
    const group = `${topic}-group`;
    await createTopics(cluster, [{ name: topic, groups: [group] }]);
    const clients = await startClients(kind, nameServers, QUICK);
    onTestFinished(() => clients.end());
    const { clientId } = await clients.consumer(books, { name: `${group}-1`, group });
    const { address } = cluster.brokers[0]!;
    await withAdmin(cluster, async (admin) => {
      const isThere = async () =>
        (await consumerConnections(admin, address, group))?.connections.some(
          (each) => each.clientId === clientId,
        );
      await expect.poll(isThere).toBe(true);
      const { properties } = await consumerRunningInfo(admin, address, group, clientId);
      // Java and Go end their list like this; Java mixes it, too.
      expect(properties.get('PROP_NAMESERVER_ADDR')?.replace(/;$/u, '')).toBe(nameServers);
    });
    // Known once it is steady, which it is not while a busy machine has the client ask late.
    const polls = () =>
      gateway.clients().flatMap(({ routes, pollMs }) => (routes.has(topic) && pollMs ? [pollMs] : []));
    await expect.poll(() => polls().map((ms) => Math.round(ms / QUICK.routes))).toEqual([1]);
  },
);
