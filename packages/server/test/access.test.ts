import { isAtLeast, type Role, type Route, routes } from '@mqferry/api';
import { expect, test } from 'vitest';
import { ask, PASSWORD, useService } from './service-support.ts';

const service = useService();
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const pathOf = ({ path }: Route) => path.replace(/:\w+/gu, UNKNOWN);
const codeOf = (body: unknown) => (body as { code?: string } | undefined)?.code;
const all = Object.entries(routes) as [string, Route][];

test.each(all)('%s lets in whom its role lets in, and nobody else', async (name, route) => {
  // What a body is refused for comes after who asks: an empty one tells who was let in.
  const body = route.method === 'GET' || route.method === 'DELETE' ? {} : { body: {} };
  const anonymous = await ask(service.url(), route.method, pathOf(route), body);
  const isLetIn = (code: string | undefined) => code !== 'API_LOGIN_NEEDED' && code !== 'API_ROLE_TOO_LOW';
  expect(isLetIn(codeOf(anonymous.body))).toBe(route.role === 'anyone');
  if (name === 'logout') return;
  for (const role of ['viewer', 'operator', 'administrator'] as const satisfies Role[]) {
    const answered = await ask(service.url(), route.method, pathOf(route), {
      ...body,
      token: service.token(role),
    });
    const admitted = route.role === 'anyone' || isAtLeast(role, route.role);
    expect([role, isLetIn(codeOf(answered.body))]).toEqual([role, admitted]);
    expect(answered.status).toBeLessThan(500);
  }
});

test('metrics are for those who are logged in', async () => {
  expect((await ask(service.url(), 'GET', '/metrics')).status).toBe(401);
  const answered = await fetch(new URL('/metrics', service.url()), {
    headers: { authorization: `Bearer ${service.token('viewer')}` },
  });
  expect(answered.status).toBe(200);
  expect(await answered.text()).toContain('# TYPE mqferry_copied_records_total counter');
});

test('a wrong secret lets nobody in', async () => {
  const wrong = await ask(service.url(), 'GET', '/api/session', { token: 'mqf_wrong' });
  expect([wrong.status, codeOf(wrong.body)]).toEqual([401, 'API_LOGIN_NEEDED']);
});

test('a session is a cookie that no script reads and no other site sends', async () => {
  const body = { name: 'admin', password: PASSWORD };
  const login = await ask(service.url(), 'POST', '/api/session', { body });
  const [set] = login.headers.getSetCookie();
  expect(set).toMatch(/; HttpOnly/iu);
  expect(set).toMatch(/; SameSite=Strict/iu);
  const headers = { cookie: set!.split(';')[0]! };
  const me = await ask(service.url(), 'GET', '/api/session', { headers });
  expect(me.body).toEqual({ name: 'admin', role: 'administrator', kind: 'user' });
  const foreign = { ...headers, origin: 'http://elsewhere.example' };
  const refused = await ask(service.url(), 'DELETE', '/api/session', { headers: foreign });
  expect(codeOf(refused.body)).toBe('API_ORIGIN_REFUSED');
  const own = { ...headers, origin: new URL(service.url()).origin };
  expect((await ask(service.url(), 'DELETE', '/api/session', { headers: own })).status).toBe(204);
  expect((await ask(service.url(), 'GET', '/api/session', { headers })).status).toBe(401);
});

test('the token of the first start is worth nothing once there is an administrator', async () => {
  const body = { token: 'anything', name: 'second', password: PASSWORD };
  const claimed = await ask(service.url(), 'POST', '/api/session/claim', { body });
  expect(codeOf(claimed.body)).toBe('API_TOKEN_REFUSED');
});

test('who guesses passwords is slowed down, also with the right one at last', async () => {
  const codes: (string | undefined)[] = [];
  for (const password of ['a', 'b', 'c', 'd', 'e', PASSWORD]) {
    const login = await ask(service.url(), 'POST', '/api/session', { body: { name: 'guessed', password } });
    codes.push(codeOf(login.body));
  }
  expect(codes).toEqual([...Array(5).fill('API_LOGIN_FAILED'), 'API_LOGIN_TOO_OFTEN']);
});

test('the last administrator stays one', async () => {
  const [admin] = (await ask(service.url(), 'GET', '/api/users', { token: service.token('administrator') }))
    .body as { id: string }[];
  const path = `/api/users/${admin!.id}`;
  const token = service.token('administrator');
  const deleted = await ask(service.url(), 'DELETE', path, { token });
  const changed = await ask(service.url(), 'PATCH', path, { token, body: { role: 'viewer' } });
  expect([codeOf(deleted.body), codeOf(changed.body)]).toEqual(Array(2).fill('API_LAST_ADMINISTRATOR'));
});

test('a new password ends the sessions of its user', async () => {
  const token = service.token('administrator');
  const made = await ask(service.url(), 'POST', '/api/users', {
    token,
    body: { name: 'cleo', role: 'operator', password: PASSWORD },
  });
  const login = await ask(service.url(), 'POST', '/api/session', {
    body: { name: 'cleo', password: PASSWORD },
  });
  const headers = { cookie: login.headers.getSetCookie()[0]!.split(';')[0]! };
  const path = `/api/users/${(made.body as { id: string }).id}`;
  await ask(service.url(), 'PATCH', path, { token, body: { password: 'quite another password' } });
  expect((await ask(service.url(), 'GET', '/api/session', { headers })).status).toBe(401);
});

test('every change is in the audit log, with who and what, also one that failed; nothing secret is', async () => {
  const token = service.token('administrator');
  await ask(service.url(), 'POST', '/api/users', {
    token,
    body: { name: 'dora', role: 'viewer', password: 'dora has a password' },
  });
  await ask(service.url(), 'POST', '/api/users', {
    token: service.token('viewer'),
    body: { name: 'eve', role: 'administrator', password: 'eve has a password' },
  });
  const { body } = await ask(service.url(), 'GET', '/api/audit?action=createUser&limit=2', { token });
  const { items } = body as { items: object[] };
  expect(items).toMatchObject([
    { who: 'viewer', outcome: 'API_ROLE_TOO_LOW', subject: null },
    { who: 'administrator', outcome: 'done', subject: 'dora', after: { role: 'viewer' } },
  ]);
  const kept = JSON.stringify(body) + service.log();
  for (const secret of ['has a password', PASSWORD, token, service.cookie()])
    expect(kept).not.toContain(secret);
});
