import { once } from 'node:events';
import { apiErrors, type Client } from '@mqferry/api';
import { afterEach, expect, test, vi } from 'vitest';
import { createContext } from '../../src/context.ts';
import { reportTo } from '../../src/gateway/report-to-service.ts';
import { fakeId } from '../support/fake-service.ts';
import { fakeWorld } from '../support/fake-world.ts';

afterEach(() => {
  vi.useRealTimers();
});

const BODY = { mode: 'route', address: 'a:1', revision: 1, connections: [] } as const;

const report = (reportSeamlessGateway: Client['reportSeamlessGateway']) => {
  const listSeamlessTasks = vi.fn<Client['listSeamlessTasks']>(async () => ({
    items: [{ id: fakeId('77777777'), name: 'shop' } as never],
    total: 1,
  }));
  const client = { listSeamlessTasks, reportSeamlessGateway } as Partial<Client> as Client;
  const { world } = fakeWorld({ createClient: async () => client });
  const login = async () => ({ url: 'http://service:7430', token: 'mqf_one' });
  const send = reportTo({ login, task: 'shop', name: 'gate-1' }, createContext(world));
  return {
    listSeamlessTasks,
    send: (signal = new AbortController().signal) => send({ ...BODY, connections: [] }, signal),
  };
};

const never: Client['reportSeamlessGateway'] = async (_, options) => {
  await once(options!.signal!, 'abort');
  throw options!.signal!.reason;
};

test('a service that never answers is away after some seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { send } = report(never);
  const answer = expect(send()).rejects.toMatchObject({ code: 'API_UNREACHABLE' });
  await vi.advanceTimersByTimeAsync(5000);
  await answer;
});

test('who is told to stop waits for no answer', async () => {
  const stop = new AbortController();
  const answer = expect(report(never).send(stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  stop.abort();
  await answer;
});

test('a migration is looked for once, and again when it is gone', async () => {
  let isGone = false;
  const { send, listSeamlessTasks } = report(async () => {
    if (isGone) throw apiErrors.API_NOT_FOUND({ kind: 'migration', id: 'x' });
    return { table: null };
  });
  await send();
  await send();
  expect(listSeamlessTasks).toHaveBeenCalledTimes(1);
  isGone = true;
  await expect(send()).rejects.toMatchObject({ code: 'API_NOT_FOUND' });
  isGone = false;
  await send();
  expect(listSeamlessTasks).toHaveBeenCalledTimes(2);
});
