import { expect, test } from 'vitest';
import { apiErrors, createClient, problemOf } from '../src/index.ts';

const URL = 'http://service.example:7430';
const ID = '11111111-2222-4333-8444-555555555555';

const answering = (body: string, init: ResponseInit = {}) =>
  createClient({ url: URL, fetch: () => Promise.resolve(new Response(body, init)) });

const failing = (cause: unknown) =>
  createClient({ url: URL, fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) });

const unreachable = (reason: unknown) => ({ code: 'API_UNREACHABLE', parameters: { url: URL, reason } });

test('why a service cannot be reached is told, not that fetch has failed', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:7430'), { code: 'ECONNREFUSED' });
  await expect(failing(refused).whoAmI({})).rejects.toMatchObject(unreachable(refused.message));
  // Where a name has several addresses, the message of what failed for all of them is empty.
  const both = Object.assign(new AggregateError([refused], ''), { code: 'ECONNREFUSED' });
  await expect(failing(both).whoAmI({})).rejects.toMatchObject(unreachable('ECONNREFUSED'));
});

test('what is no answer of the service is told as such', async () => {
  await expect(answering('<html>').whoAmI({})).rejects.toMatchObject({ code: 'API_UNREACHABLE' });
  await expect(answering('{"name":"a"}').whoAmI({})).rejects.toMatchObject(
    unreachable(expect.stringContaining('answer.role')),
  );
  await expect(
    answering('<html>', { status: 502, statusText: 'Bad Gateway' }).whoAmI({}),
  ).rejects.toMatchObject(unreachable('502 Bad Gateway'));
});

test('the errors of the service come with their texts in both languages', async () => {
  const told = problemOf(apiErrors.API_CLUSTER_IN_USE({ name: 'old' }));
  const client = answering(JSON.stringify(told), { status: 409 });
  const error = await client.deleteCluster({ params: { id: ID } }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'API_CLUSTER_IN_USE', status: 409, retriable: false });
  expect((error as { text: (language: 'zh') => string }).text('zh')).toBe(
    '有迁移、转储任务或导入任务正在使用集群 old。',
  );
});

test('a stream that breaks off is an error that may be tried again', async () => {
  const body = new ReadableStream({
    pull: (controller) =>
      controller.error(new TypeError('terminated', { cause: new Error('other side closed') })),
  });
  const client = createClient({ url: URL, fetch: () => Promise.resolve(new Response(body)) });
  const watch = async () => {
    for await (const _ of client.watchMigration({ params: { id: ID } })) throw new Error('nothing was sent');
  };
  await expect(watch()).rejects.toMatchObject({ ...unreachable('other side closed'), retriable: true });
});
