import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFileAccess } from '../../../src/client-properties/file-access.ts';
import { readOAuthLogin } from '../../../src/client-properties/oauth/oauth-settings.ts';
import { createInfrastructure, type PublicKeyInfrastructure } from '../public-key-infrastructure.ts';

const MODULE = 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule';
const HANDLER = 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler';
const URL_PROPERTY = 'sasl.oauthbearer.token.endpoint.url';

const context = { files: createFileAccess('/'), warn: () => {} };
const read = (
  settings: Record<string, string>,
  options: Record<string, string>,
  networks?: readonly string[],
) =>
  readOAuthLogin(
    new Map(Object.entries(settings)),
    { module: MODULE, options: new Map(Object.entries(options)) },
    'sasl.jaas.config',
    { ...context, networks },
  );

const jwt = (claims: object): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const claimsOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());

describe('a token without security', () => {
  test('bears the claims of the login', async () => {
    const token = await read(
      {},
      {
        unsecuredLoginStringClaim_sub: 'alice',
        unsecuredLoginNumberClaim_level: '7',
        unsecuredLoginListClaim_scope: '|read|write',
        unsecuredLoginLifetimeSeconds: '60',
        unsecuredLoginExtension_traceId: '123',
      },
    );
    const before = Date.now();
    const { value, lifetimeMs, extensions } = await token();
    expect(value).toMatch(/^eyJhbGciOiJub25lIn0\.[\w-]+\.$/);
    const claims = claimsOf(value) as { iat: number; exp: number };
    expect(claims).toMatchObject({ sub: 'alice', level: 7, scope: ['read', 'write'] });
    expect(claims.exp - claims.iat).toBeCloseTo(60);
    expect(lifetimeMs).toBeGreaterThanOrEqual(before + 60_000);
    expect(extensions).toEqual({ traceId: '123' });
  });

  test('needs a principal, and leaves the reserved claims alone', async () => {
    await expect(read({}, {})).rejects.toMatchObject({
      code: 'CONFIG_JAAS_OPTION_MISSING',
      parameters: { option: 'unsecuredLoginStringClaim_sub' },
    });
    const principal = { unsecuredLoginPrincipalClaimName: 'user' };
    await expect(read({}, { ...principal, unsecuredLoginStringClaim_sub: 'a' })).rejects.toMatchObject({
      parameters: { option: 'unsecuredLoginStringClaim_user' },
    });
    const invalid = { code: 'CONFIG_JAAS_OPTION_INVALID' };
    const sub = { unsecuredLoginStringClaim_sub: 'a' };
    await expect(read({}, { ...sub, unsecuredLoginNumberClaim_exp: '1' })).rejects.toMatchObject(invalid);
    await expect(read({}, { ...sub, unsecuredLoginNumberClaim_n: 'x' })).rejects.toMatchObject(invalid);
    await expect(read({}, { ...sub, unsecuredLoginExtension_auth: 'x' })).rejects.toMatchObject(invalid);
    await expect(read({}, { ...sub, unsecuredLoginExtension_a: '\x01' })).rejects.toMatchObject(invalid);
  });
});

describe('a token from a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mqferry-token-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is read anew each time', async () => {
    const path = join(folder, 'the token');
    await writeFile(path, `${jwt({ exp: 2_000_000_000 })}\n`);
    const settings = {
      'sasl.login.callback.handler.class': HANDLER,
      [URL_PROPERTY]: pathToFileURL(path).href,
    };
    const token = await read(settings, { extension_logicalCluster: 'lkc-1' });
    expect(await token()).toEqual({
      value: jwt({ exp: 2_000_000_000 }),
      lifetimeMs: 2_000_000_000_000,
      extensions: { logicalCluster: 'lkc-1' },
    });
    await writeFile(path, 'another');
    expect((await token()).value).toBe('another');
    await writeFile(path, 'a secret\x01auth=x');
    await expect(token()).rejects.toMatchObject({
      code: 'OAUTH_TOKEN_MALFORMED',
      parameters: { source: path },
    });
  });

  test('must be there from the start', async () => {
    const settings = { [URL_PROPERTY]: pathToFileURL(join(folder, 'none')).href };
    await expect(read(settings, {})).rejects.toMatchObject({ code: 'CONFIG_FILE_UNREADABLE' });
  });
});

describe('a token from an endpoint', () => {
  interface Call {
    readonly headers: http.IncomingHttpHeaders;
    readonly form: string;
  }
  let pki: PublicKeyInfrastructure;
  let servers: (http.Server | https.Server)[];
  let calls: Call[];
  let answers: { status: number; body: unknown }[];

  const answer: http.RequestListener = async (request, response) => {
    let form = '';
    for await (const part of request) form += part;
    calls.push({ headers: request.headers, form });
    const { status, body } = answers.length > 1 ? answers.shift()! : answers[0]!;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const urlOf = (index: number) => {
    const { port } = servers[index]!.address() as AddressInfo;
    return index === 0
      ? `http://localhost:${port}/token?tenant=secret-tenant`
      : `https://localhost:${port}/token`;
  };
  const login = { clientId: 'me', clientSecret: 's:ecret/+', scope: 'kafka read' };
  const settings = (index = 0) => ({
    'sasl.login.callback.handler.class': HANDLER,
    'sasl.login.retry.backoff.ms': '1',
    [URL_PROPERTY]: urlOf(index),
  });
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  beforeAll(async () => {
    pki = await createInfrastructure();
    const options = { key: await pki.read('server.key'), cert: await pki.read('server.chain') };
    servers = [http.createServer(answer), https.createServer(options, answer)];
    for (const server of servers) await once(server.listen(0, 'localhost'), 'listening');
  }, 60_000);
  afterAll(async () => {
    for (const server of servers) server.close();
    await pki.remove();
  });
  beforeEach(() => {
    calls = [];
    answers = [{ status: 200, body: { access_token: 'opaque', expires_in: 3600 } }];
  });

  test('is asked for with the credentials of the login, and kept', async () => {
    const before = Date.now();
    const token = await read(settings(), { ...login, extension_pool: 'p1' });
    const { value, lifetimeMs, extensions } = await token();
    expect([value, extensions]).toEqual(['opaque', { pool: 'p1' }]);
    expect(lifetimeMs).toBeGreaterThanOrEqual(before + 3_600_000);
    await token();
    expect(calls).toHaveLength(1);
    expect(calls[0]!.form).toBe('grant_type=client_credentials&scope=kafka+read');
    expect(calls[0]!.headers.authorization).toBe(basic('me:s:ecret/+'));
  });

  test('is asked for with the credentials of the properties first', async () => {
    const token = await read(
      {
        ...settings(),
        'sasl.oauthbearer.client.credentials.client.id': 'prop id',
        'sasl.oauthbearer.client.credentials.client.secret': 'prop+secret',
        'sasl.oauthbearer.scope': 'other',
        'sasl.oauthbearer.header.urlencode': 'true',
      },
      login,
    );
    await token();
    expect(calls[0]!.headers.authorization).toBe(basic('prop+id:prop%2Bsecret'));
    expect(calls[0]!.form).toBe('grant_type=client_credentials&scope=other');
  });

  test('has the expiry it states itself', async () => {
    answers = [{ status: 200, body: { access_token: jwt({ exp: 2_000_000_000 }), expires_in: 5 } }];
    const token = await read(settings(), login);
    expect((await token()).lifetimeMs).toBe(2_000_000_000_000);
  });

  test('is asked for again while the endpoint is out of order', async () => {
    answers = [{ status: 503, body: 'later' }, { status: 429, body: {} }, ...answers];
    const token = await read(settings(), login);
    expect((await token()).value).toBe('opaque');
    expect(calls).toHaveLength(3);
  });

  test('that is refused is not asked for again, and the secret is not shown', async () => {
    const description = 'client s:ecret/+ unknown';
    answers = [{ status: 401, body: { error: 'invalid_client', error_description: description } }];
    const token = await read(settings(), login);
    await expect(token()).rejects.toMatchObject({
      code: 'OAUTH_TOKEN_REFUSED',
      parameters: {
        url: urlOf(0).replace(/\?.*/, ''),
        status: 401,
        reason: 'invalid_client – client *** unknown',
      },
    });
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['OAUTH_TOKEN_REFUSED', 200, '<html>eyJ'],
    ['OAUTH_TOKEN_REFUSED', 200, '"text"'],
    ['OAUTH_TOKEN_REFUSED', 302, {}],
    ['OAUTH_TOKEN_MALFORMED', 200, { access_token: 'not a token' }],
    ['OAUTH_ENDPOINT_UNREACHABLE', 500, {}],
  ])('ends in %s for status %i with %j', async (code, status, body) => {
    answers = [{ status, body }];
    const token = await read({ ...settings(), 'sasl.login.retry.backoff.max.ms': '0' }, login);
    await expect(token()).rejects.toMatchObject({ code });
  });

  test('is asked for in the networks that are allowed only, whatever a name leads to', async () => {
    const { port } = servers[0]!.address() as AddressInfo;
    const elsewhere = ['10.0.0.0/8', 'fd00::/8'];
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      const asked = { ...settings(), [URL_PROPERTY]: `http://${host}:${port}/token` };
      const token = await read(asked, login, elsewhere);
      await expect(token()).rejects.toMatchObject({ code: 'OAUTH_ENDPOINT_NOT_ALLOWED' });
    }
    expect(calls).toEqual([]);
    const here = await read(settings(), login, ['127.0.0.0/8', '::1']);
    expect((await here()).value).toBe('opaque');
  });

  test('is not asked for where an endpoint sends on to', async () => {
    const inner = http.createServer(answer).listen(0, 'localhost');
    await once(inner, 'listening');
    const to = `http://localhost:${(inner.address() as AddressInfo).port}/token`;
    const outer = http.createServer((_, response) => response.writeHead(307, { location: to }).end());
    await once(outer.listen(0, 'localhost'), 'listening');
    const from = `http://localhost:${(outer.address() as AddressInfo).port}/token`;
    const token = await read({ ...settings(), [URL_PROPERTY]: from }, login);
    await expect(token()).rejects.toMatchObject({ code: 'OAUTH_TOKEN_REFUSED', parameters: { status: 307 } });
    expect(calls).toEqual([]);
    for (const server of [inner, outer]) server.close();
  });

  test('comes over TLS with the trust store of the login', async () => {
    const trust = { 'ssl.truststore.location': pki.path('root.crt'), 'ssl.truststore.type': 'PEM' };
    const token = await read(settings(1), { ...login, ...trust });
    expect((await token()).value).toBe('opaque');

    const asked = { ...settings(1), 'sasl.login.retry.backoff.max.ms': '0' };
    const untrusting = await read(asked, login);
    await expect(untrusting()).rejects.toMatchObject({
      code: 'OAUTH_ENDPOINT_UNREACHABLE',
      parameters: { reason: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
    });
  });

  test('needs id, secret and a usable address', async () => {
    const { clientSecret, ...withoutSecret } = login;
    await expect(read(settings(), withoutSecret)).rejects.toMatchObject({
      code: 'CONFIG_JAAS_OPTION_MISSING',
    });
    await expect(read(settings(), { clientSecret })).rejects.toMatchObject({
      code: 'CONFIG_JAAS_OPTION_MISSING',
    });
    for (const address of ['ftp://host/x', 'no address']) {
      await expect(read({ ...settings(), [URL_PROPERTY]: address }, login)).rejects.toMatchObject({
        code: 'CONFIG_VALUE_INVALID',
      });
    }
    const handlerOnly = { 'sasl.login.callback.handler.class': HANDLER };
    await expect(read(handlerOnly, login)).rejects.toMatchObject({ code: 'CONFIG_SETTING_INCOMPLETE' });
  });

  test.each([
    [
      'sasl.login.callback.handler.class',
      'io.strimzi.kafka.oauth.client.JaasClientOauthLoginCallbackHandler',
    ],
    [
      'sasl.oauthbearer.jwt.retriever.class',
      'org.apache.kafka.common.security.oauthbearer.JwtBearerJwtRetriever',
    ],
    ['sasl.oauthbearer.assertion.file', '/run/assertion.jwt'],
  ])('is refused to other ways of getting it: %s', async (property, value) => {
    await expect(read({ ...settings(), [property]: value }, login)).rejects.toMatchObject({
      code: 'CONFIG_UNSUPPORTED',
      parameters: { property },
    });
  });
});
