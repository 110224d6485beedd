import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import type { TlsConfig } from '@mqferry/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Warning } from '../../src/client-properties/config-warnings.ts';
import { createFileAccess } from '../../src/client-properties/file-access.ts';
import { readTlsConfig } from '../../src/client-properties/tls-settings.ts';
import { createInfrastructure, type PublicKeyInfrastructure } from './public-key-infrastructure.ts';

const STORE_PASSWORD = 'store-secret';
const KEY_PASSWORD = 'key-secret';
const LEGACY = '-J-Dkeystore.pkcs12.legacy';

let pki: PublicKeyInfrastructure;
let server: tls.Server;

const trustStore = (file: string, type: string, ...options: string[]) =>
  ['root', 'intermediate'].reduce(async (before, alias) => {
    await before;
    const store = ['-keystore', file, '-storetype', type, '-storepass', STORE_PASSWORD];
    await pki.keytool(
      '-importcert',
      '-noprompt',
      '-alias',
      alias,
      '-file',
      `${alias}.crt`,
      ...store,
      ...options,
    );
  }, Promise.resolve());

const exportPkcs12 = (name: string, file: string, ...options: string[]) => {
  const key = ['-inkey', `${name}.key`, '-in', `${name}.chain`, '-name', name];
  return pki.openssl(
    'pkcs12',
    '-export',
    ...key,
    '-passout',
    `pass:${STORE_PASSWORD}`,
    '-out',
    file,
    ...options,
  );
};

const importStore = (source: string, file: string, type: string, ...options: string[]) => {
  const from = ['-srckeystore', source, '-srcstorepass', STORE_PASSWORD];
  const into = ['-destkeystore', file, '-deststoretype', type, '-deststorepass', STORE_PASSWORD];
  return pki.keytool('-importkeystore', '-noprompt', ...from, ...into, ...options);
};

const makeStores = async () => {
  await Promise.all(['rsa', 'ec'].map((name) => exportPkcs12(name, `${name}.p12`)));
  await exportPkcs12('ec', 'legacy.p12', '-legacy');
  const pemKey = ['-in', 'rsa.key', '-passout', `pass:${KEY_PASSWORD}`, '-out'];
  await pki.openssl('pkcs8', '-topk8', ...pemKey, 'rsa.encrypted.key');
  await pki.openssl('rsa', '-aes256', '-traditional', ...pemKey, 'rsa.traditional.key');
  const encrypted = ['rsa.encrypted.key', 'rsa.traditional.key'];
  for (const key of encrypted) {
    await writeFile(pki.path(`${key}.pem`), (await pki.read('rsa.chain')) + (await pki.read(key)));
  }
  await pki.openssl(
    'pkcs12',
    '-export',
    '-nokeys',
    '-in',
    'root.crt',
    '-passout',
    `pass:${STORE_PASSWORD}`,
    '-out',
    'trust-openssl.p12',
  );
  const keyPassword = ['-srcalias', 'rsa', '-destkeypass', KEY_PASSWORD];
  await Promise.all([
    trustStore('trust.jks', 'JKS'),
    trustStore('trust.p12', 'PKCS12'),
    trustStore('trust-legacy.p12', 'PKCS12', LEGACY),
    trustStore(
      'trust-open.p12',
      'PKCS12',
      '-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE',
      '-J-Dkeystore.pkcs12.macAlgorithm=NONE',
    ),
  ]);
  await Promise.all([
    importStore('rsa.p12', 'rsa.jks', 'JKS', ...keyPassword),
    importStore('ec.p12', 'ec.jks', 'JKS'),
    importStore('rsa.p12', 'rsa-java.p12', 'PKCS12'),
    importStore('ec.p12', 'ec-java-legacy.p12', 'PKCS12', LEGACY),
    importStore('ec.p12', 'two.jceks', 'JCEKS'),
  ]);
  await importStore('rsa.p12', 'two.jks', 'JKS');
  await importStore('ec.p12', 'two.jks', 'JKS');
};

beforeAll(async () => {
  pki = await createInfrastructure();
  await makeStores();
  server = tls.createServer({
    key: await pki.read('server.key'),
    cert: await pki.read('server.chain'),
    ca: await pki.read('root.crt'),
    requestCert: true,
    rejectUnauthorized: true,
  });
  server.on('secureConnection', (socket) => socket.end(String(socket.getPeerCertificate().subject.CN)));
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, 60_000);

afterAll(async () => {
  server.close();
  await pki.remove();
});

const read = async (settings: Record<string, string>) => {
  const warnings: Warning[] = [];
  const context = {
    files: createFileAccess(pki.path('')),
    warn: (warning: Warning) => warnings.push(warning),
  };
  const config = await readTlsConfig(new Map(Object.entries(settings)), context);
  return { config, codes: warnings.map(({ code }) => code), warnings };
};

/** The name the server read from the client's certificate. */
const connect = async (config: TlsConfig, name = 'localhost'): Promise<string> => {
  const { ca, verifyHostname, ...options } = config;
  const socket = tls.connect({
    port: (server.address() as AddressInfo).port,
    host: '127.0.0.1',
    servername: name,
    allowPartialTrustChain: true,
    ...(ca ? { ca: [...ca] } : {}),
    ...(verifyHostname ? {} : { checkServerIdentity: () => undefined }),
    ...options,
  });
  socket.setEncoding('utf8');
  let text = '';
  for await (const part of socket) text += part;
  return text;
};

const storeOf = (kind: 'key' | 'trust', location: string, type?: string) => ({
  [`ssl.${kind}store.location`]: location,
  [`ssl.${kind}store.password`]: STORE_PASSWORD,
  ...(type ? { [`ssl.${kind}store.type`]: type } : {}),
});

const TRUST = storeOf('trust', 'trust.jks');

describe('a server that asks for a certificate is reached', () => {
  test.each([
    ['JKS', 'trust.jks', 'JKS'],
    ['PKCS#12', 'trust.p12', undefined],
    ['PKCS#12 declared as JKS', 'trust.p12', 'JKS'],
    ['JKS declared as PKCS#12', 'trust.jks', 'PKCS12'],
    ['PKCS#12 with old ciphers', 'trust-legacy.p12', 'PKCS12'],
    ['PKCS#12 without encryption', 'trust-open.p12', 'PKCS12'],
    ['PKCS#12 of OpenSSL', 'trust-openssl.p12', 'pkcs12'],
    ['PEM', 'root.crt', 'PEM'],
  ])('with a trust store in %s', async (_kind, location, type) => {
    const { config, codes } = await read({
      ...storeOf('trust', location, type),
      ...storeOf('key', 'rsa.p12'),
    });
    expect(await connect(config)).toBe('rsa');
    expect(codes).toEqual([]);
  });

  test.each([
    ['PKCS#12 of OpenSSL, RSA', 'rsa.p12', 'rsa', {}],
    ['PKCS#12 of OpenSSL, EC', 'ec.p12', 'ec', {}],
    ['PKCS#12 of OpenSSL with old ciphers', 'legacy.p12', 'ec', {}],
    ['PKCS#12 of keytool', 'rsa-java.p12', 'rsa', { 'ssl.key.password': STORE_PASSWORD }],
    ['PKCS#12 of keytool with old ciphers', 'ec-java-legacy.p12', 'ec', {}],
    ['JKS, EC', 'ec.jks', 'ec', {}],
    ['JKS, RSA with a password of its own', 'rsa.jks', 'rsa', { 'ssl.key.password': KEY_PASSWORD }],
    ['PEM, encrypted', 'rsa.encrypted.key.pem', 'rsa', { 'ssl.key.password': KEY_PASSWORD }],
    [
      "PEM, encrypted in OpenSSL's old way",
      'rsa.traditional.key.pem',
      'rsa',
      { 'ssl.key.password': KEY_PASSWORD },
    ],
  ])('with a key store in %s', async (_kind, location, name, more) => {
    const { config, codes } = await read({ ...TRUST, ...storeOf('key', location), ...more });
    expect(await connect(config)).toBe(name);
    expect(config.cert!.match(/BEGIN/g)).toHaveLength(2);
    expect(codes).toEqual([]);
  });

  test('with PEM text in the properties, on one line too', async () => {
    const oneLine = async (file: string) => (await pki.read(file)).replaceAll('\n', ' ').trim();
    const { config } = await read({
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.certificates': await oneLine('root.crt'),
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.certificate.chain': await pki.read('ec.chain'),
      'ssl.keystore.key': await oneLine('ec.key'),
    });
    expect(await connect(config)).toBe('ec');
  });

  test('without the password of the trust store where its certificates are not encrypted', async () => {
    for (const location of ['trust.jks', 'trust-open.p12']) {
      const { config } = await read({ 'ssl.truststore.location': location, ...storeOf('key', 'ec.p12') });
      expect(await connect(config)).toBe('ec');
    }
  });

  test('trusting its own certificate only, as Java does', async () => {
    const { config } = await read({ 'ssl.truststore.location': 'server.crt', ...storeOf('key', 'ec.p12') });
    expect(await connect(config)).toBe('ec');
  });

  test('under another name only when the name is not checked', async () => {
    const checked = await read({ ...TRUST, ...storeOf('key', 'rsa.p12') });
    await expect(connect(checked.config, 'other.example')).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    const unchecked = await read({
      ...TRUST,
      ...storeOf('key', 'rsa.p12'),
      'ssl.endpoint.identification.algorithm': '',
    });
    expect(await connect(unchecked.config, 'other.example')).toBe('rsa');
    expect(unchecked.codes).toEqual(['CONFIG_HOSTNAME_UNVERIFIED']);
  });

  test('not when its issuer is not trusted', async () => {
    const { config } = await read({ 'ssl.truststore.location': 'rsa.crt', ...storeOf('key', 'rsa.p12') });
    await expect(connect(config)).rejects.toMatchObject({ code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' });
  });
});

describe('what a store gives', () => {
  test('nothing is given without stores', async () => {
    expect(await read({})).toMatchObject({ config: { verifyHostname: true }, codes: [] });
    expect(Object.keys((await read({})).config)).not.toContain('ca');
  });

  test('a key store used as a trust store trusts the certificate but not its issuers', async () => {
    for (const location of ['ec.jks', 'rsa-java.p12', 'ec.p12']) {
      expect((await read(storeOf('trust', location))).config.ca).toHaveLength(1);
    }
  });

  test('of several keys the first is used, and named', async () => {
    const { config, warnings } = await read(storeOf('key', 'two.jks'));
    const { alias } = warnings[0]!.parameters;
    expect(warnings[0]!.code).toBe('CONFIG_SEVERAL_KEYS');
    expect(config.cert).toContain((await pki.read(`${alias}.crt`)).trim());
  });

  test('a declared type that is not the real one is only a warning', async () => {
    const { config, codes } = await read(storeOf('trust', 'root.crt', 'JKS'));
    expect(config.ca).toHaveLength(1);
    expect(codes).toEqual(['CONFIG_STORE_TYPE_DIFFERS']);
  });
});

describe('what cannot be used is refused', () => {
  const refuses = async (settings: Record<string, string>, code: string, parameters: object = {}) => {
    const error: unknown = await read(settings).catch((thrown) => thrown);
    expect(error).toMatchObject({ code, parameters });
    expect(
      JSON.stringify([(error as Error).message, (error as { parameters: object }).parameters]),
    ).not.toMatch(/secret|wrong-/);
  };
  const withPassword = (kind: 'key' | 'trust', location: string, password: string) => ({
    ...storeOf(kind, location),
    [`ssl.${kind}store.password`]: password,
  });

  test('a file that is not there', async () => {
    await refuses(storeOf('trust', 'none.jks'), 'CONFIG_FILE_UNREADABLE', {
      property: 'ssl.truststore.location',
      path: pki.path('none.jks'),
      reason: 'ENOENT',
    });
  });

  test.each(['trust.jks', 'trust.p12', 'trust-legacy.p12', 'trust-openssl.p12'])(
    'a wrong password for the trust store %s',
    async (location) => {
      await refuses(withPassword('trust', location, 'wrong-one'), 'CONFIG_STORE_PASSWORD_WRONG');
    },
  );

  test.each(['rsa.jks', 'rsa.p12', 'rsa-java.p12', 'ec-java-legacy.p12', 'legacy.p12'])(
    'a wrong password for the key store %s',
    async (location) => {
      await refuses(withPassword('key', location, 'wrong-one'), 'CONFIG_STORE_PASSWORD_WRONG');
    },
  );

  test.each(['rsa.jks', 'rsa-java.p12', 'rsa.encrypted.key.pem', 'rsa.traditional.key.pem'])(
    'a wrong password for the key in %s',
    async (location) => {
      const settings = { ...storeOf('key', location), 'ssl.key.password': 'wrong-one' };
      await refuses(settings, 'CONFIG_KEY_PASSWORD_WRONG');
    },
  );

  test('missing passwords', async () => {
    await refuses({ 'ssl.keystore.location': 'rsa.jks' }, 'CONFIG_STORE_PASSWORD_MISSING');
    await refuses({ 'ssl.keystore.location': 'rsa.encrypted.key.pem' }, 'CONFIG_KEY_PASSWORD_MISSING');
  });

  test('stores without what they are for', async () => {
    await refuses({ 'ssl.truststore.location': 'trust.p12' }, 'CONFIG_TRUST_STORE_EMPTY');
    await refuses({ 'ssl.truststore.location': 'rsa.key' }, 'CONFIG_TRUST_STORE_EMPTY');
    await refuses(storeOf('key', 'trust.jks'), 'CONFIG_KEY_STORE_EMPTY');
    await refuses(storeOf('key', 'trust.p12'), 'CONFIG_KEY_STORE_EMPTY');
    await refuses(storeOf('key', 'rsa.crt'), 'CONFIG_KEY_STORE_EMPTY');
  });

  test('a key with the certificate of another one', async () => {
    const chain = await pki.read('ec.chain');
    const settings = {
      'ssl.keystore.key': await pki.read('rsa.key'),
      'ssl.keystore.certificate.chain': chain,
    };
    await refuses(settings, 'CONFIG_KEY_CERTIFICATE_MISSING');
  });

  test('formats that are not supported', async () => {
    await refuses(storeOf('key', 'two.jceks'), 'CONFIG_STORE_TYPE_UNSUPPORTED', { type: 'JCEKS' });
    await refuses(storeOf('trust', 'trust.p12', 'BCFKS'), 'CONFIG_STORE_TYPE_UNSUPPORTED', { type: 'BCFKS' });
  });

  test('content that is none of the formats, or damaged', async () => {
    await writeFile(pki.path('text'), 'no store');
    await refuses(storeOf('trust', 'text'), 'CONFIG_STORE_MALFORMED');
    await writeFile(pki.path('bad.pem'), '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
    await refuses(storeOf('trust', 'bad.pem'), 'CONFIG_STORE_MALFORMED');
    for (const location of ['trust.jks', 'trust.p12']) {
      const content = await readFile(pki.path(location));
      await writeFile(pki.path('short'), content.subarray(0, -30));
      await refuses({ 'ssl.truststore.location': 'short' }, 'CONFIG_STORE_MALFORMED');
    }
  });

  test('settings that contradict each other or are incomplete', async () => {
    const inline = { 'ssl.truststore.certificates': await pki.read('root.crt') };
    await refuses({ ...TRUST, ...inline }, 'CONFIG_CONTRADICTION');
    await refuses({ 'ssl.truststore.password': STORE_PASSWORD }, 'CONFIG_SETTING_INCOMPLETE', {
      missing: 'ssl.truststore.location',
    });
    await refuses({ 'ssl.keystore.key': await pki.read('rsa.key') }, 'CONFIG_SETTING_INCOMPLETE', {
      missing: 'ssl.keystore.certificate.chain',
    });
    await refuses({ 'ssl.endpoint.identification.algorithm': 'LDAPS' }, 'CONFIG_VALUE_INVALID');
  });
});
