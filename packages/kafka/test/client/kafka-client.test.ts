import { expect, it } from 'vitest';
import type { ConnectionConfig } from '../../src/client/connection-config.ts';
import { HIGHEST_TESTED_VERSION } from '../../src/client/tested-versions.ts';
import { ListGroups } from '../../src/protocol/generated/index.ts';
import { codeOf } from './coded.ts';
import { FakeBroker, type FakeReplies, frame, metadataOf, TOKEN } from './fake-broker.ts';
import { clientOf } from './fake-cluster.ts';

/** Nothing listens there. */
const NOBODY = { host: '127.0.0.1', port: 1 };

it('looks at every bootstrap server before it gives up', async () => {
  const broker = await FakeBroker.start();
  broker.replies = { Metadata: () => metadataOf([broker]) };
  const client = clientOf([NOBODY, broker.address]);
  expect((await client.metadata()).brokers.get(1)).toMatchObject(broker.address);
  const lost = clientOf([NOBODY, { ...NOBODY, port: 2 }]);
  await expect(lost.metadata()).rejects.toMatchObject({
    code: 'KAFKA_UNREACHABLE',
    message: expect.stringMatching(/127\.0\.0\.1:1.*127\.0\.0\.1:2/),
    cause: { code: 'KAFKA_CONNECT_FAILED' },
  });
});

it('does not try again what fails at the first contact, but afterwards', async () => {
  const broker = await FakeBroker.start();
  const { address } = broker;
  broker.replies = { Metadata: () => metadataOf([broker]) };
  await broker.stop();
  const client = clientOf([address], { operationTimeoutMs: 20_000 });
  let tries = 0;
  const ask = () => {
    tries += 1;
    return client.refreshMetadata();
  };
  expect(await codeOf(client.retrying(ask))).toBe('KAFKA_UNREACHABLE');
  expect(tries).toBe(1);
  const again = await FakeBroker.start(broker.replies, address.port);
  await client.retrying(ask);
  await again.stop();
  const later = client.retrying(ask);
  await expect.poll(() => tries).toBeGreaterThan(4);
  await FakeBroker.start(broker.replies, address.port);
  expect((await later).clusterId).toBe('fake');
});

it('does not try for long to reach brokers at addresses that are wrong from here', async () => {
  const broker = await FakeBroker.start();
  broker.replies = { Metadata: () => metadataOf([{ address: NOBODY }]) };
  const client = clientOf([broker.address]);
  let tries = 0;
  const connect = () => {
    tries += 1;
    return client.connect(1);
  };
  expect(await codeOf(client.retrying(connect))).toBe('KAFKA_CONNECT_FAILED');
  expect(tries).toBe(1);
});

it('goes back to the bootstrap servers when no known broker is there any more', async () => {
  const [first, gone] = [await FakeBroker.start(), await FakeBroker.start()];
  first.replies = { Metadata: () => metadataOf([gone]) };
  gone.replies = { Metadata: () => metadataOf([gone]) };
  const client = clientOf([first.address]);
  await client.metadata();
  await client.connect(1);
  await gone.stop();
  first.hangUp();
  first.replies = { Metadata: () => metadataOf([first]) };
  const metadata = await client.retrying(() => client.refreshMetadata());
  expect(metadata.brokers.get(1)).toMatchObject(first.address);
});

it('notices that another cluster answers at the same address', async () => {
  const broker = await FakeBroker.start();
  broker.replies = { Metadata: () => metadataOf([broker]) };
  const client = clientOf([broker.address]);
  await client.metadata();
  broker.replies = { Metadata: () => ({ ...metadataOf([broker]), clusterId: 'another' }) };
  await expect(client.refreshMetadata()).rejects.toMatchObject({
    code: 'KAFKA_CLUSTER_CHANGED',
    parameters: { expected: 'fake', found: 'another' },
  });
});

it('ends connections that are being opened when it is closed', async () => {
  const broker = await FakeBroker.start({ ApiVersions: () => undefined });
  const client = clientOf([broker.address]);
  const opening = codeOf(client.metadata());
  await expect.poll(() => broker.asked).toEqual(['ApiVersions']);
  await client.close();
  expect(await opening).toBe('KAFKA_CLOSED');
  await expect.poll(() => broker.sockets.size).toBe(0);
  expect(await codeOf(client.metadata())).toBe('KAFKA_CLOSED');
});

it('ends the pause between two tries when it is closed', async () => {
  const broker = await FakeBroker.start();
  broker.replies = { Metadata: () => metadataOf([broker]) };
  const slow: Partial<ConnectionConfig> = { retryBackoffMs: 60_000, retryBackoffMaxMs: 60_000 };
  const client = clientOf([broker.address], { operationTimeoutMs: 600_000 }, slow);
  await client.metadata();
  await broker.stop();
  const waiting = codeOf(client.retrying(() => client.refreshMetadata()));
  await expect.poll(() => codeOf(client.connectAny())).toBe('KAFKA_UNREACHABLE');
  await client.close();
  expect(await waiting).toBe('KAFKA_CLOSED');
});

it('keeps one connection for a broker and lane, and opens another when it has ended', async () => {
  const broker = await FakeBroker.start();
  broker.replies = { Metadata: () => metadataOf([broker]) };
  const client = clientOf([broker.address]);
  const [a, b] = await Promise.all([client.connect(1), client.connect(1)]);
  const other = await client.connect(1, 'other');
  expect([a === b, a === other, broker.accepted]).toEqual([true, false, 2]);
  broker.hangUp();
  await Promise.all([a.closed, other.closed]);
  const c = await client.connect(1);
  expect([c.isOpen, broker.accepted]).toEqual([true, 3]);
});

it('takes the hang-up amid a login for a refusal at the first contact, later for a shut-down', async () => {
  let hangUps = 1;
  const broker = await FakeBroker.start({
    Metadata: () => metadataOf([broker]),
    SaslHandshake: () => ({ errorCode: 0, mechanisms: ['PLAIN'] }),
    [TOKEN]: ({ socket }) => {
      if (hangUps === 0) return frame(Buffer.alloc(0));
      hangUps -= 1;
      socket.destroy();
      return undefined;
    },
  });
  // Before Kafka 1.0 a broker that refuses a login only hangs up.
  const options = { highestVersions: { ...HIGHEST_TESTED_VERSION, SaslHandshake: 0 } };
  const sasl = { mechanism: 'PLAIN', username: 'u', password: 'p' } as const;
  const client = clientOf([broker.address], options, { sasl });
  expect(await codeOf(client.retrying(() => client.metadata()))).toBe('KAFKA_AUTHENTICATION_FAILED');
  await client.metadata();
  hangUps = 2;
  broker.hangUp();
  expect((await client.retrying(() => client.refreshMetadata())).clusterId).toBe('fake');
  expect(hangUps).toBe(0);
});

it('asks for the coordinator anew, so a moved one is found', async () => {
  const [one, two] = [await FakeBroker.start(), await FakeBroker.start()];
  let coordinator = one;
  const shared: FakeReplies = {
    Metadata: () => metadataOf([one, two]),
    FindCoordinator: () => ({ coordinators: [{ key: 'g', nodeId: 1, ...coordinator.address }] }),
    ListGroups: () => ({}),
  };
  one.replies = shared;
  two.replies = shared;
  const client = clientOf([one.address]);
  await client.send(ListGroups, {}, { group: 'g' });
  coordinator = two;
  await client.send(ListGroups, {}, { group: 'g' });
  expect([one, two].map(({ asked }) => asked.filter((api) => api === 'ListGroups').length)).toEqual([1, 1]);
});

it('asks another broker when one stands still, and that one last from then on', async () => {
  const [paused, other] = [await FakeBroker.start(), await FakeBroker.start()];
  const metadata = () => metadataOf([paused, other]);
  paused.replies = { Metadata: metadata };
  other.replies = { Metadata: metadata };
  const client = clientOf([paused.address]);
  await client.refreshMetadata();
  paused.replies = { Metadata: () => new Promise<object>(() => {}) };
  for (let i = 0; i < 3; i += 1) expect((await client.refreshMetadata()).brokers.size).toBe(2);
  const questions = [paused, other].map(({ asked }) => asked.filter((api) => api === 'Metadata').length);
  expect(questions).toEqual([2, 3]);
});

it('knows the leaders of 5,000 partitions', async () => {
  const leaders = Array.from({ length: 5_000 }, () => 1);
  const broker = await FakeBroker.start();
  broker.replies = { Metadata: () => metadataOf([broker], { large: leaders }) };
  const client = clientOf([broker.address]);
  expect((await client.topic('large')).partitions).toHaveLength(5_000);
  expect(await client.partition('large', 4_999)).toMatchObject({ partition: 4_999, leader: 1 });
  expect(await codeOf(client.partition('large', 5_000))).toBe('KAFKA_PARTITION_UNKNOWN');
  expect(await codeOf(client.topic('missing'))).toBe('KAFKA_TOPIC_UNKNOWN');
});
