import { expect, test } from 'vitest';
import { ask, useService } from '../service-support.ts';

const service = useService();

const assessment = async (): Promise<string> => {
  const made = await ask(service.url(), 'POST', '/api/assessments', {
    ...{ token: service.token('operator'), body: { answers: { topics: 5 }, limits: {} } },
  });
  return (made.body as { id: string }).id;
};

const listen = async (id: string, secret: string) => {
  const stream = await fetch(`${service.url()}/api/assessments/${id}/watch`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  return stream.body!.pipeThrough(new TextDecoderStream()).getReader();
};

test('who is not let in any more hears nothing more of a stream', async () => {
  const [administrator, operator] = [service.token('administrator'), service.token('operator')];
  const made = await ask(service.url(), 'POST', '/api/tokens', {
    ...{ token: administrator, body: { name: 'screen', role: 'viewer' } },
  });
  const { token, secret } = made.body as { token: { id: string }; secret: string };
  const id = await assessment();
  const reader = await listen(id, secret);
  expect((await reader.read()).value).toContain('"value":5');
  const change = (topics: number) =>
    ask(service.url(), 'PATCH', `/api/assessments/${id}`, {
      ...{ token: operator, body: { answers: { topics } } },
    });
  expect((await change(6)).status).toBe(200);
  expect((await reader.read()).value).toContain('"value":6');
  const path = `/api/tokens/${token.id}`;
  expect((await ask(service.url(), 'DELETE', path, { token: administrator })).status).toBe(204);
  expect((await change(7)).status).toBe(200);
  expect(await reader.read()).toEqual({ done: true, value: undefined });
});

test('a service that ends does not wait for those who listen', async () => {
  const reader = await listen(await assessment(), service.token('viewer'));
  expect((await reader.read()).done).toBe(false);
  await service.close();
  while (!(await reader.read()).done);
});
