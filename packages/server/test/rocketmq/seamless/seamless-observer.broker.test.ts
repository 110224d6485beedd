import { createNameServerGateway, type NameServerGateway, type RoutingTable } from '@mqferry/gateway';
import { type Motion, movesOf, type Position, STILL_FOR_MS, type TopicMove } from '@mqferry/migration';
import {
  createRocketmqAdmin,
  onMasters,
  putGroup,
  putTopic,
  type RocketmqAdmin,
  RocketmqClient,
  valuesOf,
} from '@mqferry/rocketmq';
import { type RocketmqCluster, startRocketmq } from '@mqferry/sandbox';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  type PlacedTopic,
  SeamlessObserver,
} from '../../../src/rocketmq/seamless/observe/seamless-observer.ts';

const TOPIC = 'orders';
const GROUP = 'billing';
const CLUSTER = 'DefaultCluster';
const NAMES = new Map([
  ['broker-a', 'broker-a@target'],
  ['broker-b', 'broker-b@target'],
]);

interface Sides<T> {
  readonly source: T;
  readonly target: T;
}

let clusters: Sides<RocketmqCluster>;
let admins: Sides<RocketmqAdmin>;
let gateway: NameServerGateway;
let observer: SeamlessObserver;

const table = (revision: number): RoutingTable => ({
  revision,
  topics: new Map([[TOPIC, { source: 'read-write', target: 'none' }]]),
  groups: new Map([[GROUP, { source: 'read-write', target: 'none' }]]),
  targetNames: NAMES,
  held: new Set(),
});

beforeAll(async () => {
  clusters = {
    source: await startRocketmq({ version: '4.9.7', masters: 2 }),
    // As much memory outside of the heap: with 192 MB a broker of whom is popped runs out of it.
    target: await startRocketmq({ version: '5.5.0', masters: 2, heap: '384m' }),
  };
  admins = {
    source: createRocketmqAdmin(clusters.source.namesrvAddr),
    target: createRocketmqAdmin(clusters.target.namesrvAddr),
  };
  gateway = await createNameServerGateway({
    listen: { host: '127.0.0.1', port: 0 },
    clusters: {
      source: { nameServers: clusters.source.namesrvAddr },
      target: { nameServers: clusters.target.namesrvAddr },
    },
    table: table(1),
  });
  observer = new SeamlessObserver();
});
afterAll(async () => {
  await gateway?.close();
  await Promise.all([admins?.source.close(), admins?.target.close()]);
  await Promise.all([clusters?.source.stop(), clusters?.target.stop()]);
});

const createTopic = async (admin: RocketmqAdmin, queues: number): Promise<void> => {
  const topic = { topicName: TOPIC, perm: 6, topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false };
  const counts = { readQueueNums: queues, writeQueueNums: queues };
  valuesOf(
    await onMasters(admin, CLUSTER, ({ address }) => putTopic(admin, address, { ...topic, ...counts })),
  );
};

const createGroup = async (admin: RocketmqAdmin): Promise<void> => {
  const group = { groupName: GROUP, consumeEnable: true, consumeFromMinEnable: true, brokerId: 0n };
  const rest = { consumeBroadcastEnable: true, retryQueueNums: 1, retryMaxTimes: 16 };
  const full = { ...group, ...rest, whichBrokerWhenConsumeSlowly: 1n };
  valuesOf(await onMasters(admin, CLUSTER, ({ address }) => putGroup(admin, address, full)));
};

const gatewayAddress = (): string => `127.0.0.1:${gateway.address.port}`;

/** A client of the gateway, or straight of the source, or of the one where the other does not answer, which ends with the test. */
const clientOf = (of: 'gateway' | 'source' | 'both'): RocketmqClient => {
  const { namesrvAddr } = clusters.source;
  const both = `${gatewayAddress()};${namesrvAddr}`;
  const nameServers = { source: namesrvAddr, gateway: gatewayAddress(), both }[of];
  const client = new RocketmqClient({ nameServers, requestTimeoutMs: 30_000 });
  onTestFinished(() => client.close());
  return client;
};

const consume = (client: RocketmqClient) =>
  client.pushConsumer({ group: GROUP, subscriptions: [{ topic: TOPIC }], onMessages: () => undefined });

let producers = 0;

const write = async (client: RocketmqClient, count = 8, delayLevel?: number): Promise<void> => {
  producers += 1;
  const producer = await client.producer({ group: `shop-${producers}` });
  for (let sent = 0; sent < count; sent += 1) {
    await producer.send({ topic: TOPIC, body: Buffer.from('x'), delayLevel });
  }
};

/** What a step of the topic comes to now. */
const step = async (motion: Motion, state: Position['state'] = 'initial'): Promise<TopicMove> => {
  const placed: PlacedTopic = {
    position: { kind: 'ordinary', state, held: false },
    ...{ revision: gateway.revision(), servedSince: Date.now() - 600_000, targetEnds: undefined },
  };
  const observed = {
    source: { admin: admins.source, cluster: CLUSTER },
    target: { admin: admins.target, cluster: CLUSTER },
  };
  const facts = await observer.look(observed, {
    ...{ mode: 'route', renamed: [...NAMES.keys()], topics: new Map([[TOPIC, placed]]) },
    ...{ links: new Set<string>(), pace: {}, stillMs: STILL_FOR_MS },
    gateways: [
      {
        id: 'one',
        address: gatewayAddress(),
        revision: gateway.revision(),
        heardAt: Date.now(),
        clients: gateway.clients(),
      },
    ],
  });
  return movesOf({ topics: [TOPIC], motion, force: [] }, facts)[0]!;
};

/** Why it is blocked. */
const blocked = async (motion: Motion, state?: Position['state']) => {
  const { code, parameters } = (await step(motion, state)).blockedBy ?? {};
  return code && { code, parameters };
};

const verdictOf = ({ checks }: TopicMove, wanted: string) => checks.find(({ id }) => id === wanted)?.verdict;

test('a target without the topic, with fewer queues of it, or without the group blocks the first step', async () => {
  await createTopic(admins.source, 4);
  await createGroup(admins.source);
  const consumer = await consume(clientOf('gateway'));
  await write(clientOf('gateway'));
  // A group is known by its offsets once it has committed some.
  await consumer.close();
  // Until its client has told the gateway who it is, it counts as one that goes straight.
  await expect.poll(() => blocked('forward')).toMatchObject({ code: 'SEAMLESS_TOPIC_MISSING' });
  await createTopic(admins.target, 2);
  expect(await blocked('forward')).toMatchObject({
    code: 'SEAMLESS_QUEUES_FEWER',
    parameters: { topic: TOPIC, source: 8, target: 4 },
  });
  await createTopic(admins.target, 4);
  expect(await blocked('forward')).toMatchObject({
    code: 'SEAMLESS_GROUPS_MISSING',
    parameters: { groups: GROUP },
  });
  await createGroup(admins.target);
});

test('a consumer or producer that goes straight to the source blocks it by its name', async () => {
  const moved = clientOf('gateway');
  await consume(moved);
  await write(moved);
  const consumer = clientOf('source');
  await consume(consumer);
  await expect
    .poll(() => blocked('forward'))
    .toMatchObject({
      code: 'SEAMLESS_CLIENTS_STRAIGHT',
      parameters: { clients: expect.stringContaining(consumer.clientId) },
    });
  await consumer.close();
  const producer = clientOf('source');
  await write(producer);
  await expect
    .poll(() => blocked('forward'))
    .toMatchObject({
      code: 'SEAMLESS_CLIENTS_STRAIGHT',
      parameters: { clients: expect.stringMatching(new RegExp(`^${producer.clientId} \\(`, 'u')) },
    });
  await producer.close();
  await expect.poll(async () => verdictOf(await step('forward'), 'clients-moved')).toBe('pass');
});

test('so does a consumer at the gateway that has the source’s name server beside it', async () => {
  const both = clientOf('both');
  await consume(both);
  await write(both);
  await expect
    .poll(() => gateway.clients().map(({ heartbeat }) => heartbeat?.clientId))
    .toContain(both.clientId);
  await expect
    .poll(() => blocked('forward'))
    .toMatchObject({
      code: 'SEAMLESS_CLIENTS_STRAIGHT',
      parameters: { clients: expect.stringContaining(both.clientId) },
    });
});

test('with all clients at the gateway it is free, and groups get offsets on the target', async () => {
  const client = clientOf('gateway');
  await consume(client);
  await write(client);
  await expect.poll(async () => (await step('forward')).blockedBy).toBeUndefined();
  expect((await step('forward')).presets).toEqual([GROUP]);
});

test('clients that were not shown the present route, and time that they need, block the second step', async () => {
  const client = clientOf('gateway');
  await consume(client);
  await write(client);
  gateway.serve(table(gateway.revision() + 1));
  const check = (await step('forward', 'dual-read')).checks.find(({ id }) => id === 'routes-taken');
  expect(check).toMatchObject({
    verdict: 'fail',
    reason: { code: expect.stringMatching(/^SEAMLESS_ROUTES_(?:NOT_TAKEN|OVERDUE)$/u) },
  });
});

test('what is not read yet, and a delayed message that waits, block the last step', async () => {
  const client = clientOf('gateway');
  await write(client, 1, 18);
  const last = () => step('forward', 'switching');
  await expect.poll(async () => verdictOf(await last(), 'nothing-pending-on-source')).toBe('fail');
  await write(client, 3);
  const drained = async () => (await last()).checks.find(({ id }) => id === 'source-drained');
  await expect.poll(drained).toMatchObject({
    verdict: 'fail',
    reason: { code: 'SEAMLESS_NOT_DRAINED', parameters: { groups: GROUP } },
  });
  await consume(client);
  await expect.poll(drained).toMatchObject({ reason: { code: 'SEAMLESS_STILL_WRITTEN' } });
});

test('what is popped is in flight, and not read once its time is over', async () => {
  const { address } = clusters.target.brokers[0]!;
  const client = new RocketmqClient({ nameServers: clusters.target.namesrvAddr, requestTimeoutMs: 30_000 });
  onTestFinished(() => client.close());
  await write(client, 32);
  const read = async () => {
    const { checks } = await step('back', 'dual-read');
    const evidence = (wanted: string) => checks.find(({ id }) => id === wanted)?.evidence;
    return {
      pop: evidence('nothing-pending-on-target')?.pop,
      unread: evidence('target-drained')?.unread,
    };
  };
  expect(await read()).toEqual({ pop: 0n, unread: 32n });
  const popped = await (await admins.target.pool.get(address)).request({
    ...{ code: 200050, name: 'POP_MESSAGE', body: Buffer.of() },
    fields: {
      ...{
        consumerGroup: GROUP,
        topic: TOPIC,
        queueId: '-1',
        maxMsgNums: '5',
        pollTime: '0',
        order: 'false',
      },
      ...{ bornTime: String(Date.now()), invisibleTime: '10000', initMode: '0' },
    },
  });
  expect(popped.code).toBe(0);
  expect(await read()).toEqual({ pop: 5n, unread: 27n });
  await expect.poll(read).toEqual({ pop: 0n, unread: 32n });
});

test('a master that does not answer is not taken for one without messages', async () => {
  const [broker] = clusters.target.brokers;
  broker!.suspend();
  try {
    const { checks } = await step('forward', 'switching');
    expect(checks.map(({ verdict }) => verdict)).toContain('inconclusive');
    expect(await blocked('forward', 'switching')).toBeDefined();
  } finally {
    broker!.resume();
  }
});
