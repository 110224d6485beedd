import { once } from 'node:events';
import { expect, it } from 'vitest';
import { BrokerConnection, type BrokerConnectionOptions } from '../../src/client/broker-connection.ts';
import { HIGHEST_TESTED_VERSION } from '../../src/client/tested-versions.ts';
import { ApiVersions, ListGroups, Metadata } from '../../src/protocol/generated/index.ts';
import { codeOf } from './coded.ts';
import {
  answerFrame,
  FakeBroker,
  type FakeReplies,
  type FakeRequest,
  frame,
  metadataOf,
} from './fake-broker.ts';

const OPTIONS: BrokerConnectionOptions = {
  clientId: 'test',
  connectTimeoutMs: 10_000,
  requestTimeoutMs: 10_000,
  maxInFlight: 10,
  maxFrameBytes: 1_000_000,
  highestVersions: HIGHEST_TESTED_VERSION,
};

const connectTo = async (replies: FakeReplies, options: Partial<BrokerConnectionOptions> = {}) => {
  const broker = await FakeBroker.start(replies);
  return { broker, connection: await BrokerConnection.open(broker.address, { ...OPTIONS, ...options }) };
};

/** The code with which a request fails after `reply`, and whether the connection ended with it. */
const failureOf = async (reply: FakeReplies[string], options?: Partial<BrokerConnectionOptions>) => {
  const { connection } = await connectTo({ Metadata: reply }, options);
  const code = await codeOf(connection.send(Metadata, { topics: null }));
  return [code, connection.isOpen];
};

const wrongId = (request: FakeRequest) => answerFrame({ ...request, correlationId: 77 }, {});
const whole = (request: FakeRequest) => answerFrame(request, metadataOf([]));
/** A frame whose size is right and whose content ends too early. */
const cutShort = (request: FakeRequest) => frame(whole(request).subarray(4, -3));
const sizeOnly = (hex: string) => () => Buffer.from(hex, 'hex');

it.each([
  ['an answer to another request', wrongId, 'KAFKA_PROTOCOL_VIOLATION'],
  ['an answer that is too short to be one', () => frame(Buffer.alloc(2)), 'KAFKA_PROTOCOL_VIOLATION'],
  ['an answer that ends in the middle', cutShort, 'KAFKA_PROTOCOL_VIOLATION'],
  ['an answer larger than is accepted', sizeOnly('000f4241'), 'KAFKA_FRAME_TOO_LARGE'],
  ['an answer of negative size', sizeOnly('ffffffff'), 'KAFKA_FRAME_TOO_LARGE'],
  ['an answer in HTTP', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n'), 'KAFKA_FRAME_TOO_LARGE'],
  ['a TLS alert', sizeOnly('15030300020228'), 'KAFKA_TLS_EXPECTED'],
])('ends at %s', async (_what, reply, code) => {
  expect(await failureOf(reply)).toEqual([code, false]);
});

it('ends at answers in another order than the requests', async () => {
  const requests: FakeRequest[] = [];
  const { connection } = await connectTo({
    Metadata: (request) => {
      requests.push(request);
      return requests.length < 2 ? undefined : Buffer.concat(requests.reverse().map(whole));
    },
  });
  const both = [1, 2].map(() => codeOf(connection.send(Metadata, { topics: null })));
  expect(await Promise.all(both)).toEqual(['KAFKA_PROTOCOL_VIOLATION', 'KAFKA_PROTOCOL_VIOLATION']);
  expect(connection.isOpen).toBe(false);
});

it('ends at an answer that nobody asked for', async () => {
  const { connection } = await connectTo({
    Metadata: (request) => Buffer.concat([whole(request), whole(request)]),
  });
  await connection.send(Metadata, { topics: null });
  expect(await connection.closed).toMatchObject({ code: 'KAFKA_PROTOCOL_VIOLATION' });
});

it('ends when the broker hangs up amid an answer', async () => {
  const outcome = await failureOf((request) => {
    request.socket.end(whole(request).subarray(0, -3));
    return undefined;
  });
  expect(outcome).toEqual(['KAFKA_DISCONNECTED', false]);
});

it('ends when an answer does not come in time, and rejects all that waits behind it', async () => {
  const { connection } = await connectTo({ Metadata: () => undefined }, { requestTimeoutMs: 50 });
  const requests = [Metadata, ListGroups].map((api) => codeOf(connection.send<object, unknown>(api, {})));
  expect(await Promise.all(requests)).toEqual(['KAFKA_TIMEOUT', 'KAFKA_TIMEOUT']);
  expect(connection.isOpen).toBe(false);
});

it('sends requests before earlier ones are answered, and gives each its own answer', async () => {
  const { broker, connection } = await connectTo({
    Metadata: async ({ correlationId }) => {
      await expect.poll(() => broker.arrived).toBe(3);
      return { ...metadataOf([]), controllerId: correlationId };
    },
  });
  const [a, b] = await Promise.all([1, 2].map(() => connection.send(Metadata, { topics: null })));
  expect(b!.controllerId).toBe(a!.controllerId + 1);
});

it('goes down to the version of ApiVersions that an old broker knows', async () => {
  const versions: number[] = [];
  const old = (request: FakeRequest) => {
    versions.push(request.version);
    const apiKeys = [{ apiKey: ApiVersions.key, minVersion: 0, maxVersion: 2 }];
    if (request.version <= 2) return { apiKeys };
    return answerFrame({ ...request, version: 0 }, { errorCode: 35, apiKeys });
  };
  const { connection } = await connectTo({ ApiVersions: old });
  expect(versions).toEqual([HIGHEST_TESTED_VERSION.ApiVersions, 2]);
  expect(connection.offeredVersions).toEqual(new Map([[ApiVersions.key, { min: 0, max: 2 }]]));
  expect(await codeOf(connection.send(Metadata, {}))).toBe('KAFKA_VERSION_UNSUPPORTED');
});

it('does not go round in circles with a broker that refuses every version', async () => {
  const broker = await FakeBroker.start({
    ApiVersions: (request) => answerFrame({ ...request, version: 0 }, { errorCode: 35 }),
  });
  expect(await codeOf(BrokerConnection.open(broker.address, OPTIONS))).toBe('KAFKA_BROKER_ERROR');
  expect(broker.asked).toEqual(['ApiVersions', 'ApiVersions']);
});

it('closes the socket when opening is given up', async () => {
  const broker = await FakeBroker.start({ ApiVersions: () => undefined });
  const giveUp = new AbortController();
  const opening = BrokerConnection.open(broker.address, OPTIONS, giveUp.signal);
  await expect.poll(() => broker.asked).toEqual(['ApiVersions']);
  const [socket] = broker.sockets;
  const closed = once(socket!, 'close');
  giveUp.abort(new Error('given up'));
  await expect(opening).rejects.toThrow('given up');
  await closed;
  await expect(BrokerConnection.open(broker.address, OPTIONS, giveUp.signal)).rejects.toThrow('given up');
});
