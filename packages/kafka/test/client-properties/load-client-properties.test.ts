import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCodedError } from '@mqferry/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type LoadClientPropertiesOptions,
  loadClientProperties,
} from '../../src/client-properties/load-client-properties.ts';

const PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule';
const SCRAM = 'org.apache.kafka.common.security.scram.ScramLoginModule';
const OAUTH = 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule';
const BOOTSTRAP = 'bootstrap.servers=a:1';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-properties-'));
});
afterAll(() => rm(folder, { recursive: true }));

const load = (lines: readonly string[], options: LoadClientPropertiesOptions = {}) =>
  loadClientProperties(
    { text: [BOOTSTRAP, ...lines].join('\n') },
    { baseDirectory: folder, env: {}, ...options },
  );

const sasl = (mechanism: string, login?: string) => [
  'security.protocol=SASL_PLAINTEXT',
  `sasl.mechanism=${mechanism}`,
  ...(login === undefined ? [] : [`sasl.jaas.config=${login}`]),
];

const warningsOf = async (lines: readonly string[]) =>
  (await load(lines)).warnings.map(({ code, parameters }) => ({ code, ...parameters }));

describe('client properties', () => {
  test('give a plain connection', async () => {
    expect(await loadClientProperties({ text: 'bootstrap.servers = a:1,b:2' })).toEqual({
      config: {
        bootstrap: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
        ],
      },
      warnings: [],
    });
  });

  test('give names and times', async () => {
    const { config, warnings } = await load([
      'client.id=ferry',
      'request.timeout.ms=1',
      'socket.connection.setup.timeout.ms=2',
      'metadata.max.age.ms=9223372036854775807',
      'reconnect.backoff.ms=4',
      'reconnect.backoff.max.ms=5',
      'retry.backoff.ms=6',
      'retry.backoff.max.ms= 7 ',
    ]);
    expect(config).toMatchObject({
      clientId: 'ferry',
      requestTimeoutMs: 1,
      connectTimeoutMs: 2,
      metadataMaxAgeMs: 2 ** 31 - 1,
      reconnectBackoffMs: 4,
      reconnectBackoffMaxMs: 5,
      retryBackoffMs: 6,
      retryBackoffMaxMs: 7,
    });
    expect(warnings).toEqual([]);
  });

  test('are read from a file, in UTF-8 or else in Latin-1', async () => {
    const text = `${BOOTSTRAP}\nclient.id=mü`;
    for (const encoding of ['utf8', 'latin1'] as const) {
      await writeFile(join(folder, 'client.properties'), text, encoding);
      const { config } = await loadClientProperties({ path: 'client.properties' }, { baseDirectory: folder });
      expect(config.clientId).toBe('mü');
    }
    await expect(loadClientProperties({ path: join(folder, 'none') })).rejects.toMatchObject({
      code: 'CONFIG_PROPERTIES_UNREADABLE',
      parameters: { path: join(folder, 'none'), reason: 'ENOENT' },
    });
  });

  test('may lack bootstrap servers when the caller gives them', async () => {
    const { config } = await load(['bootstrap.servers='], { bootstrapServers: 'c:3' });
    expect(config.bootstrap).toEqual([{ host: 'c', port: 3 }]);
    await expect(load(['bootstrap.servers='])).rejects.toMatchObject({ code: 'CONFIG_BOOTSTRAP_MISSING' });
  });

  test('give TLS with its defaults', async () => {
    const { config } = await load(['security.protocol=ssl']);
    expect(config.tls).toEqual({ verifyHostname: true, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' });
    expect(config.sasl).toBeUndefined();
  });
});

describe('a login', () => {
  const credentials = 'required username="instance#user" password="p w";';
  const given = { username: 'instance#user', password: 'p w' };

  test('is PLAIN or SCRAM with user name and password', async () => {
    const plain = await load(sasl('PLAIN', `${PLAIN} ${credentials}`));
    expect(plain.config.sasl).toEqual({ mechanism: 'PLAIN', ...given });
    for (const mechanism of ['SCRAM-SHA-256', 'SCRAM-SHA-512']) {
      const { config } = await load(sasl(mechanism, `${SCRAM} ${credentials}`));
      expect(config.sasl).toEqual({ mechanism, ...given });
    }
  });

  test('may be with a delegation token', async () => {
    const login = `${SCRAM} required tokenauth=true username="id" password="hmac";`;
    const { config } = await load(sasl('SCRAM-SHA-256', login));
    expect(config.sasl).toEqual({
      mechanism: 'SCRAM-SHA-256',
      username: 'id',
      password: 'hmac',
      tokenAuth: true,
    });
  });

  test('may use the other password module, or a shaded one, as in Java', async () => {
    const swapped = await load(sasl('PLAIN', `${SCRAM} ${credentials}`));
    expect(swapped.config.sasl).toEqual({ mechanism: 'PLAIN', ...given });
    const shaded = await load(sasl('PLAIN', `vendor.shaded.${PLAIN} ${credentials}`));
    expect(shaded.config.sasl).toEqual({ mechanism: 'PLAIN', ...given });
  });

  test('is OAUTHBEARER with a function that gives tokens', async () => {
    const { config } = await load(
      sasl('OAUTHBEARER', `${OAUTH} required unsecuredLoginStringClaim_sub="me";`),
    );
    if (config.sasl?.mechanism !== 'OAUTHBEARER') throw new Error('not OAUTHBEARER');
    expect((await config.sasl.token()).value).toMatch(/^[\w-]+\.[\w-]+\.$/);
  });

  test('may stand in a JAAS file', async () => {
    const file = `Client { zk.Module required; };\nKafkaClient {\n  other.Module optional;\n  ${PLAIN} ${credentials}\n};\n`;
    await writeFile(join(folder, 'jaas.conf'), file);
    const expected = { mechanism: 'PLAIN', ...given };
    for (const path of [
      'jaas.conf',
      join(folder, 'jaas.conf'),
      `file:${folder}/jaas.conf`,
      `file://${folder}/jaas.conf`,
    ]) {
      const { config } = await load([...sasl('PLAIN'), `java.security.auth.login.config=${path}`]);
      expect(config.sasl).toEqual(expected);
    }
    expect((await load(sasl('PLAIN'), { jaasFile: 'jaas.conf' })).config.sasl).toEqual(expected);
  });

  test('may hold variables', async () => {
    const login = `${PLAIN} required username="\${env:USER}" password="\${env:PASS}";`;
    const provider = 'org.apache.kafka.common.config.provider.EnvVarConfigProvider';
    const lines = [...sasl('PLAIN', login), 'config.providers=env', `config.providers.env.class=${provider}`];
    const { config, warnings } = await load(lines, { env: { USER: 'u', PASS: 'p' } });
    expect(config.sasl).toEqual({ mechanism: 'PLAIN', username: 'u', password: 'p' });
    expect(warnings).toEqual([]);
  });

  test.each([
    ['CONFIG_SASL_MECHANISM_MISSING', ['security.protocol=SASL_SSL']],
    ['CONFIG_SASL_MECHANISM_UNSUPPORTED', sasl('GSSAPI')],
    ['CONFIG_SASL_MECHANISM_UNSUPPORTED', sasl('AWS_MSK_IAM')],
    ['CONFIG_JAAS_MISSING', sasl('PLAIN')],
    ['CONFIG_JAAS_MALFORMED', sasl('PLAIN', `${PLAIN} required username=alice password=x`)],
    ['CONFIG_JAAS_MODULE_UNSUPPORTED', sasl('PLAIN', `${OAUTH} required;`)],
    [
      'CONFIG_JAAS_MODULE_UNSUPPORTED',
      sasl('PLAIN', 'com.sun.security.auth.module.Krb5LoginModule required;'),
    ],
    ['CONFIG_JAAS_MODULE_UNSUPPORTED', sasl('OAUTHBEARER', `${PLAIN} ${credentials}`)],
    ['CONFIG_JAAS_OPTION_MISSING', sasl('PLAIN', `${PLAIN} required username="a";`)],
    ['CONFIG_FILE_UNREADABLE', [...sasl('PLAIN'), 'java.security.auth.login.config=none']],
    [
      'CONFIG_UNSUPPORTED',
      [...sasl('PLAIN', `${PLAIN} ${credentials}`), 'sasl.login.callback.handler.class=my.Own'],
    ],
    [
      'CONFIG_UNSUPPORTED',
      [...sasl('PLAIN', `${PLAIN} ${credentials}`), 'sasl.client.callback.handler.class=my.Own'],
    ],
    ['CONFIG_UNSUPPORTED', ['security.protocol=SSL', 'ssl.engine.factory.class=my.Own']],
    ['CONFIG_UNSUPPORTED', ['security.protocol=SSL', 'ssl.trustmanager.algorithm=Own']],
    ['CONFIG_UNSUPPORTED', ['security.providers=my.Own']],
    ['CONFIG_VALUE_INVALID', ['security.protocol=TLS']],
    ['CONFIG_VALUE_INVALID', ['request.timeout.ms=30s']],
    ['CONFIG_PROPERTIES_MALFORMED', ['client.id=\\u12']],
  ])('or a setting that cannot be used ends in %s: %j', async (code, lines) => {
    await expect(load(lines)).rejects.toMatchObject({ code });
  });

  test('must be in the section KafkaClient', async () => {
    await writeFile(join(folder, 'other.conf'), `KafkaServer { ${PLAIN} required; };`);
    await expect(load(sasl('PLAIN'), { jaasFile: 'other.conf' })).rejects.toMatchObject({
      code: 'CONFIG_JAAS_SECTION_MISSING',
    });
  });
});

describe('warnings', () => {
  test('name what has no meaning here', async () => {
    expect(await warningsOf(['acks=all', 'group.id=g', 'key.deserializer=x', 'ssl.provider=p'])).toEqual([
      { code: 'CONFIG_PROPERTIES_IGNORED', names: 'acks, group.id, key.deserializer, ssl.provider' },
    ]);
  });

  test('name what is unknown, and what it may stand for', async () => {
    expect(await warningsOf(['schema.registry.url=x', 'security.protocl=SSL'])).toEqual([
      { code: 'CONFIG_PROPERTY_UNKNOWN', line: 2, name: 'schema.registry.url' },
      { code: 'CONFIG_PROPERTY_MISSPELT', line: 3, name: 'security.protocl', nearest: 'security.protocol' },
    ]);
  });

  test('do not show what may be a secret in the place of a name', async () => {
    const names = ['hunter2', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7', 'password="s.e"'];
    expect(await warningsOf(names)).toEqual(
      names.map((_, index) => ({ code: 'CONFIG_PROPERTY_UNKNOWN', line: index + 2, name: '…' })),
    );
  });

  test('tell that the connection is not secured although it looks so', async () => {
    expect(await warningsOf(['ssl.truststore.location=none', 'sasl.mechanism=PLAIN'])).toEqual([
      { code: 'CONFIG_SECURITY_PROTOCOL_MISSING', names: 'ssl.truststore.location, sasl.mechanism' },
    ]);
    expect(await warningsOf(['security.protocol=PLAINTEXT', 'ssl.truststore.location=none'])).toEqual([
      { code: 'CONFIG_PROPERTIES_WITHOUT_EFFECT', protocol: 'PLAINTEXT', names: 'ssl.truststore.location' },
    ]);
    expect(await warningsOf(['security.protocol=SSL', 'sasl.mechanism=GSSAPI'])).toEqual([
      { code: 'CONFIG_PROPERTIES_WITHOUT_EFFECT', protocol: 'SSL', names: 'sasl.mechanism' },
    ]);
  });

  test('have texts and advice in both languages', async () => {
    for (const warning of (await load(['acks=1', 'x.y=1', 'ssl.protocol=TLS', 'sasl.mechanims=x']))
      .warnings) {
      expect(warning.text('zh')).not.toBe(warning.text('en'));
      expect(
        `${warning.text('zh')}${warning.advice('zh')}${warning.text('en')}${warning.advice('en')}`,
      ).not.toMatch(/[{}]/);
    }
  });
});

/** Everything an operator or a log could get to see of an error. */
const allOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return `${error.message} ${JSON.stringify(error)} ${allOf(error.cause)}`;
};

test('any text gives a connection or a coded error, and secrets are never shown', async () => {
  const SECRET = 'S3cr3t';
  const name = fc.constantFrom(
    ...['security.protocol', 'sasl.mechanism', 'sasl.jaas.config', 'ssl.truststore.location'],
    ...[
      'ssl.keystore.key',
      'ssl.key.password',
      'ssl.truststore.certificates',
      'ssl.keystore.certificate.chain',
    ],
    ...['ssl.truststore.password', 'ssl.keystore.password', 'ssl.cipher.suites', 'ssl.enabled.protocols'],
    ...['sasl.oauthbearer.client.credentials.client.secret', 'config.providers', 'unknown.name', 'x'],
  );
  const secretOf = new Set([
    ...['sasl.jaas.config', 'ssl.keystore.key', 'ssl.key.password', 'ssl.truststore.password'],
    ...['ssl.keystore.password', 'sasl.oauthbearer.client.credentials.client.secret'],
  ]);
  const piece = fc.constantFrom(
    ...[
      'SSL',
      'SASL_SSL',
      'SASL_PLAINTEXT',
      'PLAIN',
      'OAUTHBEARER',
      'SCRAM-SHA-256',
      ' required ',
      '"',
      ';',
      '=',
    ],
    ...[
      PLAIN,
      SCRAM,
      OAUTH,
      ' username="a" ',
      '-----BEGIN PRIVATE KEY-----',
      '-----END PRIVATE KEY-----',
      '\\\n',
    ],
    ...[
      `\${env:A}`,
      'env',
      '\\u',
      ' // ',
      '\\"',
      '-----BEGIN CERTIFICATE-----',
      '-----END CERTIFICATE-----',
      'AAAA',
    ],
  );
  const value = fc.array(piece, { maxLength: 6 });
  const secret = fc.constantFrom(`"${SECRET}"`, SECRET, ` password="${SECRET}"`, `=${SECRET}`);
  const line = fc.oneof(
    fc.tuple(name, value, secret, value).map(([key, before, hidden, after]) => {
      const parts = secretOf.has(key) ? [...before, hidden, ...after] : before;
      return `${key}=${parts.join('')}`;
    }),
    fc.tuple(value, secret, value).map(([before, hidden, after]) => {
      return `sasl.jaas.config=${PLAIN} required ${[...before, hidden, ...after].join('')}`;
    }),
    fc.string(),
  );
  // What stands last counts, so that many of the texts get as far as the login or the stores.
  const ending = fc.constantFrom<string[]>(
    [],
    ['security.protocol=SSL'],
    ['security.protocol=SASL_PLAINTEXT', 'sasl.mechanism=PLAIN'],
    ['security.protocol=SASL_SSL', 'sasl.mechanism=OAUTHBEARER'],
  );
  const texts = fc.tuple(fc.array(line, { maxLength: 5 }), ending).map((parts) => parts.flat());
  await fc.assert(
    fc.asyncProperty(texts, async (lines) => {
      let seen: string;
      try {
        const { warnings } = await load(lines);
        seen = warnings.map((warning) => `${warning.text('en')} ${allOf(warning)}`).join();
      } catch (error) {
        expect(isCodedError(error) && error.code).toMatch(/^CONFIG_/);
        seen = allOf(error);
      }
      expect(seen).not.toContain(SECRET);
    }),
    { numRuns: 1000 },
  );
}, 60_000);
