import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { isCodedError, type TlsConfig } from '@mqferry/core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { openSocket } from '../../src/client/open-socket.ts';
import {
  createInfrastructure,
  type PublicKeyInfrastructure,
} from '../client-properties/public-key-infrastructure.ts';

const TIMEOUT_MS = 10_000;
const ANY_TLS: TlsConfig = { verifyHostname: true };

let pki: PublicKeyInfrastructure;
beforeAll(async () => {
  pki = await createInfrastructure();
});
afterAll(() => pki.remove());

const listen = async (server: net.Server): Promise<{ host: string; port: number }> => {
  server.listen(0, 'localhost');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { host: 'localhost', port: (server.address() as AddressInfo).port };
};

const failure = (opening: Promise<unknown>) =>
  opening.then(
    () => undefined,
    (error: unknown) => error,
  );

it('says that a name does not resolve or that nothing listens', async () => {
  const at = (host: string) => failure(openSocket({ host, port: 1 }, { connectTimeoutMs: TIMEOUT_MS }));
  expect(await at('127.0.0.1')).toMatchObject({
    code: 'KAFKA_CONNECT_FAILED',
    parameters: { broker: '127.0.0.1:1', reason: expect.stringMatching(/refused/) },
  });
  expect(await at('no such host')).toMatchObject({
    code: 'KAFKA_CONNECT_FAILED',
    parameters: { reason: expect.stringMatching(/resolve/) },
  });
});

it.each([
  ['hangs up', (socket: net.Socket) => socket.destroy(), TIMEOUT_MS],
  ['stays silent', () => {}, 50],
])(
  'tells a broker that %s amid the TLS handshake from one that refuses',
  async (_what, behave, timeoutMs) => {
    const address = await listen(
      net.createServer((socket) => void socket.once('data', () => behave(socket))),
    );
    const error = await failure(openSocket(address, { tls: ANY_TLS, connectTimeoutMs: timeoutMs }));
    expect(error).toMatchObject({ code: 'KAFKA_TLS_FAILED', retriable: false });
    expect((error as Error).cause).toMatchObject({ code: 'KAFKA_DISCONNECTED', retriable: true });
  },
);

it('says that the other side does not speak TLS', async () => {
  const address = await listen(
    net.createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  );
  const error = await failure(openSocket(address, { tls: ANY_TLS, connectTimeoutMs: TIMEOUT_MS }));
  expect(error).toMatchObject({ code: 'KAFKA_TLS_FAILED' });
  expect(isCodedError((error as Error).cause)).toBe(false);
});

it('says that the key or certificate is of no use, before it connects', async () => {
  const broken = { ...ANY_TLS, cert: 'not a certificate' };
  const error = await failure(
    openSocket({ host: '127.0.0.1', port: 1 }, { tls: broken, connectTimeoutMs: TIMEOUT_MS }),
  );
  expect(error).toMatchObject({ code: 'KAFKA_TLS_FAILED' });
});

it('lets what arrives be written where the sink wants it', async () => {
  const address = await listen(net.createServer((socket) => void socket.pipe(socket)));
  const { socket, receive } = await openSocket(address, { connectTimeoutMs: TIMEOUT_MS });
  const own = Buffer.alloc(8);
  const { promise, resolve } = Promise.withResolvers<number>();
  let pushed = '';
  const sink = {
    push: (data: Buffer) => (pushed = String(data)),
    space: undefined as Buffer | undefined,
    wrote: resolve,
  };
  receive(sink);
  socket.write('first');
  await expect.poll(() => pushed).toBe('first');
  sink.space = own;
  // What is read next still goes to the memory that was handed out before.
  socket.write('second');
  await expect.poll(() => pushed).toBe('second');
  socket.write('third');
  expect(own.toString('utf8', 0, await promise)).toBe('third');
  socket.destroy();
});

it('hands over what arrives, with TLS and without', async () => {
  const [cert, key, ca] = await Promise.all(['server.chain', 'server.key', 'root.crt'].map(pki.read));
  const echo = (socket: net.Socket) => void socket.pipe(socket);
  const plain = await listen(net.createServer(echo));
  const secure = await listen(tls.createServer({ cert: cert!, key: key! }, echo));
  for (const [address, config] of [
    [plain, undefined],
    [secure, { ca: [ca!], verifyHostname: true }],
  ] as const) {
    const { socket, receive } = await openSocket(address, { tls: config, connectTimeoutMs: TIMEOUT_MS });
    const { promise, resolve } = Promise.withResolvers<string>();
    receive({ push: (data) => resolve(String(data)), space: undefined, wrote: () => {} });
    socket.write('hello');
    expect(await promise).toBe('hello');
    socket.destroy();
  }
});

it('connects to allowed networks only, by the address that a name leads to', async () => {
  const address = await listen(net.createServer((socket) => socket.on('error', () => {})));
  const opening = (host: string, networks: readonly string[]) =>
    openSocket({ ...address, host }, { connectTimeoutMs: TIMEOUT_MS, networks });
  for (const networks of [
    ['127.0.0.0/8', '::1'],
    ['10.0.0.0/8', '127.0.0.1', '::/0'],
  ]) {
    const { socket } = await opening('localhost', networks);
    socket.destroy();
  }
  for (const host of ['localhost', '127.0.0.1', '::1'])
    expect(await failure(opening(host, ['10.0.0.0/8', 'fd00::/8']))).toMatchObject({
      code: 'KAFKA_NETWORK_NOT_ALLOWED',
    });
  for (const wrong of ['10.0.0.0/33', '10.0.0/8', 'localhost', '10.0.0.0/', ''])
    expect(await failure(opening('localhost', [wrong]))).toMatchObject({ code: 'NETWORK_INVALID' });
});
