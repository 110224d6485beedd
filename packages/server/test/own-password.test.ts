import { expect, test } from 'vitest';
import { ask, PASSWORD, useService } from './service-support.ts';

const service = useService();
const codeOf = (body: unknown) => (body as { code?: string } | undefined)?.code;

const loggedIn = async (name: string, password: string) => {
  const login = await ask(service.url(), 'POST', '/api/session', { body: { name, password } });
  return { cookie: login.headers.getSetCookie()[0]!.split(';')[0]! };
};

test('anybody is told whether there is a user yet, and nothing else', async () => {
  expect((await ask(service.url(), 'GET', '/api/session/start')).body).toEqual({ claimed: true });
});

test('a password is changed by who knows it, and ends the other sessions', async () => {
  const token = service.token('administrator');
  await ask(service.url(), 'POST', '/api/users', {
    token,
    body: { name: 'finn', role: 'viewer', password: PASSWORD },
  });
  const [here, there] = [await loggedIn('finn', PASSWORD), await loggedIn('finn', PASSWORD)];
  const change = (old: string) =>
    ask(service.url(), 'PUT', '/api/session/password', {
      headers: here,
      body: { old, password: 'quite another password' },
    });
  expect(codeOf((await change('not it')).body)).toBe('API_PASSWORD_WRONG');
  expect((await change(PASSWORD)).status).toBe(204);
  const seen = async (headers: Readonly<Record<string, string>>) =>
    (await ask(service.url(), 'GET', '/api/session', { headers })).status;
  expect([await seen(here), await seen(there)]).toEqual([200, 401]);
  expect(await seen(await loggedIn('finn', 'quite another password'))).toBe(200);
  const { body } = await ask(service.url(), 'GET', '/api/audit?action=changeOwnPassword', { token });
  expect((body as { items: object[] }).items).toMatchObject([
    { who: 'finn', outcome: 'done' },
    { who: 'finn', outcome: 'API_PASSWORD_WRONG' },
  ]);
  expect(JSON.stringify(body) + service.log()).not.toContain('another password');
});

test('an API token has no password', async () => {
  const answered = await ask(service.url(), 'PUT', '/api/session/password', {
    token: service.token('viewer'),
    body: { old: PASSWORD, password: PASSWORD },
  });
  expect(codeOf(answered.body)).toBe('API_NO_PASSWORD');
});
