import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, apiErrors, type Client, problemOf, type Routes } from '@mqferry/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeClusters, fakeService } from '../support/fake-service.ts';

type Tested = Answer<Routes['testRocketmqConnection']>;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-rocketmq-cluster-'));
});
afterEach(() => rm(folder, { recursive: true }));

const mqferry = async (operations: Partial<Client>, ...argv: string[]) => {
  const env = { MQFERRY_ROCKETMQ_SECRET_KEY: 'very-secret' };
  const { world, written } = fakeService(operations, { env });
  return { code: await run(argv, world), ...written };
};

const [, kafka] = fakeClusters;
const cluster = { ...kafka!, kind: 'rocketmq' as const, name: 'mq', bootstrap: 'n:9876', clusterId: 'c' };
const listClusters = async () => [cluster];
const problem = problemOf(apiErrors.API_UNEXPECTED({ reason: 'refused' }));

const tested = (changes: Partial<Tested> = {}): Tested => ({
  ...{ ok: true, failures: [], clusters: ['c'], clusterName: 'c', accessControl: ['accounts'] },
  nameServers: [{ address: 'n:9876', problem: null }],
  brokers: [{ name: 'broker-a', brokerId: 0, address: 'b:10911', version: 'V4_9_7', problem: null }],
  ...changes,
});

const adding = (told: Tested) => ({
  testRocketmqConnection: vi.fn<Client['testRocketmqConnection']>(async () => told),
  addRocketmqCluster: vi.fn<Client['addRocketmqCluster']>(async () => cluster),
});

test('which cluster it is, is asked of the name servers; the secret key comes from elsewhere than the arguments', async () => {
  const operations = adding(tested());
  const options = ['--name-servers', 'n:9876', '--access-key', 'admin'];
  expect(await mqferry(operations, 'cluster', 'add', 'mq', ...options)).toMatchObject({
    ...{ code: 0, out: 'Added cluster mq at n:9876.\n' },
  });
  const { body } = operations.addRocketmqCluster.mock.calls[0]![0];
  expect(body).toMatchObject({ name: 'mq', nameServers: 'n:9876', clusterName: 'c', accessKey: 'admin' });
  expect(body.secretKey!.reveal()).toBe('very-secret');
});

test('of several clusters one has to be chosen, and one that cannot be reached is not added without its name', async () => {
  const several = adding(tested({ clusters: ['a', 'b'], clusterName: null, brokers: [] }));
  const options = ['--name-servers', 'n:9876'];
  expect(await mqferry(several, 'cluster', 'add', 'mq', ...options)).toMatchObject({
    err: expect.stringContaining('a, b'),
  });
  const failures = [{ step: 'name-server' as const, problem }];
  const gone = adding(tested({ ok: false, failures, clusters: [], clusterName: null, brokers: [] }));
  const { code, out } = await mqferry(gone, 'cluster', 'add', 'mq', ...options);
  expect([code, out]).toEqual([1, expect.stringContaining('What failed is reaching a name server:')]);
  expect(gone.addRocketmqCluster).not.toHaveBeenCalled();
  await mqferry(gone, 'cluster', 'add', 'mq', ...options, '--cluster', 'd');
  expect(gone.addRocketmqCluster.mock.calls[0]![0].body).toMatchObject({ clusterName: 'd' });
});

test('TLS goes along with its certificates', async () => {
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, 'certificate');
  const operations = adding(tested());
  await mqferry(
    operations,
    'cluster',
    'add',
    'mq',
    '--name-servers',
    'n:1',
    '--tls-ca',
    ca,
    '--tls-any-name',
  );
  expect(operations.addRocketmqCluster.mock.calls[0]![0].body.tls).toEqual({
    ...{ ca: 'certificate', verifyHostname: false },
  });
});

test('options of both kinds are not taken together', async () => {
  const mixed = await mqferry({}, 'cluster', 'add', 'mq', '--name-servers', 'n:1', '--bootstrap', 'k:1');
  expect([mixed.code, mixed.err]).toEqual([2, expect.stringContaining('CLI_KINDS_MIXED')]);
  const half = await mqferry({}, 'cluster', 'add', 'mq', '--access-key', 'admin');
  expect([half.code, half.err]).toEqual([2, expect.stringContaining('CLI_NAME_SERVERS_MISSING')]);
});

test('what was found is told broker by broker', async () => {
  const testRocketmqCluster = vi.fn<Client['testRocketmqCluster']>(async () =>
    tested({
      nameServers: [
        { address: 'n:9876', problem: null },
        { address: 'm:9876', problem },
      ],
    }),
  );
  const { code, out } = await mqferry({ listClusters, testRocketmqCluster }, 'cluster', 'test', 'mq');
  expect([code, out]).toEqual([
    0,
    `\
The service reaches it: cluster c.
Warning: the name server m:9876 does not answer: A defect of the service: refused.

Clusters of these name servers: c
Access control: accounts (plain_acl.yml)

BROKER    ID  ADDRESS  VERSION  STATE
broker-a   0  b:10911  V4_9_7   answers
`,
  ]);
});

test('a connection that was not added is tested as it is given', async () => {
  const operations = adding(tested({ ok: false, failures: [{ step: 'authentication', problem }] }));
  const { code, out } = await mqferry(operations, 'cluster', 'test', '--name-servers', 'n:9876');
  expect([code, out]).toEqual([1, expect.stringContaining('the login (access key and secret key)')]);
});

test('what is not named stays as it is', async () => {
  const changeRocketmqCluster = vi.fn<Client['changeRocketmqCluster']>(async () => cluster);
  const change = (...options: string[]) =>
    mqferry({ listClusters, changeRocketmqCluster }, 'cluster', 'change', 'mq', ...options);
  await change('--name', 'other');
  await change('--cluster', 'd');
  expect(changeRocketmqCluster.mock.calls.map(([{ body }]) => body)).toEqual([
    { name: 'other' },
    { clusterName: 'd' },
  ]);
  expect((await change()).err).toContain('CLI_CHANGE_MISSING');
});

test('topics and groups are listed as RocketMQ has them', async () => {
  const seen = { asOf: '2026-11-22T08:30:00.000Z', refreshing: false, problems: [], warnings: [] };
  const listRocketmqTopics = vi.fn<Client['listRocketmqTopics']>(async () => ({
    ...{ ...seen, total: 1 },
    items: [
      {
        ...{ topic: 'shop%a', kind: 'normal', namespace: 'shop', messageType: null, order: false, perm: 6 },
        ...{ readQueues: 4, writeQueues: 8, queuesOf: 'broker', brokers: ['a', 'b'], differs: true },
      },
    ],
  }));
  const listRocketmqGroups = async (): Promise<Answer<Routes['listRocketmqGroups']>> => ({
    ...{ ...seen, total: 1, warnings: [problemOf(apiErrors.API_UNEXPECTED({ reason: 'b is down' }))] },
    items: [
      {
        ...{ group: 'g', namespace: null, consumeEnabled: true, broadcast: false, orderly: null },
        ...{ retryMaxTimes: 16, retryQueues: 1, brokers: ['a'], differs: false, consumes: ['shop%a'] },
      },
    ],
  });
  const operations = { listClusters, listRocketmqTopics, listRocketmqGroups };
  expect((await mqferry(operations, 'meta', 'topics', 'mq', '--namespace', 'shop')).out).toBe(`\
TOPIC   QUEUES  PERM  MESSAGE TYPE  BROKERS
shop%a     4/8     6  –             a, b (set up differently)
As of 2026-11-22T08:30:00Z.
`);
  expect(listRocketmqTopics.mock.calls[0]![0].query).toMatchObject({ namespace: 'shop' });
  const groups = await mqferry(operations, 'meta', 'groups', 'mq');
  expect([groups.out, groups.err]).toEqual([
    expect.stringContaining('g             1       16  yes        a'),
    expect.stringContaining('Warning: A defect of the service: b is down'),
  ]);
});

test('an export is written to a new file, with secrets only when they are asked for', async () => {
  const exportRocketmqMetadata = vi.fn<Client['exportRocketmqMetadata']>(async () => ({ topics: [] }));
  const file = join(folder, 'out.json');
  const exporting = (...options: string[]) =>
    mqferry({ listClusters, exportRocketmqMetadata }, 'meta', 'export', 'mq', '--output', file, ...options);
  expect((await exporting()).code).toBe(0);
  expect((await exporting()).err).toContain('CLI_FILE_UNWRITABLE');
  await writeFile(join(folder, 'phrase'), 'passphrase\n');
  await rm(file);
  await exporting('--with-secrets', '--secrets-passphrase-file', join(folder, 'phrase'));
  const bodies = exportRocketmqMetadata.mock.calls.map(([{ body }]) => body.passphrase?.reveal());
  expect(bodies).toEqual([undefined, undefined, 'passphrase']);
});
