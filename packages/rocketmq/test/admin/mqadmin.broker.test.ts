import { describe, expect, test } from 'vitest';
import { allProducers } from '../../src/admin/clients.ts';
import { listBrokers } from '../../src/admin/cluster.ts';
import { brokerConfig } from '../../src/admin/configs.ts';
import { consumeStats } from '../../src/admin/group-offsets.ts';
import { groupConfigs, putGroup } from '../../src/admin/groups.ts';
import { messagesByUniqueKey } from '../../src/admin/query-messages.ts';
import { topicNames } from '../../src/admin/topic-names.ts';
import { topicStats } from '../../src/admin/topic-stats.ts';
import { putTopic } from '../../src/admin/topics.ts';
import { BodyValue } from '../../src/protocol/body-value.ts';
import { parseFastjson } from '../../src/protocol/fastjson.ts';
import { readTopicRoute } from '../../src/protocol/route-data.ts';
import { groupNamed, topicNamed } from '../fixtures/topics-and-groups.ts';
import { VERSIONS, withCluster } from '../fixtures/with-cluster.ts';

/** The lines of a table, cut into columns; without those that are empty or begin with #. */
const rows = (printed: string): string[][] =>
  printed
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.trim().split(/\s+/));

/** Lines such as `name = value`. */
const pairs = (printed: string): Map<string, string> =>
  new Map(
    printed
      .split('\n')
      .filter((line) => /^\S+\s+= /.test(line))
      .map((line) => line.split('='))
      .map(([name, ...value]): [string, string] => [name!.trim(), value.join('=').trim()]),
  );

describe.each(VERSIONS)('what mqadmin of %s says', (version) => {
  const of = withCluster({ version, masters: 2 });
  const state = { messageId: '' };

  test('of what is created and written here', async () => {
    const { admin, client, cluster, mqadmin } = of();
    for (const { address } of cluster.brokers) {
      await putTopic(admin, address, { ...topicNamed('orders'), readQueueNums: 3 });
      await putGroup(admin, address, { ...groupNamed('shop'), retryMaxTimes: 7 });
    }
    const producer = await client().producer({ group: 'writers' });
    const queue = { topic: 'orders', brokerName: 'broker-b', queueId: 1 };
    for (const keys of [['a'], ['b']]) {
      const sent = await producer.send({ topic: 'orders', body: Buffer.from('x'), keys }, { queue });
      state.messageId = sent.messageId;
    }
    // mqadmin wants the retry topic, which a broker makes for a client of the group.
    const consumer = await client().pullConsumer({ group: 'shop' });
    await consumer.storeOffset(queue, 1n);
    const config = pairs(await mqadmin('getConsumerConfig', '-g', 'shop'));
    expect([config.get('groupName'), config.get('retryMaxTimes')]).toEqual(['shop', '7']);
    const route = readTopicRoute(new BodyValue(parseFastjson(await mqadmin('topicRoute', '-t', 'orders'))));
    expect(route.queueDatas).toContainEqual({
      ...{ brokerName: 'broker-b', readQueueNums: 3, writeQueueNums: 2, perm: 6, topicSysFlag: 0 },
    });
  });

  test('of brokers', async () => {
    const { admin, mqadmin } = of();
    const ours = (await listBrokers(admin)).map(({ broker: { cluster, name, id, address }, value }) => [
      ...[cluster, name, String(id), address, value?.version],
    ]);
    const printed = rows(await mqadmin('clusterList')).map((columns) => columns.slice(0, 5));
    expect(ours).toEqual(printed.toSorted((a, b) => a[1]!.localeCompare(b[1]!)));
  });

  test('of settings', async () => {
    const { admin, broker, mqadmin } = of();
    const ours = new Map(
      [...(await brokerConfig(admin, broker))].map(([name, value]) => [name, String(value).trim()]),
    );
    expect(ours).toEqual(pairs(await mqadmin('getBrokerConfig', '-b', broker)));
  });

  test('of topics', async () => {
    const { admin, broker, mqadmin } = of();
    const printed = rows(await mqadmin('topicList')).map(([name]) => name);
    expect([...(await topicNames(admin))].sort()).toEqual(printed.sort());
    const stats = rows(await mqadmin('topicStatus', '-t', 'orders')).filter(([name]) =>
      name?.startsWith('broker-'),
    );
    const ours = (await topicStats(admin, broker, 'orders'))!.queues.map((queue) =>
      [queue.brokerName, queue.queueId, queue.minOffset, queue.maxOffset].map(String),
    );
    expect(ours.sort()).toEqual(
      stats
        .filter(([name]) => name === 'broker-a')
        .map((columns) => columns.slice(0, 4))
        .sort(),
    );
  });

  test('of groups', async () => {
    const { admin, cluster, mqadmin } = of();
    const printed = rows(await mqadmin('consumerProgress', '-g', 'shop')).filter(
      ([topic]) => topic === 'orders',
    );
    const told = await Promise.all(
      cluster.brokers.map(({ address }) => consumeStats(admin, address, 'shop')),
    );
    const ours = told.flatMap(({ queues }) =>
      queues.map(({ topic, brokerName, queueId, brokerOffset, consumerOffset }) =>
        [topic, brokerName, queueId, brokerOffset, consumerOffset, brokerOffset - consumerOffset].map(String),
      ),
    );
    expect(ours.sort()).toEqual(printed.map((columns) => columns.slice(0, 6)).sort());
    expect(ours).toContainEqual(['orders', 'broker-b', '1', '2', '1', '1']);
    const groups = await groupConfigs(admin, cluster.brokers[0]!.address);
    expect(groups.find(({ groupName }) => groupName === 'shop')?.retryMaxTimes).toBe(7);
  });

  test('of producers', async () => {
    const { admin, broker, mqadmin } = of();
    const writers = async () => (await allProducers(admin, broker)).get('writers')?.[0];
    // Heartbeats go to the brokers one after the other.
    await expect.poll(writers).toBeDefined();
    const producer = await writers();
    const printed = await mqadmin('producer', '-b', broker);
    expect(printed).toContain(
      `(writers) instance : clientId=${producer!.clientId},remoteIP=/${producer!.clientAddr}`,
    );
  });

  test('of a message', async () => {
    const { admin, mqadmin } = of();
    const printed = await mqadmin('queryMsgByUniqueKey', '-t', 'orders', '-i', state.messageId);
    const { messages } = await messagesByUniqueKey(admin, 'orders', state.messageId);
    const [{ message } = { message: undefined }] = messages;
    const line = (name: string) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(printed)?.[1];
    expect([line('Queue ID'), line('Queue Offset'), line('CommitLog Offset')]).toEqual(
      [message!.queueId, message!.queueOffset, message!.commitLogOffset].map(String),
    );
  });
});
