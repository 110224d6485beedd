import { expect, onTestFinished, test } from 'vitest';
import { ConnectionPool } from '../../src/connection/connection-pool.ts';
import { freePort, startFakePeer } from './fake-peer.ts';

const createPool = () => {
  const pool = new ConnectionPool();
  onTestFinished(() => pool.close());
  return pool;
};

test('there is one connection to an address, however many ask for it at once', async () => {
  const peer = await startFakePeer();
  const pool = createPool();
  const [first, second] = await Promise.all([pool.get(peer.text), pool.get(peer.text)]);
  expect(first).toBe(second);
  expect(await pool.get(peer.text)).toBe(first);
  await peer.connection();
  expect(peer.connections).toHaveLength(1);
  expect(pool.addresses).toEqual([peer.text]);
});

test('one that has ended is opened again', async () => {
  const peer = await startFakePeer();
  const pool = createPool();
  const first = await pool.get(peer.text);
  (await peer.connection()).socket.destroy();
  await first.closed;
  const second = await pool.get(peer.text);
  expect(second).not.toBe(first);
  expect(second.isOpen).toBe(true);
});

test('one that could not be opened is tried again the next time', async () => {
  const pool = createPool();
  const address = `127.0.0.1:${await freePort()}`;
  for (const _ of [1, 2]) {
    await expect(pool.get(address)).rejects.toMatchObject({ code: 'ROCKETMQ_CONNECT_FAILED' });
    expect(pool.addresses).toEqual([]);
  }
});

test('what is no address', async () => {
  await expect(createPool().get('nowhere')).rejects.toMatchObject({ code: 'ROCKETMQ_ADDRESS_INVALID' });
});

test('one is dropped, the others stay', async () => {
  const [one, other] = [await startFakePeer(), await startFakePeer()];
  const pool = createPool();
  const [dropped, kept] = await Promise.all([pool.get(one.text), pool.get(other.text)]);
  await pool.drop(one.text);
  expect([dropped.isOpen, kept.isOpen]).toEqual([false, true]);
  expect(pool.addresses).toEqual([other.text]);
  await pool.drop('127.0.0.1:1');
});

test('a pool that is closed ends its connections, and those that are being opened', async () => {
  const peer = await startFakePeer();
  const pool = new ConnectionPool();
  const open = await pool.get(peer.text);
  const opening = pool.get(`127.0.0.2:${peer.address.port}`);
  const outcome = opening.catch((error: { code: string }) => error.code);
  await pool.close();
  expect(await outcome).toBe('ROCKETMQ_DISCONNECTED');
  expect(await open.closed).toMatchObject({ code: 'ROCKETMQ_DISCONNECTED' });
  await expect(pool.get(peer.text)).rejects.toMatchObject({ code: 'ROCKETMQ_DISCONNECTED' });
});
