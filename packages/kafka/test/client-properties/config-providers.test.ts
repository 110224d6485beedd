import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVariableResolver } from '../../src/client-properties/config-providers.ts';
import { createFileAccess } from '../../src/client-properties/file-access.ts';

const PACKAGE = 'org.apache.kafka.common.config.provider.';

/** How a property refers to what a provider holds. */
const variable = (inner: string) => `\${${inner}}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-providers-'));
  await writeFile(join(folder, 'secrets.properties'), 'user: alice\npass = a\\u0062c');
  await mkdir(join(folder, 'mounted'));
  await writeFile(join(folder, 'mounted', 'token'), 'from the directory');
});
afterAll(() => rm(folder, { recursive: true }));

const resolve = (value: string, env = {}) => {
  const settings = new Map([
    ['config.providers', 'file, dir,env,vault'],
    ['config.providers.file.class', `${PACKAGE}FileConfigProvider`],
    ['config.providers.dir.class', `${PACKAGE}DirectoryConfigProvider`],
    ['config.providers.env.class', `${PACKAGE}EnvVarConfigProvider`],
    ['config.providers.vault.class', 'example.VaultConfigProvider'],
  ]);
  return createVariableResolver(settings, createFileAccess(folder), env)('sasl.jaas.config', value);
};

describe('variables', () => {
  test('are replaced by what files, directories and the environment hold', async () => {
    const value = `M username="${variable('file:secrets.properties:user')}" password="${variable('file:secrets.properties:pass')}${variable('env:MORE')}";`;
    expect(await resolve(value, { MORE: '!' })).toBe('M username="alice" password="abc!";');
    expect(await resolve(`<${variable('dir:mounted:token')}>`)).toBe('<from the directory>');
  });

  test('of no declared provider stay as they are', async () => {
    const text = `${variable('other:a:b')} ${variable('file')} $env:X ${variable('')}`;
    expect(await resolve(text)).toBe(text);
  });

  test('without a value are refused', async () => {
    const unresolved = (variable: string) => ({
      code: 'CONFIG_VARIABLE_UNRESOLVED',
      parameters: { property: 'sasl.jaas.config', variable },
    });
    await expect(resolve(variable('env:NONE'))).rejects.toMatchObject(unresolved(variable('env:NONE')));
    const absent = variable('file:secrets.properties:none');
    await expect(resolve(absent)).rejects.toMatchObject(unresolved(absent));
    await expect(resolve(variable('dir:mounted:none'))).rejects.toMatchObject({
      code: 'CONFIG_FILE_UNREADABLE',
    });
  });

  test('of a provider that is not known are refused', async () => {
    await expect(resolve(variable('vault:a:b'))).rejects.toMatchObject({
      code: 'CONFIG_PROVIDER_UNSUPPORTED',
      parameters: { provider: 'vault' },
    });
  });
});
