import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Postgres, startPostgres } from '../../../scenarios/lib/postgres.ts';
import { lead } from '../src/leadership.ts';

let server: Postgres;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.stop());

const never = new AbortController().signal;
const unexpected = () => expect.unreachable();

test('one node leads at a time, and the next one when it lets go', async () => {
  const url = await server.database();
  const first = await lead(url, unexpected, never);
  const waiting = Promise.withResolvers<void>();
  const second = lead(url, waiting.resolve, never);
  await waiting.promise;
  await first.release();
  await (await second).release();
});

test('a node that waits can be told to stop', async () => {
  const url = await server.database();
  const first = await lead(url, unexpected, never);
  const stop = new AbortController();
  await expect(lead(url, () => stop.abort(new Error('stopped')), stop.signal)).rejects.toThrow('stopped');
  await first.release();
});

test('a node whose connection breaks is told, and another one leads', async () => {
  const url = await server.database();
  const first = await lead(url, unexpected, never);
  await server.cutConnections(url);
  await expect(first.lost).rejects.toMatchObject({ code: 'STORE_LEADERSHIP_LOST' });
  // The server tells the client before it has let go of the lock.
  const second = await lead(url, () => {}, never);
  await second.release();
});
