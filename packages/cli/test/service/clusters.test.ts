import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiErrors, type Client, problemOf } from '@mqferry/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeClusters, fakeService } from '../support/fake-service.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-cluster-'));
});
afterEach(() => rm(folder, { recursive: true }));

const mqferry = async (operations: Partial<Client>, ...argv: string[]) => {
  const { world, written } = fakeService(operations);
  return { code: await run(['cluster', ...argv], world), ...written };
};

const added = fakeClusters[0]!;

test('properties go along with the files that they name', async () => {
  const login = join(folder, 'login.conf');
  const module = 'org.apache.kafka.common.security.plain.PlainLoginModule';
  await writeFile(login, `KafkaClient { ${module} required username="u" password="p"; };`);
  const config = join(folder, 'old.properties');
  const lines = [
    'bootstrap.servers=old:1',
    'security.protocol=SASL_PLAINTEXT',
    'sasl.mechanism=PLAIN',
    'acks=all',
  ];
  await writeFile(config, [...lines, `java.security.auth.login.config=${login}`].join('\n'));
  const addCluster = vi.fn<Client['addCluster']>(() => Promise.resolve(added));
  const { code, err } = await mqferry(
    { addCluster },
    'add',
    'old',
    '--config',
    config,
    '--bootstrap',
    'other:2',
  );
  expect(code).toBe(0);
  const { body } = addCluster.mock.calls[0]![0];
  expect(body.name).toBe('old');
  expect(body.properties).toContain('bootstrap.servers=other:2\n');
  expect(Buffer.from(body.files![login]!, 'base64').toString()).toContain(module);
  expect(err).toContain(`Warning: ${config}: These properties have no meaning here: acks.`);
});

test('the service is not asked when the file cannot be used', async () => {
  expect(await mqferry({}, 'add', 'old')).toMatchObject({
    code: 2,
    err: expect.stringContaining('CLI_CONFIG_MISSING'),
  });
  const gone = await mqferry({}, 'test', '--config', join(folder, 'gone'));
  expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('CONFIG_PROPERTIES_UNREADABLE')]);
});

test('a cluster that the service does not reach is told with the step and the advice; exit code 1', async () => {
  const problem = problemOf(apiErrors.API_UNEXPECTED({ reason: 'no route' }));
  const testConnection: Client['testConnection'] = () => Promise.resolve({ ok: false, step: 'tcp', problem });
  expect(await mqferry({ testConnection }, 'test', '--bootstrap', 'a:1')).toMatchObject({
    code: 1,
    out: `\
The service does not reach it. What failed is the network connection:
A defect of the service: no route. [API_UNEXPECTED]
  What to do: Report it with the log of the service; nothing was changed by the rest of this request.
`,
  });
});

test('one is removed by its name, and a name that is not known suggests another', async () => {
  const deleteCluster = vi.fn<Client['deleteCluster']>(() => Promise.resolve(undefined));
  const operations = { listClusters: () => Promise.resolve(fakeClusters), deleteCluster };
  expect((await mqferry(operations, 'remove', 'olf')).err).toContain(
    'knows no cluster olf. Nearest names: old.',
  );
  expect(deleteCluster).not.toHaveBeenCalled();
  expect((await mqferry(operations, 'remove', 'old')).out).toBe('Forgot cluster old.\n');
  expect(deleteCluster.mock.calls[0]![0]).toEqual({ params: { id: fakeClusters[1]!.id } });
});

test('the list, as a table and as the API gives it', async () => {
  const operations = { listClusters: () => Promise.resolve(fakeClusters) };
  expect((await mqferry(operations, 'list')).out).toBe(`\
NAME  KIND   ADDRESS   CLUSTER ID  ADDED
new   Kafka  new:9092  –           2026-11-22T08:30:00Z
old   Kafka  old:9092  –           2026-11-22T08:30:00Z
`);
  expect(JSON.parse((await mqferry(operations, 'list', '--json')).out)).toEqual(fakeClusters);
});

test('a cluster that the service knows is tested by its name, and changed', async () => {
  const testCluster = vi.fn<Client['testCluster']>(async () => ({ ok: true, clusterId: 'abc', brokers: 3 }));
  const changeCluster = vi.fn<Client['changeCluster']>(async () => ({ ...added, name: 'newer' }));
  const operations = { testCluster, changeCluster, listClusters: async () => fakeClusters };
  const tested = await mqferry(operations, 'test', 'new');
  expect([tested.code, tested.out]).toEqual([0, 'The service reaches it: cluster abc, brokers: 3.\n']);
  expect(testCluster.mock.calls[0]![0]).toEqual({ params: { id: added.id } });
  const changed = await mqferry(operations, 'change', 'new', '--name', 'newer', '--bootstrap', 'other:2');
  expect(changed.out).toBe('Changed cluster newer at new:9092.\n');
  expect(changeCluster.mock.calls[0]![0]).toMatchObject({
    params: { id: added.id },
    body: { name: 'newer', properties: 'bootstrap.servers=other:2\n' },
  });
  expect((await mqferry(operations, 'change', 'new')).err).toContain('CLI_CHANGE_MISSING');
});
