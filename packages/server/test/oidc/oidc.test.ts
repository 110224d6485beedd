import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask, useService } from '../service-support.ts';
import { CLIENT, type FakeProvider, startProvider, walkThrough } from './provider.ts';

const codeOf = (body: unknown) => (body as { code?: string } | undefined)?.code;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEYS = [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'k' }];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mqferry-oidc-'));
  writeFileSync(join(folder, 'secret'), `${CLIENT.secret}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const optionsFor = (issuer: string) => ({
  ...{ issuer, clientId: CLIENT.id, clientSecretFile: join(folder, 'secret'), roleClaim: 'groups' },
  ...{ administrators: ['admins'], operators: ['ops'], viewers: ['watchers'] },
});

describe.each([
  ['in the ID token', true],
  ['told when they are asked for', false],
])('with claims %s', (_, inIdToken) => {
  let provider: FakeProvider;
  const service = useService(async () => {
    provider = await startProvider(inIdToken, KEYS);
    return { oidc: optionsFor(provider.issuer) };
  });
  beforeAll(() => provider.serve(`${service.url()}/login`));
  afterAll(() => provider.close());
  beforeEach(() => {
    provider.who = { subject: 'u-1', claims: { preferred_username: 'amy', groups: ['ops'] } };
    provider.grants = true;
  });

  const begin = async () => {
    const begun = await ask(service.url(), 'POST', '/api/session/external', { body: {} });
    return {
      cookie: begun.headers.getSetCookie()[0]!,
      url: (begun.body as { url: string }).url,
    };
  };
  const finish = (cookie: string, search: string) =>
    ask(service.url(), 'POST', '/api/session/external/finish', {
      body: { search },
      headers: { cookie: cookie.split(';')[0]! },
    });
  const logIn = async () => {
    const { cookie, url } = await begin();
    return finish(cookie, (await walkThrough(url, service.url())).search);
  };
  const sessionOf = ({ headers }: Awaited<ReturnType<typeof logIn>>) => ({
    cookie: headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith('mqferry_session='))!
      .split(';')[0]!,
  });
  const users = async () =>
    (await ask(service.url(), 'GET', '/api/users', { token: service.token('administrator') })).body as {
      id: string;
      name: string;
      role: string;
      external: boolean;
    }[];

  test('the provider is named, and asked with PKCE, state and nonce', async () => {
    const { body } = await ask(service.url(), 'GET', '/api/session/external');
    expect(body).toEqual({ name: new URL(provider.issuer).host });
    const { cookie, url } = await begin();
    const asked = Object.fromEntries(new URL(url).searchParams);
    expect(asked).toMatchObject({
      ...{ client_id: CLIENT.id, response_type: 'code', code_challenge_method: 'S256' },
      ...{ redirect_uri: `${service.url()}/login`, scope: 'openid profile email' },
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]!.length).toBeGreaterThan(30);
    expect(cookie).toMatch(/; HttpOnly/iu);
    expect(cookie).toMatch(/; SameSite=Strict/iu);
  });

  test('who comes first becomes a user without a password, whose role is looked at each time', async () => {
    const first = await logIn();
    expect(first.body).toEqual({ name: 'amy', role: 'operator', kind: 'user' });
    const headers = sessionOf(first);
    expect((await ask(service.url(), 'GET', '/api/session', { headers })).status).toBe(200);
    const [amy] = (await users()).filter(({ name }) => name === 'amy');
    expect(amy).toMatchObject({ role: 'operator', external: true });
    for (const password of ['', ' ', 'amy']) {
      const tried = await ask(service.url(), 'POST', '/api/session', { body: { name: 'amy', password } });
      expect(codeOf(tried.body)).toBe('API_LOGIN_FAILED');
    }
    provider.who = { ...provider.who, claims: { preferred_username: 'renamed', groups: 'admins' } };
    expect((await logIn()).body).toEqual({ name: 'amy', role: 'administrator', kind: 'user' });
    expect((await ask(service.url(), 'GET', '/api/session', { headers })).body).toMatchObject({
      role: 'administrator',
    });
    expect((await users()).map(({ name }) => name)).toEqual(['admin', 'amy']);
    const changed = await ask(service.url(), 'PATCH', `/api/users/${amy!.id}`, {
      token: service.token('administrator'),
      body: { password: 'a password for her' },
    });
    expect(codeOf(changed.body)).toBe('API_USER_EXTERNAL');
  });

  test('who has lost every role is not let in, and not let go on', async () => {
    const headers = sessionOf(await logIn());
    provider.who = { ...provider.who, claims: { preferred_username: 'amy', groups: ['others', ''] } };
    expect(codeOf((await logIn()).body)).toBe('OIDC_NO_ROLE');
    expect((await ask(service.url(), 'GET', '/api/session', { headers })).status).toBe(401);
  });

  test('nobody becomes another user by having the same name', async () => {
    provider.who = { subject: 'u-2', claims: { preferred_username: 'admin', groups: ['watchers'] } };
    const { body } = await logIn();
    expect(body).toEqual({ name: `admin (${new URL(provider.issuer).host})`, role: 'viewer', kind: 'user' });
  });

  test('a login is finished once, in the browser that has begun it, with its own state', async () => {
    const [one, other] = [await begin(), await begin()];
    const { search } = await walkThrough(one.url, service.url());
    expect(codeOf((await finish(other.cookie, search)).body)).toBe('OIDC_REFUSED');
    expect(codeOf((await finish('mqferry_login=none', search)).body)).toBe('OIDC_EXPIRED');
    expect((await finish(one.cookie, search)).status).toBe(200);
    expect(codeOf((await finish(one.cookie, search)).body)).toBe('OIDC_EXPIRED');
  });

  test('what the provider refuses is told, and is in the audit log', async () => {
    provider.grants = false;
    const refused = await logIn();
    expect(refused.body).toMatchObject({ code: 'OIDC_REFUSED', parameters: { reason: 'access_denied' } });
    const path = '/api/audit?action=finishExternalLogin';
    const { body } = await ask(service.url(), 'GET', path, { token: service.token('administrator') });
    const { items } = body as { items: { outcome: string; subject: string | null }[] };
    expect(items[0]).toMatchObject({ outcome: 'OIDC_REFUSED' });
    expect(items.map(({ outcome, subject }) => `${outcome} ${subject}`)).toContain('done amy');
    // The page that a browser comes back to.
    await ask(service.url(), 'GET', '/login?code=a-code&state=a-state');
    expect(service.log()).toContain('/login');
    for (const secret of [CLIENT.secret, 'a-code', 'a-state', 'code='])
      expect(JSON.stringify(body) + service.log()).not.toContain(secret);
  });

  test('a page of another origin cannot begin a login', async () => {
    const begun = await ask(service.url(), 'POST', '/api/session/external', {
      body: {},
      headers: { origin: 'http://elsewhere.example' },
    });
    expect(codeOf(begun.body)).toBe('API_ORIGIN_REFUSED');
  });

  test('logging out ends the session', async () => {
    const headers = sessionOf(await logIn());
    expect((await ask(service.url(), 'DELETE', '/api/session', { headers })).status).toBe(204);
    expect((await ask(service.url(), 'GET', '/api/session', { headers })).status).toBe(401);
  });
});

describe('a provider outside of the allowed networks', () => {
  let provider: FakeProvider;
  const service = useService(async () => {
    provider = await startProvider(true, KEYS);
    return { oidc: optionsFor(provider.issuer), networks: ['10.0.0.0/8'] };
  });
  beforeAll(() => provider.serve(`${service.url()}/login`));
  afterAll(() => provider.close());

  test('is not asked', async () => {
    const begun = await ask(service.url(), 'POST', '/api/session/external', { body: {} });
    expect([begun.status, codeOf(begun.body)]).toEqual([403, 'OIDC_NOT_ALLOWED']);
  });
});

describe('without a provider', () => {
  const service = useService();

  test('there is no such login', async () => {
    const { body } = await ask(service.url(), 'GET', '/api/session/external');
    expect(body).toEqual({ name: null });
    const begun = await ask(service.url(), 'POST', '/api/session/external', { body: {} });
    expect(codeOf(begun.body)).toBe('OIDC_NOT_CONFIGURED');
  });
});
