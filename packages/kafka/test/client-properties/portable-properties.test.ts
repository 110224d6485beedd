import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenFiles } from '../../src/client-properties/file-access.ts';
import { parseJavaProperties, writeJavaProperties } from '../../src/client-properties/java-properties.ts';
import { loadClientProperties } from '../../src/client-properties/load-client-properties.ts';
import { portableProperties } from '../../src/client-properties/portable-properties.ts';
import { createInfrastructure } from './public-key-infrastructure.ts';

const PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule';
const PROVIDERS = 'org.apache.kafka.common.config.provider.';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-portable-'));
});
afterAll(() => rm(folder, { recursive: true }));

const portable = (lines: readonly string[], env: Record<string, string> = {}) =>
  portableProperties({ text: lines.join('\n') }, { baseDirectory: folder, env });

/** What somebody makes of it who has nothing but what was sent. */
const elsewhere = async ({ text, files }: Awaited<ReturnType<typeof portable>>) =>
  (await loadClientProperties({ text }, { files: givenFiles(files), env: {} })).config;

test('a store and a JAAS file go along by the names that the properties use, and mean the same elsewhere', async () => {
  const certificates = await createInfrastructure();
  await mkdir(join(folder, 'certificates'));
  await writeFile(join(folder, 'certificates/ca.pem'), await certificates.read('root.crt'));
  await certificates.remove();
  await writeFile(
    join(folder, 'login.conf'),
    `KafkaClient { ${PLAIN} required username="u" password="p"; };`,
  );
  const lines = [
    'bootstrap.servers=a:1',
    'security.protocol=SASL_SSL',
    'sasl.mechanism=PLAIN',
    'java.security.auth.login.config=file:login.conf',
    'ssl.truststore.type=PEM',
    'ssl.truststore.location=certificates/ca.pem',
    'group.id=not-sent',
  ];
  const sent = await portable(lines);
  expect([...sent.files.keys()].sort()).toEqual(['certificates/ca.pem', 'login.conf']);
  expect(sent.text).not.toContain('not-sent');
  const here = await loadClientProperties({ text: lines.join('\n') }, { baseDirectory: folder });
  expect(await elsewhere(sent)).toEqual(here.config);
  expect(sent.warnings.map(({ code }) => code)).toEqual(['CONFIG_PROPERTIES_IGNORED']);
});

test('variables are replaced here: neither files of secrets nor the environment are needed elsewhere', async () => {
  await writeFile(join(folder, 'secrets.properties'), 'password=a\\\\b "c"\nother=not-sent\n');
  const sent = await portable(
    [
      'bootstrap.servers=a:1',
      'config.providers=file,env',
      `config.providers.file.class=${PROVIDERS}FileConfigProvider`,
      `config.providers.env.class=${PROVIDERS}EnvVarConfigProvider`,
      'security.protocol=SASL_PLAINTEXT',
      'sasl.mechanism=PLAIN',
      `sasl.jaas.config=${PLAIN} required username="\${env:USER_NAME}" password='\${file:secrets.properties:password}';`,
    ],
    { USER_NAME: 'ferry' },
  );
  expect([...sent.files.keys()]).toEqual([]);
  expect(sent.text).not.toContain('not-sent');
  expect(sent.text).not.toContain('config.providers');
  expect(await elsewhere(sent)).toMatchObject({ sasl: { username: 'ferry', mechanism: 'PLAIN' } });
});

test('what cannot work is told before anything is sent', async () => {
  const ssl = ['bootstrap.servers=a:1', 'security.protocol=SSL'];
  await expect(portable([...ssl, 'ssl.truststore.location=gone.pem'])).rejects.toMatchObject({
    code: 'CONFIG_FILE_UNREADABLE',
  });
  const env = ['config.providers=env', `config.providers.env.class=${PROVIDERS}EnvVarConfigProvider`];
  await expect(portable([...env, `bootstrap.servers=\${env:NOWHERE}`])).rejects.toMatchObject({
    code: 'CONFIG_VARIABLE_UNRESOLVED',
  });
});

test('a file with a token is refused, for nobody renews it elsewhere', async () => {
  const oauth = [
    'bootstrap.servers=a:1',
    'security.protocol=SASL_PLAINTEXT',
    'sasl.mechanism=OAUTHBEARER',
    'sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;',
    'sasl.oauthbearer.token.endpoint.url=file:///tmp/token',
  ];
  await expect(portable(oauth)).rejects.toMatchObject({ code: 'CONFIG_TOKEN_FILE_LOCAL' });
});

test('whatever a value holds, it is read as it was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const text = writeJavaProperties(new Map([['sasl.jaas.config', value]]));
      expect(parseJavaProperties(text).get('sasl.jaas.config')?.value).toBe(value);
    }),
  );
});
