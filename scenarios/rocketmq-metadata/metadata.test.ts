import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MetadataDocument } from '@mqferry/replication';
import { putTopic } from '@mqferry/rocketmq';
import { type RocketmqCluster, runMqadmin, startRocketmq } from '@mqferry/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../lib/until.ts';
import {
  adminOf,
  fillSource,
  GROUPS,
  groupName,
  ORDERED,
  queuesOf,
  TOPICS,
  topicName,
} from './cluster-content.ts';
import { type MqadminExport, mqadminExport } from './mqadmin-export.ts';
import { actions, credentials, reach, rocketmq, runsOf } from './rocketmq-command.ts';

const MINUTE_MS = 60_000;
const SINGLE_FILE = fileURLToPath(new URL('../../packages/cli/dist/rocketmq-export.js', import.meta.url));
const APP = { accessKey: 'application-one', secretKey: 'secret-of-application-one' };
const MASTERS = 2;
/** One topic at the target that has other settings already. */
const TAKEN = topicName(107);

let folder: string;
let source: RocketmqCluster;
let target: RocketmqCluster;
let bySource: MqadminExport;
let file: string;
let document: MetadataDocument;

const path = (name: string): string => join(folder, name);

const importIt = (...args: readonly string[]) =>
  rocketmq(target, ['import', file, ...reach(target), ...args]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rocketmq-metadata-'));
  [source, target] = await Promise.all([
    startRocketmq({
      version: '4.9.7',
      clusterName: 'OldCluster',
      acl: {
        accounts: [
          {
            ...APP,
            defaultTopicPerm: 'DENY',
            defaultGroupPerm: 'SUB',
            topicPerms: [`${topicName(0)}=PUB|SUB`, `${topicName(1)}=SUB`],
            groupPerms: [`${groupName(0)}=SUB`],
          },
          { accessKey: 'application-two', secretKey: 'secret-two', defaultTopicPerm: 'PUB|SUB' },
        ],
        globalWhiteRemoteAddresses: ['10.99.99.99'],
      },
    }),
    startRocketmq({ version: '5.5.0', masters: MASTERS, clusterName: 'NewCluster', acl: true }),
  ]);
  await fillSource(source);
  bySource = await mqadminExport(source, '-s');
}, 10 * MINUTE_MS);

afterAll(async () => {
  await Promise.all([source?.stop(), target?.stop()]);
  if (folder) await rm(folder, { recursive: true });
});

it(
  'exports with one file and nothing but Node',
  async () => {
    const alone = path('alone');
    await mkdir(alone);
    await copyFile(SINGLE_FILE, join(alone, 'rocketmq-export.js'));
    const args = [...reach(source), '--output', path('export'), '--with-secrets', '--json'];
    const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((resolve, reject) =>
      execFile(
        process.execPath,
        ['rocketmq-export.js', ...args],
        { cwd: alone, env: { PATH: process.env.PATH, ...credentials(source) } },
        (error, stdout, stderr) => (error ? reject(error) : resolve({ stdout, stderr })),
      ),
    );
    const report = JSON.parse(stdout);
    expect(report, stderr).toMatchObject({ exitCode: 0, groups: GROUPS, namespaces: 3, warnings: [] });
    file = report.file;
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(APP.secretKey);
    document = JSON.parse(text) as MetadataDocument;
  },
  MINUTE_MS,
);

it('holds what mqadmin 4.9.7 tells of the source, and says what every cluster has of its own', () => {
  const { topics, groups, source: from, acl, orderConfigs } = document;
  expect(from).toMatchObject({ cluster: 'OldCluster', brokers: [{ name: 'broker-a', version: 'V4_9_7' }] });
  expect(topics).toHaveLength(TOPICS + 2 * ORDERED);
  expect(Object.fromEntries(topics.map(({ name, settings }) => [name, settings]))).toEqual(
    Object.fromEntries(
      Object.entries(bySource.topics).map(([name, config]) => [
        name,
        Object.fromEntries(Object.entries(config).filter(([setting]) => setting !== 'topicName')),
      ]),
    ),
  );
  expect(groups.map(({ name, settings }) => ({ groupName: name, ...settings }))).toEqual(
    Object.values(bySource.groups).toSorted((a, b) => (String(a.groupName) < String(b.groupName) ? -1 : 1)),
  );
  expect(acl!.accounts.map(({ accessKey, admin }) => [accessKey, admin])).toEqual([
    ['administrator', true],
    [APP.accessKey, false],
    ['application-two', false],
  ]);
  expect(acl!.globalWhiteRemoteAddresses).toEqual(['10.99.99.99']);
  expect(Object.keys(orderConfigs)).toHaveLength(ORDERED);
  expect(document.leftOut.topics).toEqual(expect.arrayContaining(['OldCluster', 'broker-a', 'TBW102']));
});

it(
  'names what is wrong with how the source is reached',
  async () => {
    const exported = (cluster: RocketmqCluster, changes: readonly string[], secret?: string) =>
      rocketmq(
        cluster,
        ['export', '--output', path('never'), ...changes],
        secret === undefined ? {} : credentials(cluster, secret),
      );
    const broker = source.brokers[0]!.address;
    const closed = '127.0.0.1:1';
    const account = ['--access-key', source.administrator!.accessKey];
    const [unreachable, noNameServer, nobody, wrong, unknown] = await Promise.all([
      exported(source, ['--name-servers', closed]),
      exported(source, ['--name-servers', broker, ...account], source.administrator!.secretKey),
      exported(source, ['--name-servers', source.namesrvAddr]),
      exported(source, [...reach(source)], 'wrong-secret'),
      exported(source, [...reach(source), '--cluster', 'Nowhere'], source.administrator!.secretKey),
    ]);
    expect(unreachable.stderr).toMatch(/127\.0\.0\.1:1[\s\S]*ROCKETMQ_NAME_SERVERS_UNREACHABLE/);
    expect(noNameServer.stderr).toContain('Code: ROCKETMQ_NOT_A_NAME_SERVER');
    expect(nobody.stderr).toMatch(/Code: ROCKETMQ_AUTHENTICATION_FAILED/);
    expect(wrong.stderr).toMatch(/Check signature failed[\s\S]*Code: ROCKETMQ_AUTHENTICATION_FAILED/);
    expect(unknown.stderr).toMatch(/OldCluster[\s\S]*Code: ROCKETMQ_CLUSTER_UNKNOWN/);
    for (const { code } of [unreachable, noNameServer, nobody, wrong, unknown]) expect(code).toBe(1);
  },
  MINUTE_MS,
);

it(
  'names a broker that cannot be reached from here, with the address that it registered',
  async () => {
    source.brokers[0]!.suspend();
    try {
      const { code, stderr } = await rocketmq(source, [
        'export',
        ...reach(source),
        '--output',
        path('never'),
      ]);
      expect(code).toBe(1);
      expect(stderr).toContain(`broker-a (${source.brokers[0]!.address})`);
      expect(stderr).toContain('Code: METADATA_NO_BROKER_READABLE');
    } finally {
      source.brokers[0]!.resume();
    }
  },
  MINUTE_MS,
);

it(
  'refuses what is too large for one import before anything is written, and says how to split it',
  async () => {
    const { code, text, stderr } = await importIt('--yes');
    expect(code).toBe(2);
    expect(text).toMatch(/2000 topics and 1500 groups are chosen/);
    expect(text).toMatch(/part-1: \d+ topics, \d+ groups/);
    expect(stderr).toContain('Code: CLI_IMPORT_IN_PARTS');
    expect(await mqadminExport(target)).toMatchObject({ topics: {}, groups: {} });
  },
  MINUTE_MS,
);

it(
  'refuses a wrong passphrase and wrong credentials',
  async () => {
    const sealed = await rocketmq(target, ['import', file, ...reach(target), '--dry-run'], {
      ...credentials(target),
      MQFERRY_SECRETS_PASSPHRASE: 'another one',
    });
    expect(sealed).toMatchObject({ code: 2, stderr: expect.stringContaining('METADATA_PASSPHRASE_WRONG') });
    const args = ['import', file, ...reach(target), '--dry-run', '--topics', 'topic-0'];
    const stranger = await rocketmq(target, args, credentials(target, 'wrong-secret'));
    expect(stranger).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ROCKETMQ_AUTHENTICATION_FAILED'),
    });
  },
  MINUTE_MS,
);

it(
  'imports in parts; what one broker of two and one topic make fail is told, row by row',
  async () => {
    const admin = adminOf(target);
    const taken = { ...bySource.topics[TAKEN]!, topicName: TAKEN, perm: 2 };
    await putTopic(admin, target.brokers[0]!.address, taken);
    await admin.close();
    await target.brokers[1]!.kill();
    const done = await importIt(
      ...[
        '--all-parts',
        '--yes',
        '--json',
        '--brokers',
        'broker-a,broker-b',
        '--result',
        path('result.json'),
      ],
    );
    expect(done.code, done.stderr).toBe(1);
    expect(actions(done.plans)).toEqual({
      // All topics but one, all groups, two users with their policies, twenty configurations of ordered topics.
      create: TOPICS - 1 + GROUPS + 4 + ORDERED,
      'exists-different': 1,
      'cannot-be-told': 1,
    });
    const runs = runsOf(done);
    expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 'partly-failed'));
    const rows = runs.flatMap((run) => run.rows);
    const rowOfTaken = rows.find(({ name }) => name === TAKEN)!;
    expect(rowOfTaken.brokers).toMatchObject([
      {
        outcome: 'failed',
        reason: { code: 'IMPORT_EXISTS_DIFFERENT' },
        differences: [{ setting: 'perm', wanted: 6, found: 2 }],
      },
      { broker: 'broker-b', outcome: 'failed', reason: { code: 'IMPORT_BROKER_MISSING' } },
    ]);
    const others = rows.filter(({ kind, name }) => kind === 'topic' && name !== TAKEN);
    expect(others).toHaveLength(TOPICS - 1);
    for (const { brokers } of others)
      expect(brokers.map(({ outcome }) => outcome)).toEqual(['created', 'failed']);
  },
  5 * MINUTE_MS,
);

it(
  'completes when the causes are gone, and a further run finds everything there',
  async () => {
    await target.brokers[1]!.start();
    const kept = await importIt('--all-parts', '--yes', '--json', '--brokers', 'broker-a,broker-b');
    expect(
      runsOf(kept).flatMap(({ rows }) => rows.filter(({ outcome }) => outcome === 'failed')),
    ).toMatchObject([{ name: TAKEN, reason: { code: 'IMPORT_EXISTS_DIFFERENT' } }]);
    const retried = await importIt(
      ...['--topics', TAKEN, '--groups', 'none', '--no-users', '--existing', 'overwrite', '--yes', '--json'],
    );
    expect(retried, retried.stderr).toMatchObject({ code: 0 });
    expect(runsOf(retried)[0]).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
    const again = await importIt('--all-parts', '--yes', '--json');
    expect(again.code, again.stderr).toBe(0);
    for (const { status, counts, rows } of runsOf(again)) {
      expect(status).toBe('succeeded');
      expect(counts.unchanged).toBe(rows.length);
    }
  },
  5 * MINUTE_MS,
);

it(
  'is at the target what mqadmin 5.5.0 tells of it',
  async () => {
    const atTarget = await mqadminExport(target);
    const names = (table: object) => Object.keys(table).sort();
    const wanted = Object.entries(bySource.topics).filter(([name]) => !/^%(?:RETRY|DLQ)%/.test(name));
    expect(names(atTarget.topics)).toEqual(wanted.map(([name]) => name).sort());
    for (const [name, config] of wanted) {
      const isOrdered = name in document.orderConfigs;
      expect(atTarget.topics[name], name).toEqual({
        ...config,
        readQueueNums: config.readQueueNums * MASTERS,
        writeQueueNums: config.writeQueueNums * MASTERS,
        order: isOrdered,
        attributes: isOrdered ? { 'message.type': 'FIFO' } : {},
      });
    }
    expect(names(atTarget.groups)).toEqual(names(bySource.groups));
    for (const [name, config] of Object.entries(bySource.groups))
      expect(atTarget.groups[name]).toMatchObject({
        ...config,
        retryQueueNums: config.retryQueueNums * MASTERS,
      });
    const list = await runMqadmin('5.5.0', ['topicList', '-n', target.namesrvAddr], {
      credentials: target.administrator,
    });
    expect(list.split('\n')).toEqual(expect.arrayContaining(wanted.map(([name]) => name)));
  },
  2 * MINUTE_MS,
);

it(
  'lets in the accounts of the source, for what they were allowed',
  async () => {
    const asApplication = (topic: string) =>
      runMqadmin('5.5.0', ['sendMessage', '-n', target.namesrvAddr, '-t', topic, '-p', 'hello'], {
        credentials: APP,
      });
    expect(await asApplication(topicName(0))).toContain('SEND_OK');
    await expect(asApplication(topicName(5))).rejects.toThrow(
      `User:${APP.accessKey} has no permission to access Topic:${topicName(5)}`,
    );
    for (const { address } of target.brokers) {
      const acl = await runMqadmin('5.5.0', ['listAcl', '-n', target.namesrvAddr, '-b', address], {
        credentials: target.administrator,
      });
      expect(acl).toContain(`User:${APP.accessKey}`);
    }
  },
  2 * MINUTE_MS,
);

it(
  'reads the file of mqadmin as well, and finds the same',
  async () => {
    file = path('metadata.json');
    await writeFile(file, bySource.text);
    const planned = await importIt('--all-parts', '--yes', '--json', '--source-masters', '1');
    expect(planned.code, planned.stderr).toBe(0);
    expect(actions(planned.plans)).toEqual({ 'exists-same': TOPICS + GROUPS });
    const shared = await importIt('--dry-run', '--json', '--topics', topicName(103), '--groups', 'none');
    expect(shared.plans[0]!.rows[0]).toMatchObject({
      brokers: [{ wanted: { writeQueueNums: queuesOf(103) / MASTERS } }, {}],
      adjustments: [{ reason: { code: 'IMPORT_QUEUES_SHARED_OUT' } }, {}],
    });
  },
  3 * MINUTE_MS,
);

it(
  'puts chosen topics into a namespace, with counts of queues in a range',
  async () => {
    file = path('export/rocketmq-metadata-export.json');
    const args = ['--namespace', 'team', '--topics', 'topic-.*', '--topics', 'MQ_INST_bank%topic-1.?'];
    const done = await importIt(
      ...args,
      '--groups',
      'none',
      '--no-users',
      '--queues',
      '3-16',
      '--yes',
      '--json',
    );
    expect(done.code, done.stderr).toBe(0);
    const chosen = Object.entries(bySource.topics).filter(([name]) =>
      /^(?:topic-.*|MQ_INST_bank%topic-1.?)$/.test(name),
    );
    const atTarget = await until('name servers know all topics', MINUTE_MS, () => mqadminExport(target));
    for (const [name, { writeQueueNums }] of chosen) {
      const local = name.split('%').at(-1)!;
      const each = Math.min(Math.max(writeQueueNums, 3), 16);
      expect(atTarget.topics[`team%${local}`]!.writeQueueNums, local).toBe(each * MASTERS);
    }
  },
  2 * MINUTE_MS,
);
