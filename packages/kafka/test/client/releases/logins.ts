import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pause, type TlsConfig } from '@mqferry/core';
import { type ClientIdentity, type Listener, runJavaTool, type SaslMechanism } from '@mqferry/sandbox';
import { expect, it, onTestFinished } from 'vitest';
import type { ConnectionConfig, SaslConfig } from '../../../src/client/connection-config.ts';
import { loadClientProperties } from '../../../src/client-properties/load-client-properties.ts';
import { Metadata } from '../../../src/protocol/generated/index.ts';
import { createInfrastructure } from '../../client-properties/public-key-infrastructure.ts';
import type { Answers } from './answered.ts';
import { propertiesText, type Release } from './release.ts';
import { USERS } from './users.ts';

/** Sessions on the brokers of the tests last so long: a new login is due every second or so. */
export const SESSION_MS = 1_500;

const OAUTH = 'org.apache.kafka.common.security.oauthbearer';
const WRONG = 'wrong-secret';

const load = async (properties: Readonly<Record<string, string>>): Promise<ConnectionConfig> =>
  (await loadClientProperties({ text: propertiesText(properties) })).config;

/** The settings of a Java client, as our config. */
const configFor = (release: Release, listener: Listener, identity: ClientIdentity = {}) =>
  load(release.cluster.clientProperties(listener, identity));

/** What `retrying` throws, and how often it tried. */
const firstContact = async (release: Release, config: ConnectionConfig) => {
  let tries = 0;
  const client = release.connect(config);
  const ask = () => {
    tries += 1;
    return client.metadata();
  };
  const outcome = await client.retrying(ask).catch((error: unknown) => error);
  return { outcome, tries };
};

const expectRefusal = async (release: Release, config: ConnectionConfig, code: string, reason = /./) => {
  const { outcome, tries } = await firstContact(release, config);
  expect(outcome).toMatchObject({ code, message: expect.stringMatching(reason) });
  expect(tries).toBe(1);
};

const expectEntry = async (release: Release, config: ConnectionConfig) => {
  const client = release.connect(config);
  expect((await client.metadata()).clusterId).toBe((await release.client().metadata()).clusterId);
  return client;
};

const withPassword = (config: ConnectionConfig, password: string): ConnectionConfig => {
  const sasl = { ...config.sasl, password } as SaslConfig;
  return { ...config, sasl };
};

const withTls = (config: ConnectionConfig, tls: Partial<TlsConfig>): ConnectionConfig => ({
  ...config,
  tls: { ...config.tls!, ...tls },
});

/** An issuer of tokens that knows one client. */
const startTokenEndpoint = async (): Promise<string> => {
  const server = http.createServer((request, response) => {
    const allowed = request.headers.authorization === `Basic ${btoa('ferry:ferry-secret')}`;
    const now = Math.floor(Date.now() / 1000);
    const claims = Buffer.from(JSON.stringify({ sub: 'alice', iat: now, exp: now + 3600 }));
    const token = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims.toString('base64url')}.`;
    response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(allowed ? { access_token: token, expires_in: 3600 } : { error: 'no' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
};

/** The ways in and the ways not in, on the listeners of one release. */
export const defineLogins = (getRelease: () => Release, mechanisms: readonly SaslMechanism[]): void => {
  const passwords = mechanisms.filter((mechanism) => mechanism !== 'OAUTHBEARER');

  it.each(mechanisms)('logs in with %s', async (mechanism) => {
    const release = getRelease();
    for (const user of Object.keys(USERS)) {
      for (const listener of ['SASL_PLAINTEXT', 'SASL_SSL'] as const) {
        await expectEntry(release, await configFor(release, listener, { user, mechanism }));
      }
    }
  });

  it('connects with TLS, with a client certificate and without', async () => {
    const release = getRelease();
    const config = await configFor(release, 'SSL');
    expect(config.tls?.cert).toContain('CERTIFICATE');
    await expectEntry(release, config);
    const { ca, verifyHostname } = config.tls!;
    const anonymous = { ...config, tls: { ca: ca!, verifyHostname } };
    await expect(release.connect(anonymous).connectAny()).resolves.toMatchObject({ isOpen: true });
  });

  it.each(passwords)('says at once that a %s password is wrong', async (mechanism) => {
    const release = getRelease();
    const config = withPassword(await configFor(release, 'SASL_SSL', { mechanism }), WRONG);
    await expectRefusal(release, config, 'KAFKA_AUTHENTICATION_FAILED');
  });

  it('says at once what is wrong with TLS', async () => {
    const release = getRelease();
    const config = await configFor(release, 'SSL');
    const { read, remove } = await createInfrastructure();
    onTestFinished(remove);
    const [ca, cert, key] = await Promise.all(['root.crt', 'rsa.chain', 'rsa.key'].map(read));
    await expectRefusal(release, withTls(config, { ca: [ca!] }), 'KAFKA_TLS_FAILED', /certificate/);
    await expectRefusal(release, withTls(config, { cert: cert!, key: key! }), 'KAFKA_TLS_FAILED');
    // Another way to write 127.0.0.1, which the certificate does not know.
    const renamed = { ...config, bootstrap: [{ ...config.bootstrap[0]!, host: '127.1' }] };
    await expectRefusal(release, renamed, 'KAFKA_TLS_FAILED', /127\.1/);
    const unchecked = release.connect(withTls(renamed, { verifyHostname: false }));
    await expect(unchecked.connectAny()).resolves.toMatchObject({ isOpen: true });
  });

  it('says at once that the listener is of another kind', async () => {
    const release = getRelease();
    const at = (listener: Listener) => ({ bootstrap: [release.address(listener)] });
    const [tls, login] = await Promise.all([
      configFor(release, 'SSL'),
      configFor(release, 'SASL_PLAINTEXT', { mechanism: 'PLAIN' }),
    ]);
    const refused = (config: ConnectionConfig, listener: Listener, code: string) =>
      expectRefusal(release, { ...config, ...at(listener) }, code);
    await refused(at('SSL'), 'SSL', 'KAFKA_TLS_EXPECTED');
    await refused(login, 'SASL_SSL', 'KAFKA_TLS_EXPECTED');
    await refused(tls, 'PLAINTEXT', 'KAFKA_TLS_FAILED');
    await refused(tls, 'SASL_PLAINTEXT', 'KAFKA_TLS_FAILED');
    await refused(login, 'PLAINTEXT', 'KAFKA_LOGIN_UNEXPECTED');
    await refused({ ...login, ...tls, sasl: login.sasl! }, 'SSL', 'KAFKA_LOGIN_UNEXPECTED');
    await refused(at('SASL_PLAINTEXT'), 'SASL_PLAINTEXT', 'KAFKA_LOGIN_EXPECTED');
    await refused(tls, 'SASL_SSL', 'KAFKA_LOGIN_EXPECTED');
  });

  it('says at once that nothing listens', async () => {
    // Port 1 is reserved and not in use.
    await expectRefusal(getRelease(), { bootstrap: [{ host: '127.0.0.1', port: 1 }] }, 'KAFKA_UNREACHABLE');
  });
};

/** Kafka's own tool sets the password, so both sides must make the same of what SASLprep would change. */
export const definePasswordOfKafka = (getRelease: () => Release): void => {
  it('takes a password as it is, as Kafka does', async () => {
    const release = getRelease();
    const { version, directory, bootstrap } = release.cluster;
    const file = join(directory, 'carl.properties');
    await writeFile(file, 'SCRAM-SHA-256=iterations=4096,password=p\\u00e4ss-\\ufb01-\\uff11\n');
    const entity = ['--entity-type', 'users', '--entity-name', 'carl', '--alter', '--add-config-file', file];
    const main = 'kafka.admin.ConfigCommand';
    const args = ['--bootstrap-server', bootstrap.PLAINTEXT!, ...entity];
    await runJavaTool({ classpath: version, main, args });
    const config = await configFor(release, 'SASL_SSL');
    const sasl = { mechanism: 'SCRAM-SHA-256', username: 'carl', password: 'päss-ﬁ-１' } as const;
    await expectEntry(release, { ...config, sasl });
  });
};

/** What came with Kafka 2.0 and 2.2: tokens, and logging in again. */
export const defineSessions = (
  getRelease: () => Release,
  mechanisms: readonly SaslMechanism[],
  answers: Answers,
): void => {
  it.each(mechanisms)('logs in again with %s on a connection in use', async (mechanism) => {
    const release = getRelease();
    const client = release.connect(await configFor(release, 'SASL_SSL', { mechanism }));
    const connection = await client.connectAny();
    const before = answers.count('SaslAuthenticate');
    // A login takes one exchange or two.
    while (answers.count('SaslAuthenticate') < before + 4) {
      await connection.send(Metadata, { topics: null });
      await pause(5);
    }
    await connection.send(Metadata, { topics: null });
    expect(connection.isOpen).toBe(true);
  });

  it('takes tokens from a client-credentials endpoint', async () => {
    const release = getRelease();
    const properties = {
      ...release.cluster.clientProperties('SASL_SSL', { mechanism: 'OAUTHBEARER' }),
      'sasl.login.callback.handler.class': `${OAUTH}.OAuthBearerLoginCallbackHandler`,
      'sasl.oauthbearer.token.endpoint.url': await startTokenEndpoint(),
    };
    const jaas = (secret: string) => ({
      'sasl.jaas.config': `${OAUTH}.OAuthBearerLoginModule required clientId="ferry" clientSecret="${secret}";`,
    });
    await expectEntry(release, await load({ ...properties, ...jaas('ferry-secret') }));
    const { outcome } = await firstContact(release, await load({ ...properties, ...jaas('wrong') }));
    expect(outcome).toMatchObject({ code: expect.stringMatching(/^OAUTH_/) });
  });

  it('says at once that a token is not accepted', async () => {
    const release = getRelease();
    const config = await configFor(release, 'SASL_SSL', { mechanism: 'OAUTHBEARER' });
    const expired = Buffer.from('{"sub":"alice","iat":1,"exp":2}').toString('base64url');
    const value = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${expired}.`;
    const sasl: SaslConfig = { mechanism: 'OAUTHBEARER', token: async () => ({ value }) };
    await expectRefusal(release, { ...config, sasl }, 'KAFKA_AUTHENTICATION_FAILED', /invalid_token/);
  });
};
