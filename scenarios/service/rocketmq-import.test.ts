import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@mqferry/api';
import { Hidden } from '@mqferry/core';
import {
  createRocketmqAdmin,
  groupConfigs,
  putGroup,
  putTopic,
  type RocketmqAdmin,
  topicConfigs,
} from '@mqferry/rocketmq';
import { type RocketmqCluster, runMqadmin, startRocketmq } from '@mqferry/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMqferryIn } from '../lib/mqferry.ts';
import { until } from '../lib/until.ts';
import { launchKillable, type Running } from './launch-killable.ts';

const MINUTE_MS = 60_000;
const TOPICS = [
  ...Array.from({ length: 20 }, (_, i) => `orders-${i}`),
  ...Array.from({ length: 10 }, (_, i) => `shop%stock-${i}`),
];
const GROUPS = [
  ...Array.from({ length: 8 }, (_, i) => `readers-${i}`),
  ...Array.from({ length: 4 }, (_, i) => `shop%buyers-${i}`),
];
const APPLICATION = { accessKey: 'application', secretKey: 'application-secret' };

let folder: string;
let source: RocketmqCluster;
let target: RocketmqCluster;
let service: Running;
let sourceId: string;
let targetId: string;
let documentId: string;

const api = (): Client => service.api;
const credentialsOf = ({ administrator }: RocketmqCluster) => ({
  accessKey: administrator!.accessKey,
  secretKey: new Hidden(administrator!.secretKey),
});
const connectionOf = (cluster: RocketmqCluster) => ({
  nameServers: cluster.namesrvAddr,
  ...credentialsOf(cluster),
});
const withAdmin = async <T>(
  cluster: RocketmqCluster,
  act: (admin: RocketmqAdmin) => Promise<T>,
): Promise<T> => {
  const admin = createRocketmqAdmin(cluster.namesrvAddr, { credentials: credentialsOf(cluster) });
  return act(admin).finally(() => admin.close());
};

const newTopic = (cluster: RocketmqCluster, topicName: string, queues: number): Promise<unknown> =>
  withAdmin(cluster, async (admin) => {
    for (const { address } of cluster.brokers)
      await putTopic(admin, address, {
        ...{ topicName, readQueueNums: queues, writeQueueNums: queues, perm: 6 },
        ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false },
      });
  });

const newGroup = (cluster: RocketmqCluster, groupName: string): Promise<unknown> =>
  withAdmin(cluster, async (admin) => {
    for (const { address } of cluster.brokers)
      await putGroup(admin, address, {
        ...{ groupName, consumeEnable: true, consumeFromMinEnable: true, consumeBroadcastEnable: false },
        ...{ retryQueueNums: 1, retryMaxTimes: 7, brokerId: 0n, whichBrokerWhenConsumeSlowly: 1n },
      });
  });

/** The import when it has ended. */
const ended = (id: string) =>
  until('the import has ended', MINUTE_MS, async () => {
    const found = await api().getImport({ params: { id } });
    return found.state === 'running' ? undefined : found;
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mqferry-import-'));
  source = await startRocketmq({
    ...{ version: '4.9.7', clusterName: 'OldCluster' },
    acl: { accounts: [{ ...APPLICATION, topicPerms: ['orders-0=PUB|SUB'], groupPerms: ['readers-0=SUB'] }] },
  });
  target = await startRocketmq({ version: '5.5.0', masters: 2, acl: true });
  for (const topic of TOPICS) await newTopic(source, topic, 4);
  for (const group of GROUPS) await newGroup(source, group);
  service = await launchKillable(join(folder, 'service'), undefined, 'patient', []);
}, 5 * MINUTE_MS);

afterAll(async () => {
  await service?.end();
  await Promise.all([source?.stop(), target?.stop()]);
  rmSync(folder, { recursive: true });
});

it('names what is wrong with a connection, with what works', { timeout: 2 * MINUTE_MS }, async () => {
  const test = (body: Parameters<Client['testRocketmqConnection']>[0]['body']) =>
    api().testRocketmqConnection({ body });
  const stepsOf = async (body: Parameters<typeof test>[0]) =>
    (await test(body)).failures.map(({ step, problem: { code } }) => [step, code]);
  const { nameServers, ...administrator } = connectionOf(source);

  expect(await stepsOf({ nameServers: '127.0.0.1:1', ...administrator })).toEqual([
    ['name-server', 'ROCKETMQ_NAME_SERVERS_UNREACHABLE'],
  ]);
  expect(await stepsOf({ nameServers: source.brokers[0]!.address, ...administrator })).toEqual([
    ['not-a-name-server', 'ROCKETMQ_NOT_A_NAME_SERVER'],
  ]);
  for (const cluster of [source, target]) {
    const secretKey = new Hidden('another-secret');
    expect(await stepsOf({ ...connectionOf(cluster), secretKey })).toEqual([
      ['authentication', 'ROCKETMQ_AUTHENTICATION_FAILED'],
    ]);
    expect(await stepsOf({ nameServers: cluster.namesrvAddr })).toEqual([
      ['authentication', 'ROCKETMQ_AUTHENTICATION_FAILED'],
    ]);
  }
  expect(await stepsOf({ nameServers, ...administrator, clusterName: 'DefaultCluster' })).toEqual([
    ['cluster', 'ROCKETMQ_CLUSTER_UNKNOWN'],
  ]);
  expect(await test({ nameServers: `127.0.0.1:1;${nameServers}`, ...administrator })).toMatchObject({
    ...{ ok: true, failures: [], clusters: ['OldCluster'], clusterName: 'OldCluster' },
    nameServers: [{ problem: { code: 'ROCKETMQ_CONNECT_FAILED' } }, { problem: null }],
    brokers: [{ name: 'broker-a', brokerId: 0, version: 'V4_9_7', problem: null }],
    accessControl: ['accounts'],
  });

  const [, gone] = target.brokers;
  gone!.suspend();
  try {
    const tested = await test(connectionOf(target));
    expect(tested).toMatchObject({
      ...{ ok: false, accessControl: ['users'] },
      failures: [{ step: 'broker', problem: { parameters: { address: gone!.address } } }],
      brokers: [{ version: 'V5_5_0', problem: null }, { problem: { code: 'ROCKETMQ_BROKER_UNREACHABLE' } }],
    });
  } finally {
    gone!.resume();
  }
});

it('tells what a cluster has, and exports it', async () => {
  const add = (name: string, cluster: RocketmqCluster) =>
    api().addRocketmqCluster({
      body: { name, ...connectionOf(cluster), clusterName: cluster.clusterName },
    });
  sourceId = (await add('old', source)).id;
  targetId = (await add('new', target)).id;
  const params = { id: sourceId };
  expect(await api().getRocketmqOverview({ params })).toMatchObject({
    ...{ clusterName: 'OldCluster', accessControl: ['accounts'], problems: [] },
    brokers: [{ version: 'V4_9_7' }],
    counts: { masters: 1, topics: TOPICS.length, groups: GROUPS.length, namespaces: 2 },
  });
  const shop = await api().listRocketmqTopics({ params, query: { namespace: 'shop', limit: 3 } });
  expect([shop.total, shop.items.map(({ topic }) => topic)]).toEqual([
    10,
    ['shop%stock-0', 'shop%stock-1', 'shop%stock-2'],
  ]);
  const groups = await api().listRocketmqGroups({ params, query: { search: 'readers', limit: 500 } });
  expect(groups.items).toHaveLength(8);
  const open = await api().exportRocketmqMetadata({ params, body: {} });
  expect(JSON.stringify(open)).not.toContain(APPLICATION.secretKey);
  const passphrase = new Hidden('a passphrase');
  const sealed = await api().exportRocketmqMetadata({ params, body: { passphrase } });
  expect(JSON.stringify(sealed)).not.toContain(APPLICATION.secretKey);
  const uploaded = await api().uploadMetadata({
    body: { name: 'sealed', files: [{ file: 'old.json', text: JSON.stringify(sealed) }], passphrase },
  });
  expect(uploaded).toMatchObject({ secrets: 'kept', counts: { topics: TOPICS.length, users: 2 } });
});

/** The topics of the source that a broker of the target has. */
const topicsAt = async ({ address }: RocketmqCluster['brokers'][number]): Promise<string[]> => {
  const found = await withAdmin(target, (admin) => topicConfigs(admin, address));
  return found.map(({ topicName }) => topicName).filter((name) => TOPICS.includes(name));
};

it('is killed in the middle of an import and goes on with it', { timeout: 3 * MINUTE_MS }, async () => {
  const taken = await api().takeMetadata({ params: { id: sourceId }, body: { name: 'old', secrets: true } });
  documentId = taken.id;
  const { id, plan } = await api().createImport({
    body: {
      ...{ name: 'move', documentId, targetId },
      choice: { users: 'none', queues: { min: 3, max: 16 } },
    },
  });
  const total = TOPICS.length + GROUPS.length;
  expect(plan.actions).toMatchObject({ create: total, refused: 0 });
  await service.end();
  const { token } = service;
  service = await launchKillable(join(folder, 'service'), token, 'patient', ['after', 'settleRows']);
  const params = { id };
  // The service may be killed before it has answered.
  await api()
    .startImport({ params, body: { hash: plan.hash } })
    .catch(() => undefined);
  expect(await service.exited).toBe('SIGKILL');
  const written = await topicsAt(target.brokers[0]!);
  expect([written.length > 0, written.length < TOPICS.length]).toEqual([true, true]);
  service = await launchKillable(join(folder, 'service'), token, 'patient', []);
  const done = await ended(id);
  expect(done).toMatchObject({ state: 'succeeded', counts: { failed: 0, waiting: 0, total } });
  const { items } = await api().listImportRows({ params, query: { limit: 500 } });
  expect(items.every(({ attempts }) => attempts === 1)).toBe(true);
});

it('brings users with what they may do, and their passwords', { timeout: MINUTE_MS }, async () => {
  const none = { names: [] };
  const choice = { topics: none, groups: none, users: { names: [APPLICATION.accessKey] } };
  const { id, plan } = await api().createImport({ body: { name: 'users', documentId, targetId, choice } });
  expect(plan.actions).toMatchObject({ create: 2, refused: 0 });
  await api().startImport({ params: { id }, body: { hash: plan.hash } });
  expect(await ended(id)).toMatchObject({ state: 'succeeded', counts: { created: 2 } });
});

it('leaves on every broker what RocketMQ itself says is there', { timeout: MINUTE_MS }, async () => {
  for (const { address } of target.brokers) {
    const [topics, groups] = await withAdmin(target, (admin) =>
      Promise.all([topicConfigs(admin, address), groupConfigs(admin, address)]),
    );
    const queues = new Map(topics.map((topic) => [topic.topicName, topic.readQueueNums]));
    expect(TOPICS.map((topic) => queues.get(topic))).toEqual(TOPICS.map(() => 4));
    const tries = new Map(groups.map((group) => [group.groupName, group.retryMaxTimes]));
    expect(GROUPS.map((group) => tries.get(group))).toEqual(GROUPS.map(() => 7));
  }
  const [, second] = target.brokers;
  const credentials = target.administrator;
  const users = await runMqadmin('5.5.0', ['listUser', '-b', second!.address], { credentials });
  expect(users).toContain(APPLICATION.accessKey);
});

it('refuses what was confirmed when the target has changed since', { timeout: MINUTE_MS }, async () => {
  await newTopic(source, 'late-0', 4);
  await newTopic(source, 'late-1', 4);
  const { id: newest } = await api().takeMetadata({ params: { id: sourceId }, body: { name: 'newer' } });
  const choice = { users: 'none' as const };
  const wanted = { name: 'rest', documentId: newest, targetId, choice };
  const { id, plan } = await api().createImport({ body: wanted });
  expect(plan.actions).toMatchObject({ create: 2, 'exists-same': TOPICS.length + GROUPS.length });
  await newTopic(target, 'late-0', 8);
  const params = { id };
  await expect(api().startImport({ params, body: { hash: plan.hash } })).rejects.toMatchObject({
    code: 'IMPORT_WORLD_MOVED',
  });
  const again = await api().getImport({ params });
  expect(again).toMatchObject({
    state: 'planned',
    plan: { actions: { create: 1, 'exists-different': 1 } },
  });
  const topics = await withAdmin(target, (admin) => topicConfigs(admin, target.brokers[0]!.address));
  expect(topics.map(({ topicName }) => topicName)).not.toContain('late-1');
});

it('fails on a broker that is down, row by row, and tries that again', {
  timeout: 2 * MINUTE_MS,
}, async () => {
  const { items } = await api().listImports({ query: { state: 'planned' } });
  const params = { id: items[0]!.id };
  const { hash: before } = (await api().planImport({ params, body: {} })).plan;
  const [first, second] = target.brokers;
  await second!.kill();
  // The name servers have forgotten it, and what was confirmed was for it too.
  await expect(api().startImport({ params, body: { hash: before } })).rejects.toMatchObject({
    code: 'IMPORT_WORLD_MOVED',
  });
  const { plan } = await api().getImport({ params });
  expect(plan.brokers).toMatchObject([
    { name: first!.name, failure: null },
    { name: second!.name, failure: { code: 'IMPORT_BROKER_MISSING' } },
  ]);
  await api().startImport({ params, body: { hash: plan.hash } });
  expect(await ended(params.id)).toMatchObject({ state: 'partly-failed', counts: { unchanged: 0 } });
  const query = { search: 'late-1' };
  expect((await api().listImportRows({ params, query })).items).toMatchObject([
    {
      ...{ outcome: 'failed', reason: { code: 'IMPORT_BROKER_MISSING' } },
      brokers: [
        { broker: first!.name, outcome: 'created', reason: null },
        { broker: second!.name, outcome: 'failed' },
      ],
    },
  ]);

  await second!.start();
  await api().retryImport({ params });
  // What somebody else has made otherwise stays as it is, and failed.
  const again = await ended(params.id);
  expect(again).toMatchObject({ state: 'partly-failed', counts: { created: 1, failed: 1 } });
  expect((await api().listImportRows({ params, query })).items).toMatchObject([
    { outcome: 'created', attempts: 2, brokers: [{ outcome: 'unchanged' }, { outcome: 'created' }] },
  ]);
  const failed = await api().listImportRows({ params, query: { outcome: 'failed' } });
  expect(failed.items).toMatchObject([
    { name: 'late-0', reason: { code: 'IMPORT_EXISTS_DIFFERENT' }, brokers: [{ found: 'different' }, {}] },
  ]);
  await api().deleteImport({ params });
  await expect(api().getImport({ params })).rejects.toMatchObject({ code: 'API_NOT_FOUND' });
});

it('does the same on the command line', { timeout: 2 * MINUTE_MS }, async () => {
  const env = {
    ...{ MQFERRY_URL: service.url, MQFERRY_TOKEN: service.token },
    MQFERRY_ROCKETMQ_SECRET_KEY: target.administrator!.secretKey,
  };
  const mqferry = async (...args: string[]) => {
    const run = startMqferryIn({ env }, ...args);
    const { code, stderr } = await run.exited;
    return { code, out: run.text, stderr };
  };
  const { accessKey } = target.administrator!;
  const servers = ['--name-servers', target.namesrvAddr, '--access-key', accessKey];
  expect(await mqferry('cluster', 'add', 'again', ...servers)).toMatchObject({ code: 0, stderr: '' });
  expect(await mqferry('cluster', 'test', 'again')).toMatchObject({
    ...{ code: 0, out: expect.stringContaining('Access control: users and policies') },
  });
  const wanted = ['--to', 'again', '--topics', 'orders-.*', '--no-users', '--namespace', 'moved'];
  const planned = await mqferry('import', 'create', 'by hand', '--from', 'old', ...wanted);
  expect(planned).toMatchObject({ code: 0, out: expect.stringMatching(/topic\s+20\s+0\s+0/u) });
  const done = await mqferry('import', 'start', 'by hand', '--yes');
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining('Succeeded: 32 created') });
  expect(await mqferry('meta', 'topics', 'again', '--namespace', 'moved')).toMatchObject({
    ...{ code: 0, out: expect.stringContaining('moved%orders-19') },
  });
  const refused = await mqferry('meta', 'acls', 'again');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('API_CLUSTER_KIND')]);
});
