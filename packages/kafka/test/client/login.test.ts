import { expect, it } from 'vitest';
import { BrokerConnection, type BrokerConnectionOptions } from '../../src/client/broker-connection.ts';
import { HIGHEST_TESTED_VERSION } from '../../src/client/tested-versions.ts';
import { Metadata } from '../../src/protocol/generated/index.ts';
import { codeOf } from './coded.ts';
import { FakeBroker, type FakeReplies, metadataOf } from './fake-broker.ts';

const OPTIONS: BrokerConnectionOptions = {
  clientId: 'test',
  sasl: { mechanism: 'PLAIN', username: 'u', password: 'p' },
  connectTimeoutMs: 10_000,
  requestTimeoutMs: 10_000,
  maxInFlight: 10,
  maxFrameBytes: 1_000_000,
  highestVersions: HIGHEST_TESTED_VERSION,
};

const SASL_AUTHENTICATION_FAILED = 58;
const accepted = (sessionLifetimeMs: bigint) => ({
  errorCode: 0,
  authBytes: Buffer.alloc(0),
  sessionLifetimeMs,
});
const LOGIN = ['SaslHandshake', 'SaslAuthenticate'];

/** A connection to a broker that answers logins one after the other like this; the last answer again and again. */
const logIn = async (...answers: object[]) => {
  const broker = await FakeBroker.start({
    Metadata: () => metadataOf([]),
    SaslHandshake: () => ({ errorCode: 0, mechanisms: ['PLAIN'] }),
    SaslAuthenticate: () => (answers.length > 1 ? answers.shift() : answers[0]),
  } satisfies FakeReplies);
  return { broker, connection: await BrokerConnection.open(broker.address, OPTIONS) };
};

const logins = (broker: FakeBroker) => broker.asked.filter((api) => api === 'SaslAuthenticate').length;

it('logs in again before the session is over, and sends nothing else meanwhile', async () => {
  const { broker, connection } = await logIn(accepted(50n));
  while (logins(broker) < 4) {
    await Promise.all([1, 2, 3].map(() => connection.send(Metadata, { topics: null })));
  }
  // The last one may still be under way.
  const starts = broker.asked.flatMap((api, i) => (api === 'SaslHandshake' ? [i] : [])).slice(0, 4);
  expect(starts.map((i) => broker.asked.slice(i, i + 2))).toEqual(starts.map(() => LOGIN));
  connection.close();
});

it('stays logged in when a session lasts longer than a timer can wait', async () => {
  const { broker, connection } = await logIn(accepted(2n ** 40n));
  for (let i = 0; i < 20; i += 1) await connection.send(Metadata, { topics: null });
  expect(logins(broker)).toBe(1);
  connection.close();
});

it('ends the connection when the second login is refused', async () => {
  const refusal = { errorCode: SASL_AUTHENTICATION_FAILED, errorMessage: 'gone', authBytes: Buffer.alloc(0) };
  const { broker, connection } = await logIn(accepted(20n), refusal);
  expect(await connection.closed).toMatchObject({ code: 'KAFKA_AUTHENTICATION_FAILED' });
  expect(await codeOf(connection.send(Metadata, { topics: null }))).toBe('KAFKA_AUTHENTICATION_FAILED');
  expect(logins(broker)).toBe(2);
});

it('hangs up when the login fails', async () => {
  const broker = await FakeBroker.start({ SaslHandshake: () => ({ errorCode: 34, mechanisms: [] }) });
  expect(await codeOf(BrokerConnection.open(broker.address, OPTIONS))).toBe('KAFKA_LOGIN_UNEXPECTED');
  await expect.poll(() => broker.sockets.size).toBe(0);
});

it('hangs up when no token is to be had', async () => {
  const broker = await FakeBroker.start();
  const sasl = { mechanism: 'OAUTHBEARER', token: () => Promise.reject(new Error('no token')) } as const;
  await expect(BrokerConnection.open(broker.address, { ...OPTIONS, sasl })).rejects.toThrow('no token');
  await expect.poll(() => broker.sockets.size).toBe(0);
});
