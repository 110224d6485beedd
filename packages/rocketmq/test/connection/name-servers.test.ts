import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseNameServers } from '../../src/connection/address.ts';
import { ConnectionPool } from '../../src/connection/connection-pool.ts';
import { NameServers } from '../../src/connection/name-servers.ts';
import type { ConnectionOptions } from '../../src/connection/remoting-connection.ts';
import type { RemotingCommand } from '../../src/protocol/command.ts';
import { freePort, type PeerConnection, startFakePeer } from './fake-peer.ts';

const CLUSTER = `{"brokerAddrTable":{"broker-a":{"brokerAddrs":{0:"10.0.0.1:10911"},"brokerName":"broker-a","cluster":"C"}},"clusterAddrTable":{"C":["broker-a"]}}`;

type Serve = (frame: RemotingCommand, peer: PeerConnection) => void;

const answering =
  (parts: Partial<RemotingCommand>): Serve =>
  ({ opaque }, { send }) =>
    send({ opaque, ...parts });

const knowing = answering({ body: Buffer.from(CLUSTER) });

const serversOf = (...addresses: string[]) => serversWith({}, ...addresses);

const serversWith = (options: ConnectionOptions, ...addresses: string[]) => {
  const pool = new ConnectionPool({ requestTimeoutMs: 200, ...options });
  onTestFinished(() => pool.close());
  return new NameServers(pool, parseNameServers(addresses.join(';')));
};

describe('name servers', () => {
  test('the first is asked as long as it answers', async () => {
    const [first, second] = [await startFakePeer(knowing), await startFakePeer(knowing)];
    const servers = serversOf(first.text, second.text);
    expect(servers.addresses).toEqual([first.text, second.text]);
    const info = await servers.clusterInfo();
    expect(info.brokers.get('broker-a')?.brokerAddrs.get(0)).toBe('10.0.0.1:10911');
    await servers.clusterInfo();
    expect((await first.connection()).received).toHaveLength(2);
    expect(second.connections).toHaveLength(0);
  });

  test.each<[string, Serve]>([
    ['hangs up', (_, { socket }) => void socket.destroy()],
    ['does not answer', () => {}],
    ['is too busy', answering({ code: 2 })],
    ['is about to end', answering({ code: 1500 })],
    ['is a broker', answering({ code: 3, remark: 'request type 106 not supported' })],
    ['speaks another protocol', (_, { socket }) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['answers what cannot be read', answering({ body: Buffer.from('{}') })],
  ])('the next is asked from then on when one %s', async (_, broken) => {
    const [first, second] = [await startFakePeer(broken), await startFakePeer(knowing)];
    const servers = serversOf(first.text, second.text);
    for (const _ of [1, 2]) expect((await servers.clusterInfo()).clusters.get('C')).toEqual(['broker-a']);
    expect((await first.connection()).received).toHaveLength(1);
    expect((await second.connection()).received).toHaveLength(2);
  });

  test('the next is asked when nothing listens', async () => {
    const second = await startFakePeer(knowing);
    const servers = serversOf(`127.0.0.1:${await freePort()}`, second.text);
    expect((await servers.clusterInfo()).brokers.size).toBe(1);
  });

  test('what one refuses is not asked of the next', async () => {
    const first = await startFakePeer(answering({ code: 1, remark: 'disable' }));
    const second = await startFakePeer(knowing);
    const servers = serversOf(first.text, second.text);
    await expect(servers.clusterInfo()).rejects.toMatchObject({ code: 'ROCKETMQ_SYSTEM_ERROR' });
    expect(second.connections).toHaveLength(0);
  });

  test('none can be reached', async () => {
    const port = await freePort();
    const servers = serversOf(`127.0.0.1:${port}`, `127.0.0.2:${port}`);
    await expect(servers.clusterInfo()).rejects.toMatchObject({
      code: 'ROCKETMQ_NAME_SERVERS_UNREACHABLE',
      parameters: { reasons: expect.stringMatching(/127\.0\.0\.1.*127\.0\.0\.2/) },
    });
  });

  test('the server does not speak TLS', async () => {
    const plain = createServer((socket) => void socket.end('no TLS at all')).listen(0, '127.0.0.1');
    onTestFinished(() => void plain.close());
    await once(plain, 'listening');
    const { port } = plain.address() as AddressInfo;
    const servers = serversWith({ tls: { verifyHostname: true } }, `127.0.0.1:${port}`);
    await expect(servers.clusterInfo()).rejects.toMatchObject({ code: 'ROCKETMQ_TLS_FAILED' });
  });

  test('the addresses are those of brokers', async () => {
    const broker = await startFakePeer(answering({ code: 3 }));
    await expect(serversOf(broker.text).clusterInfo()).rejects.toMatchObject({
      code: 'ROCKETMQ_NOT_A_NAME_SERVER',
      parameters: { addresses: broker.text },
    });
  });

  test('a topic without a route', async () => {
    const peer = await startFakePeer(answering({ code: 17, remark: 'No topic route info' }));
    expect(await serversOf(peer.text).route('orders')).toBeUndefined();
    expect((await peer.connection()).received[0]?.fields).toEqual({
      topic: 'orders',
      acceptStandardJsonOnly: 'true',
    });
  });
});
