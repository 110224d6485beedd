import { GET_ROUTEINFO_BY_TOPIC, RESPONSE, type RemotingCommand, retryTopic } from '@mqferry/rocketmq';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JavaPeer } from '../../../../../scenarios/rocketmq-clients/java-peer.ts';
import { GATEWAY_BROKER, ONLY_SOURCE, type Share } from '../../../src/index.ts';
import { createTopic, withGateway } from '../fixtures/with-gateway.ts';

const of = withGateway('4.9.7', '5.5.0');

const BOTH: Share = { source: 'read-write', target: 'read-write' };
const DUAL_READ: Share = { source: 'read-write', target: 'read' };

describe('a gateway in route mode before 4.9.7 and 5.5.0', () => {
  const forward = (code: number, fields: Record<string, string> = {}): Promise<RemotingCommand> =>
    of().asked.nameServers.forward({ code, name: String(code), fields });

  test('tells what the source says of topics that are in no table', async () => {
    const { admins, asked } = of();
    await createTopic(admins.source, 'plain');
    await createTopic(admins.target, 'plain');
    expect(await asked.nameServers.route('plain')).toEqual(await admins.source.nameServers.route('plain'));
    expect(await asked.nameServers.route('nowhere')).toBeUndefined();
  });

  test('shows each side of a topic as the table says, the brokers of the target by other names', async () => {
    const { admins, asked, show } = of();
    for (const admin of [admins.source, admins.target]) await createTopic(admin, 'moving');
    const shown = async (share: Share) => {
      show({ moving: share });
      const route = await asked.nameServers.route('moving');
      return route!.queueDatas.map(({ brokerName, perm }) => `${brokerName} ${perm}`).sort();
    };
    const source = (perm: number) => [`broker-a ${perm}`, `broker-b ${perm}`];
    const target = (perm: number) => [`broker-a@target ${perm}`, `broker-b@target ${perm}`];
    const both = (first: number, second: number) => [...source(first), ...target(second)].sort();
    expect(await shown(ONLY_SOURCE)).toEqual(source(6));
    expect(await shown(DUAL_READ)).toEqual(both(6, 4));
    expect(await shown(BOTH)).toEqual(both(6, 6));
    expect(await shown({ source: 'read', target: 'read-write' })).toEqual(both(4, 6));
    expect(await shown({ source: 'none', target: 'read-write' })).toEqual(target(6));
    const { brokerDatas } = (await asked.nameServers.route('moving'))!;
    const addresses = new Map(
      brokerDatas.map(({ brokerName, brokerAddrs }) => [brokerName, brokerAddrs.get(0)]),
    );
    expect(addresses.get('broker-a@target')).toBe(of().clusters.target.brokers[0]!.address);
    expect(addresses.get(GATEWAY_BROKER)).toBe(of().address);
  });

  test('passes on what name servers tell, and refuses what changes them', async () => {
    const { admins, asked } = of();
    expect(await asked.nameServers.clusterInfo()).toEqual(await admins.source.nameServers.clusterInfo());
    for (const code of [206, 304]) {
      const told = await admins.source.nameServers.forward({ code, name: String(code), fields: {} });
      expect((await forward(code)).body.toString()).toBe(told.body.toString());
    }
    for (const code of [100, 102, 103, 104, 205, 216, 217, 318, 319, 322, 327, 904]) {
      expect((await forward(code)).code).toBe(RESPONSE.NO_PERMISSION);
    }
    expect((await forward(4242)).code).toBe(RESPONSE.REQUEST_CODE_NOT_SUPPORTED);
  });

  test('goes on with what a side said last when its name server is gone', async () => {
    const { admins, clusters, asked, show } = of();
    await createTopic(admins.target, 'early');
    await createTopic(admins.source, 'early');
    await createTopic(admins.target, 'late');
    await createTopic(admins.source, 'late');
    show({ early: BOTH, late: BOTH });
    const early = await asked.nameServers.route('early');
    const [nameServer] = clusters.target.nameServers;
    await nameServer!.kill();
    try {
      expect(await asked.nameServers.route('early')).toEqual(early);
      // Nobody has asked for this one yet; the source is enough to write and read.
      const late = (await asked.nameServers.route('late'))!;
      expect(late.queueDatas.map(({ brokerName }) => brokerName).sort()).toEqual(['broker-a', 'broker-b']);
      show({ late: { source: 'read', target: 'read-write' } });
      const answer = await forward(GET_ROUTEINFO_BY_TOPIC.code, { topic: 'late' });
      expect(answer.code).toBe(RESPONSE.SYSTEM_ERROR);
    } finally {
      await nameServer!.start();
    }
    await expect.poll(async () => (await asked.nameServers.route('late'))?.queueDatas).toHaveLength(4);
  });
});

describe.each(['4.9.7', '5.5.0'] as const)('Java clients of %s at a gateway', (release) => {
  const topic = `known-${release.replaceAll('.', '-')}`;
  const group = `${topic}-group`;
  const producers = `${topic}-producers`;
  let java: JavaPeer;

  beforeAll(async () => {
    const { admins, show, address } = of();
    for (const admin of [admins.source, admins.target]) {
      await createTopic(admin, topic);
      await createTopic(admin, retryTopic(group));
    }
    show({ [topic]: DUAL_READ }, { [group]: BOTH });
    java = await JavaPeer.start(release, address);
  });
  afterAll(() => java?.end());

  test('tell who they are, what they consume and of which topic they know the route', async () => {
    const { gateway } = of();
    await java.consumer({ group, topic });
    await java.producer(producers);
    await java.send(producers, [{ topic, body: Buffer.from('one') }]);
    await expect.poll(() => java.seen(group).map(({ body }) => String(body))).toEqual(['one']);
    const known = () => gateway.clients().filter(({ heartbeat }) => heartbeat !== undefined);
    await expect
      .poll(() => known().flatMap(({ heartbeat }) => heartbeat!.producerGroups))
      .toContain(producers);
    const consumer = known().find(({ heartbeat }) =>
      heartbeat!.consumers.some((one) => one.group === group),
    )!;
    expect(consumer).toMatchObject({ language: 'JAVA', isConnected: true });
    expect(consumer.heartbeat!.consumers).toMatchObject([
      { group, consumeType: 'CONSUME_PASSIVELY', messageModel: 'CLUSTERING' },
    ]);
    expect(consumer.heartbeat!.consumers[0]!.topics.toSorted()).toEqual(
      [retryTopic(group), topic].toSorted(),
    );
    // Heartbeats come by the connection on which it asks for routes, where it was given this very address.
    expect(consumer.routes.get(topic)?.revision).toBe(gateway.revision());
  });

  test('share queues with a member that was told of by another broker', async () => {
    const { client } = of();
    const second = await client().pushConsumer({
      ...{ group, consumeFrom: 'first', subscriptions: [{ topic }], onMessages: () => undefined },
    });
    const own = () => second.queues.filter((queue) => queue.topic === topic);
    await expect.poll(async () => [own().length, (await java.queues(group, topic)).length]).toEqual([4, 4]);
    await second.close();
    await expect.poll(async () => (await java.queues(group, topic)).length).toBe(8);
  });
});
