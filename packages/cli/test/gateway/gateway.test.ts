import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RoutingTable, tableText } from '@mqferry/gateway';
import { createRocketmqAdmin } from '@mqferry/rocketmq';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeWorld } from '../support/fake-world.ts';

/** A port at which nobody listens. */
const NOWHERE = '127.0.0.1:1';

const table = (revision: number): RoutingTable => ({
  ...{ revision, topics: new Map(), groups: new Map() },
  ...{ targetNames: new Map(), held: new Set() },
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-gateway-'));
});
afterEach(() => rm(folder, { recursive: true }));

const gateway = (...more: readonly string[]) => {
  const world = fakeWorld();
  const sides = ['--source-name-servers', NOWHERE, '--target-name-servers', NOWHERE];
  const args = ['gateway', ...sides, '--table', join(folder, 'table.json'), '--listen', '127.0.0.1:0'];
  return { ...world, ended: run([...args, ...more], world.world) };
};

test('a gateway serves its table, takes newer ones, tells who is connected, and stops when told', async () => {
  const file = join(folder, 'table.json');
  await writeFile(file, tableText(table(4)));
  const { written, interrupts, ended } = gateway('--status', '127.0.0.1:0');
  await expect.poll(() => written.out).toMatch(/gateway is at \S+ and serves revision 4 .*\n.*\/clients/su);
  const [, address] = /gateway is at (\S+) and/u.exec(written.out)!;
  const [, status] = /at (http:\/\/\S+)\/metrics/u.exec(written.out)!;
  const admin = createRocketmqAdmin(address!);
  const answer = await admin.nameServers.forward({ code: 205, name: 'wipe', fields: {} });
  expect(answer.code).toBe(16);
  const clients = await (await fetch(`${status}/clients`)).json();
  expect(clients).toMatchObject({
    revision: 4,
    clients: [{ language: 'OTHER', version: 'V5_5_0', isConnected: true, routes: {} }],
  });
  const metrics = await (await fetch(`${status}/metrics`)).text();
  expect(metrics).toContain('mqferry_gateway_requests_total{kind="refused"} 1');
  expect(metrics).toContain('mqferry_gateway_table_revision 4');
  await writeFile(file, tableText(table(5)));
  await expect.poll(() => written.out).toContain('Revision 5 of the table is served');
  await writeFile(file, tableText(table(3)));
  await expect.poll(() => written.err).toContain('revision 3 of the table, which is older than 5');
  await writeFile(file, 'none');
  await expect.poll(() => written.err).toContain('cannot be used');
  await admin.close();
  interrupts.emit('SIGTERM');
  expect(await ended).toBe(0);
  expect(written.err).toContain('Clients go on with the routes that they have');
});

test.each([
  ['a table that is not there', [], 'GATEWAY_TABLE_INVALID'],
  ['a certificate without its key', ['--tls-cert', 'a.pem'], 'CLI_OPTIONS_TOGETHER'],
  ['gRPC without proxies', ['--listen-grpc', '127.0.0.1:0'], 'CLI_OPTIONS_TOGETHER'],
  ['no address', ['--listen', 'here'], 'CLI_LISTEN_ADDRESS_INVALID'],
  ['no name server', ['--source-name-servers', 'x'], 'ROCKETMQ_ADDRESS_INVALID'],
])('%s is an error of usage', async (what, more, code) => {
  if (what !== 'a table that is not there') {
    await writeFile(join(folder, 'table.json'), tableText(table(1)));
  }
  const { written, ended } = gateway(...more);
  expect(await ended).toBe(2);
  expect(written.err).toContain(code);
});
