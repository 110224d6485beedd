import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { askShared } from '../../../src/rocketmq/grpc/grpc-call.ts';
import { CODE, pathOf, statusAnswer } from '../../../src/rocketmq/grpc/messaging.ts';
import { ProxyLink } from '../../../src/rocketmq/grpc/proxy-link.ts';
import { startFakeProxy } from './fake-proxy.ts';
import { startRelay } from './frozen-relay.ts';

const MINUTE_MS = 60_000;

/** A link to two proxies, the first of which can freeze. */
const start = async () => {
  const proxies = [await startFakeProxy(() => OK), await startFakeProxy(() => OK)] as const;
  const first = await startRelay(proxies[0].address);
  const link = new ProxyLink({ proxies: `${first.address};${proxies[1].address}` }, 0);
  onTestFinished(() => link.close());
  const ask = () => askShared(link, { ':path': pathOf('QueryRoute') }, new Uint8Array(), 200);
  return { link, ask, freeze: first.freeze, calls: () => proxies.map(({ calls }) => calls.length) };
};

const OK = statusAnswer(CODE.OK, 'OK');

const fakeTimers = () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
};

test('a proxy that has frozen is left for another one, which was never tried', async () => {
  const { ask, freeze, calls } = await start();
  await ask();
  freeze();
  const asks = await Promise.allSettled([ask(), ask(), ask()]);
  expect(asks.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await ask();
  await ask();
  expect(calls()).toEqual([1, 2]);
});

test('the connection to a frozen proxy that was left is ended, though the proxy never ends it', async () => {
  fakeTimers();
  const { link, ask, freeze } = await start();
  await ask();
  const left = await link.session();
  freeze();
  await expect(ask()).rejects.toThrow('does not answer');
  vi.advanceTimersByTime(MINUTE_MS);
  await once(left, 'close');
  expect(left.destroyed).toBe(true);
});

test('a connection on which pings are not answered is ended, and the next one goes to another proxy', async () => {
  fakeTimers();
  const { link, ask, freeze, calls } = await start();
  await ask();
  const session = await link.session();
  vi.advanceTimersByTime(5 * MINUTE_MS);
  // Answers come in the order of pings.
  await new Promise((resolve) => session.ping(resolve));
  vi.advanceTimersByTime(MINUTE_MS);
  expect(session.destroyed).toBe(false);
  freeze();
  vi.advanceTimersByTime(5 * MINUTE_MS);
  await expect(once(session, 'close')).rejects.toThrow('no answer to a ping');
  await ask();
  expect(calls()).toEqual([1, 1]);
});
