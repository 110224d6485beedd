import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiErrors, type Client, createClient, gatewayReport } from '@mqferry/api';
import { loadTable, readTable, type TableDocument } from '@mqferry/gateway';
import { createRocketmqAdmin } from '@mqferry/rocketmq';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeId } from '../support/fake-service.ts';
import { fakeWorld } from '../support/fake-world.ts';

/** A port at which nobody listens. */
const NOWHERE = '127.0.0.1:1';
const TASK = fakeId('77777777');

const table = (revision: number): TableDocument => ({
  ...{ format: 'mqferry-routing-table', version: 1, revision, targetNames: {}, held: [] },
  topics: { orders: { source: 'read-write', target: 'read' } },
  groups: { billing: { source: 'read-write', target: 'read' } },
});

let folder: string;
let file: string;
let token: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-gateway-'));
  file = join(folder, 'table.json');
  token = join(folder, 'token');
  await writeFile(token, 'mqf_one\n');
});
afterEach(() => rm(folder, { recursive: true }));

/** A service with one migration, `shop`, whose table and failures the test decides. */
const fakeService = (revision?: number) => {
  const state = {
    table: revision === undefined ? undefined : table(revision),
    failure: undefined as Error | undefined,
    token: 'mqf_one',
  };
  const reports: { id: string; gateway: string; body: ReturnType<typeof gatewayReport.parse> }[] = [];
  const running = { now: 0, most: 0 };
  const client: Partial<Client> = {
    listSeamlessTasks: async () => {
      if (state.failure) throw state.failure;
      return { items: [{ id: TASK, name: 'shop' } as never], total: 1 };
    },
    reportSeamlessGateway: async ({ params, body }) => {
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      await Promise.resolve();
      running.now -= 1;
      if (state.failure) throw state.failure;
      reports.push({ ...params, body: gatewayReport.parse(JSON.parse(JSON.stringify(body))) });
      return { table: state.table?.revision === body.revision ? null : (state.table ?? null) };
    },
  };
  const connect = (options: Parameters<typeof createClient>[0]) => {
    const refuse = async () => {
      throw apiErrors.API_LOGIN_NEEDED({});
    };
    const isRefused = options.token !== state.token;
    return Promise.resolve(
      (isRefused ? { listSeamlessTasks: refuse, reportSeamlessGateway: refuse } : client) as Client,
    );
  };
  return { state, reports, running, connect };
};

const gateway = (
  { connect }: Pick<ReturnType<typeof fakeService>, 'connect'>,
  ...more: readonly string[]
) => {
  const world = fakeWorld({ createClient: connect }, { env: { XDG_CONFIG_HOME: folder } });
  const sides = ['--source-name-servers', NOWHERE, '--target-name-servers', NOWHERE];
  const service = ['--service', 'http://service:7430', '--task', 'shop', '--token', token];
  const args = ['gateway', ...sides, '--table', file, '--listen', '127.0.0.1:0', ...service];
  const ended = run([...args, ...more], world.world);
  const stop = async () => {
    world.interrupts.emit('SIGTERM');
    return ended;
  };
  return { ...world, ended, stop };
};

const times = (text: string, part: string): number => text.split(part).length - 1;
const AWAY = 'does not answer as it should';

test('the table of the service is kept and served, newer ones too, and the service is told who is connected', async () => {
  const service = fakeService(4);
  const { written, stop } = gateway(service, '--name', 'gate-1');
  await expect.poll(() => written.out).toMatch(/gateway is at \S+ and serves revision 4 /u);
  expect(await loadTable(file)).toEqual(readTable('', JSON.stringify(table(4))));
  const [, address] = /gateway is at (\S+) and/u.exec(written.out)!;
  const admin = createRocketmqAdmin(address!);
  for (const topic of ['orders', 'other', '%RETRY%billing', '%RETRY%others'])
    await admin.nameServers.route(topic).catch(() => undefined);
  await expect.poll(() => service.reports.at(-1)?.body.connections.length).toBe(1);
  const { id, gateway: name, body } = service.reports.at(-1)!;
  expect({ id, name }).toEqual({ id: TASK, name: 'gate-1' });
  expect(body).toMatchObject({ mode: 'route', address, revision: 4, links: [] });
  expect(body.connections).toMatchObject([{ language: 'OTHER', isConnected: true, heartbeat: null }]);
  service.state.table = table(5);
  await expect.poll(() => written.out).toContain('Revision 5 of the table is served');
  await expect.poll(() => service.reports.at(-1)?.body.revision).toBe(5);
  expect(await loadTable(file)).toMatchObject({ revision: 5 });
  service.state.table = table(2);
  await expect.poll(() => written.err).toContain('revision 2 of the table, which is older than 5');
  const reported = service.reports.length;
  await expect.poll(() => service.reports.length).toBeGreaterThan(reported);
  expect(times(written.err, 'older than 5')).toBe(1);
  expect(service.reports.map(({ body: { revision } }) => revision)).toEqual(
    service.reports.map(({ body: { revision } }) => revision).sort(),
  );
  expect(service.running.most).toBe(1);
  expect(new Set(service.reports.map(({ body: { instance } }) => instance))).toEqual(
    new Set([body.instance]),
  );
  expect(body.instance).toBeTypeOf('string');
  await admin.close();
  expect(await stop()).toBe(0);
});

test('without the service a gateway serves the table that it kept, and tells once that the service is away and back', async () => {
  await writeFile(file, JSON.stringify(table(7)));
  const service = fakeService(8);
  service.state.failure = apiErrors.API_UNREACHABLE({ url: 'http://service:7430', reason: 'refused' });
  const { written, stop } = gateway(service);
  await expect.poll(() => written.out).toContain('serves revision 7');
  await expect.poll(() => written.err).toContain(AWAY);
  service.state.failure = undefined;
  await expect.poll(() => written.out).toContain('Revision 8 of the table is served');
  expect(written.out).toContain('takes reports again');
  expect(times(written.err, AWAY)).toBe(1);
  expect(service.reports[0]!.gateway).toMatch(
    new RegExp(`^${hostname().replaceAll(/[^\w.-]/gu, '-')}-0$`, 'u'),
  );
  service.state.failure = apiErrors.API_UNREACHABLE({ url: 'http://service:7430', reason: 'refused' });
  await expect.poll(() => times(written.err, AWAY)).toBe(2);
  expect(await stop()).toBe(0);
});

test('without a table and without the service a gateway waits, and serves what comes first', async () => {
  const service = fakeService();
  const { written, stop } = gateway(service);
  await expect.poll(() => service.reports.length).toBeGreaterThan(1);
  expect(written.err).toContain(`no routing table in ${file} yet`);
  expect(written.out).toBe('');
  expect(service.reports[0]!.body).toMatchObject({ revision: 0, connections: [], mode: 'route' });
  service.state.table = table(1);
  await expect.poll(() => written.out).toContain('serves revision 1');
  expect(await stop()).toBe(0);
});

test('one that waits ends when it is told to', async () => {
  const { written, stop } = gateway(fakeService());
  await expect.poll(() => written.err).toContain('waits');
  expect(await stop()).toBe(0);
  expect(written.out).toBe('');
});

test('a kept table that cannot be read is told, and does not keep the service from giving another', async () => {
  await writeFile(file, '{');
  const { written, stop } = gateway(fakeService(3));
  await expect.poll(() => written.out).toContain('serves revision 3');
  expect(written.err).toContain('cannot be used');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(table(3));
  expect(await stop()).toBe(0);
});

test('a token that is not valid any more is told once, and a renewed one is taken', async () => {
  const service = fakeService(1);
  const { written, stop } = gateway(service);
  await expect.poll(() => written.out).toContain('serves revision 1');
  service.state.token = 'mqf_two';
  await expect.poll(() => written.err).toContain('CLI_LOGIN_REFUSED');
  await writeFile(token, 'mqf_two\n');
  await expect.poll(() => written.out).toContain('takes reports again');
  expect(times(written.err, 'CLI_LOGIN_REFUSED')).toBe(1);
  expect(await stop()).toBe(0);
});

test('a migration that the service does not know is told, and looked for again', async () => {
  await writeFile(file, JSON.stringify(table(7)));
  const { written, stop } = gateway(fakeService(7), '--task', 'shopping');
  await expect.poll(() => written.err).toContain('CLI_SEAMLESS_TASK_UNKNOWN');
  expect(written.err).toContain('Nearest names');
  await expect.poll(() => written.out).toContain('serves revision 7');
  expect(await stop()).toBe(0);
});

test('a service that does not listen is away', async () => {
  await writeFile(file, JSON.stringify(table(7)));
  const connect = async (options: Parameters<typeof createClient>[0]) => createClient(options);
  const { written, stop } = gateway({ connect }, '--service', `http://${NOWHERE}`);
  await expect.poll(() => written.err).toContain('API_UNREACHABLE');
  await expect.poll(() => written.out).toContain('serves revision 7');
  expect(await stop()).toBe(0);
});

test.each([
  ['a service that is none', ['--service', 'here'], 'CLI_SERVICE_ADDRESS_INVALID'],
  ['a name that is none', ['--name', 'gate 1'], 'CLI_GATEWAY_NAME_INVALID'],
  ['a file without the token', ['--token', '/nowhere/token'], 'CLI_FILE_UNREADABLE'],
])('%s is an error of usage', async (_, more, code) => {
  const { written, ended } = gateway(fakeService(1), ...more);
  expect(await ended).toBe(2);
  expect(written.err).toContain(code);
});

test('what belongs to a service is given with one, and its login', async () => {
  const { world, written } = fakeWorld({}, { env: { XDG_CONFIG_HOME: folder } });
  const args = [
    'gateway',
    '--source-name-servers',
    NOWHERE,
    '--target-name-servers',
    NOWHERE,
    '--table',
    file,
  ];
  expect(await run([...args, '--task', 'shop'], world)).toBe(2);
  expect(written.err).toContain('CLI_OPTIONS_TOGETHER');
  expect(await run([...args, '--service', 'http://service:7430', '--task', 'shop'], world)).toBe(2);
  expect(written.err).toContain('CLI_LOGIN_MISSING');
});
