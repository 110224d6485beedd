import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { fakeDocument, fakeExport, fakeRocketmq } from './fake-rocketmq.ts';

const FILE = 'rocketmq-metadata-export.json';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'mqferry-export-'));

test('with a terminal it asks for what is missing, and for an account where one is needed', async () => {
  const output = await folder();
  const { services, asked } = fakeRocketmq({ clusters: ['new', 'old'], account: 'boss' });
  const { world, written } = fakeWorld(
    { rocketmq: services },
    {
      isTTY: true,
      answers: [
        ['Name servers', 'a:9876;b:9876\n'],
        ['Cluster (new, old)', 'old\n'],
        ['Access key', 'boss\n'],
        ['Secret key', 'very-secret\n'],
        ['Folder', `${output}\n`],
      ],
    },
  );
  expect(await run(['rocketmq', 'export'], world), written.err).toBe(0);
  expect(asked).toEqual(['a:9876;b:9876', 'old', 'a:9876;b:9876 boss very-secret', 'old']);
  expect(written.err).not.toContain('very-secret');
  const text = await readFile(join(output, FILE), 'utf8');
  expect(JSON.parse(text)).toEqual(fakeDocument());
  expect((await stat(join(output, FILE))).mode & 0o777).toBe(0o600);
  expect(written.out).toContain(`mqferry rocketmq import ${join(output, FILE)}`);
});

test('without a terminal it says which option is missing', async () => {
  const attempt = async (...args: string[]) => {
    const { services } = fakeRocketmq({ clusters: ['new', 'old'] });
    const { world, written } = fakeWorld({ rocketmq: services });
    return [await run(['rocketmq', 'export', ...args], world), /Code: (\S+)/.exec(written.err)?.[1]];
  };
  expect(await attempt()).toEqual([2, 'CLI_NAME_SERVERS_MISSING']);
  expect(await attempt('--name-servers', 'a:9876')).toEqual([2, 'CLI_CLUSTER_AMBIGUOUS']);
  const key = ['--name-servers', 'a:9876', '--access-key', 'boss'];
  expect(await attempt(...key)).toEqual([2, 'CLI_TERMINAL_NEEDED']);
  expect(await attempt(...key, '--secret-key-file', '/nowhere')).toEqual([2, 'CLI_FILE_UNREADABLE']);
});

test('secrets are in the file only when asked for, and then sealed', async () => {
  const output = await folder();
  const { services } = fakeRocketmq();
  const { world } = fakeWorld({ rocketmq: services }, { env: { MQFERRY_SECRETS_PASSPHRASE: 'passphrase' } });
  const args = ['rocketmq', 'export', '--name-servers', 'a:9876', '--with-secrets', '--output', output];
  expect(await run(args, world)).toBe(0);
  const text = await readFile(join(output, FILE), 'utf8');
  expect(text).not.toContain('secret-of-app');
  expect(JSON.parse(text).secrets).toMatchObject({ algorithm: 'scrypt-aes-256-gcm' });
});

test('a fresh folder unless one is given; a file that exists stays', async () => {
  const { services } = fakeRocketmq();
  const exported = async (...args: string[]) => {
    const { world, written } = fakeWorld({ rocketmq: services });
    const code = await run(['rocketmq', 'export', '--name-servers', 'a:9876', '--json', ...args], world);
    return { code, report: JSON.parse(written.out), err: written.err };
  };
  const first = await exported();
  const second = await exported();
  expect(first.report).toMatchObject({ exitCode: 0, topics: 1, groups: 0 });
  expect(first.report.file).not.toBe(second.report.file);
  const output = await folder();
  await writeFile(join(output, FILE), 'mine');
  const third = await exported('--output', output);
  expect(third).toMatchObject({ code: 2, err: expect.stringContaining('CLI_FILE_UNWRITABLE') });
  expect(await readFile(join(output, FILE), 'utf8')).toBe('mine');
});

test('what a broker did not tell is missing, and so the export is not done', async () => {
  const warning = {
    ...{ code: 'METADATA_BROKER_UNREACHABLE', parameters: {} },
    text: { en: 'Broker b could not be read.', zh: '无法读取 b。' },
    advice: { en: 'Export again.', zh: '请重新导出。' },
  };
  const { services } = fakeRocketmq({ exported: fakeExport(fakeDocument(['a'], { warnings: [warning] })) });
  const { world, written } = fakeWorld({ rocketmq: services }, { env: { LANG: 'zh_CN.UTF-8' } });
  expect(await run(['rocketmq', 'export', '--name-servers', 'a:9876'], world)).toBe(1);
  expect(written.out).toContain('警告：无法读取 b。 请重新导出。');
});

test('TLS with a CA of its own', async () => {
  const output = await folder();
  const ca = join(output, 'ca.pem');
  await writeFile(ca, 'PEM');
  const { services } = fakeRocketmq();
  const options: unknown[] = [];
  const createAdmin: typeof services.createAdmin = (addresses, given) => {
    options.push(given);
    return services.createAdmin(addresses, given);
  };
  const attempt = (...args: string[]) => {
    const { world } = fakeWorld({ rocketmq: { ...services, createAdmin } });
    return run(['rocketmq', 'export', '--name-servers', 'a:9876', ...args], world);
  };
  await attempt();
  await attempt('--tls');
  await attempt('--tls-ca', ca, '--tls-any-name');
  expect(options).toEqual([
    {},
    { tls: { verifyHostname: true } },
    { tls: { ca: ['PEM'], verifyHostname: false } },
  ]);
});
