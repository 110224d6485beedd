import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hidden } from '@mqferry/core';
import { expect, onTestFinished, test } from 'vitest';
import { openRocketmq } from '../../src/rocketmq/clusters/open-rocketmq.ts';
import { testRocketmq } from '../../src/rocketmq/clusters/test-rocketmq.ts';
import { CODE, freeAddress, startFakeBroker, startFakeNameServer } from './fake-servers.ts';

const tested = (nameServers: string, clusterName?: string, networks?: readonly string[]) => {
  const admin = openRocketmq({ nameServers }, networks);
  onTestFinished(() => admin.close());
  return testRocketmq(admin, clusterName);
};

const failures = async (...given: Parameters<typeof tested>) =>
  (await tested(...given)).failures.map(({ step, problem: { code } }) => [step, code]);

test('a cluster that answers is told with its brokers', async () => {
  const broker = await startFakeBroker();
  const nameServer = await startFakeNameServer({ c: { 'broker-a': broker } });
  expect(await tested(nameServer)).toEqual({
    ...{ ok: true, failures: [], clusters: ['c'], clusterName: 'c', accessControl: [] },
    nameServers: [{ address: nameServer, problem: null }],
    brokers: [{ name: 'broker-a', brokerId: 0, address: broker, version: 'V4_9_7', problem: null }],
  });
});

test('of several clusters one has to be chosen; one that is not there is told with those that are', async () => {
  const broker = await startFakeBroker();
  const nameServer = await startFakeNameServer({ b: { 'broker-b': broker }, a: { 'broker-a': broker } });
  expect(await tested(nameServer)).toMatchObject({
    ...{ ok: true, clusters: ['a', 'b'], clusterName: null, brokers: [], accessControl: null },
  });
  expect(await tested(nameServer, 'b')).toMatchObject({ clusterName: 'b', brokers: [{ name: 'broker-b' }] });
  expect(await tested(nameServer, 'x')).toMatchObject({
    ...{ ok: false, clusters: ['a', 'b'], clusterName: null },
    failures: [{ step: 'cluster', problem: { parameters: { cluster: 'x', known: 'a, b' } } }],
  });
});

test('name servers that no broker has registered with are told as such', async () => {
  const nameServer = await startFakeNameServer({});
  expect(await failures(nameServer)).toEqual([['cluster', 'ROCKETMQ_CLUSTER_NONE']]);
});

test('a broker that cannot be reached is told with the address that it has registered, and others work', async () => {
  const [broker, gone] = [await startFakeBroker(), await freeAddress()];
  const nameServer = await startFakeNameServer({ c: { 'broker-a': gone, 'broker-b': broker } });
  expect(await tested(nameServer)).toMatchObject({
    ok: false,
    failures: [
      {
        step: 'broker',
        problem: { code: 'ROCKETMQ_BROKER_UNREACHABLE', parameters: { broker: 'broker-a', address: gone } },
      },
    ],
    brokers: [
      { address: gone, version: null, problem: { code: 'ROCKETMQ_BROKER_UNREACHABLE' } },
      { address: broker, version: 'V4_9_7', problem: null },
    ],
  });
});

test('a broker of before Apache is told with its release', async () => {
  const runtime = { body: { table: { brokerVersionDesc: 'V3_5_8' } } };
  const broker = await startFakeBroker({ [CODE.runtime]: runtime }, 120);
  const nameServer = await startFakeNameServer({ c: { 'broker-a': broker } });
  expect(await tested(nameServer)).toMatchObject({
    ok: false,
    failures: [{ step: 'version', problem: { code: 'ROCKETMQ_VERSION_TOO_OLD' } }],
    brokers: [{ version: 'V3_5_8' }],
  });
});

test('a failed login is one failure, however many brokers there are', async () => {
  const refused = { code: 1, remark: 'org.apache.rocketmq.acl.common.AclException: Check signature failed' };
  const brokers = [CODE.runtime, CODE.topics].map((code) => startFakeBroker({ [code]: refused }));
  const [a, b] = await Promise.all(brokers);
  const nameServer = await startFakeNameServer({ c: { a: a!, b: b! } });
  expect(await failures(nameServer)).toEqual([['authentication', 'ROCKETMQ_AUTHENTICATION_FAILED']]);
});

test('each name server is told by itself; what none of them can do is a failure', async () => {
  const gone = await freeAddress();
  expect(await tested(gone)).toMatchObject({
    ...{ ok: false, clusters: [], clusterName: null, brokers: [] },
    failures: [{ step: 'name-server', problem: { code: 'ROCKETMQ_NAME_SERVERS_UNREACHABLE' } }],
    nameServers: [{ address: gone, problem: { code: 'ROCKETMQ_CONNECT_FAILED' } }],
  });
  const broker = await startFakeBroker();
  expect(await failures(broker)).toEqual([['not-a-name-server', 'ROCKETMQ_NOT_A_NAME_SERVER']]);
  const nameServer = await startFakeNameServer({ c: { 'broker-a': broker } });
  expect(await tested(`${gone};${nameServer}`)).toMatchObject({
    ok: true,
    nameServers: [{ problem: { code: 'ROCKETMQ_CONNECT_FAILED' } }, { problem: null }],
  });
});

test('servers in other networks than those allowed are not connected to', async () => {
  const nameServer = await startFakeNameServer({ c: { 'broker-a': await startFakeBroker() } });
  expect(await tested(nameServer, undefined, ['192.0.2.0/24'])).toMatchObject({
    failures: [{ step: 'name-server' }],
    nameServers: [{ problem: { code: 'ROCKETMQ_NETWORK_NOT_ALLOWED' } }],
  });
});

test('with TLS only those are trusted whose certificates are given', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mqferry-rocketmq-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
  const request = [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=127.0.0.1', '-days', '1'],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
  ];
  execFileSync('openssl', request, { stdio: 'ignore' });
  const certified = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  const broker = await startFakeBroker({}, undefined, certified);
  const nameServers = await startFakeNameServer({ c: { 'broker-a': broker } }, certified);
  const testedWith = async (ca: string | undefined) => {
    const admin = openRocketmq(
      { nameServers, tls: { verifyHostname: true, ...(ca === undefined ? {} : { ca }) } },
      undefined,
    );
    onTestFinished(() => admin.close());
    return testRocketmq(admin, undefined);
  };
  expect(await testedWith(certified.cert)).toMatchObject({ ok: true, brokers: [{ problem: null }] });
  expect(await testedWith(undefined)).toMatchObject({
    failures: [{ step: 'tls', problem: { code: 'ROCKETMQ_TLS_FAILED' } }],
  });
  // A broker that wants TLS ends a connection without it, and a name server too.
  expect(await failures(nameServers)).toEqual([['name-server', 'ROCKETMQ_NAME_SERVERS_UNREACHABLE']]);
});

test.each([
  [{ nameServers: 'nowhere' }, 'ROCKETMQ_ADDRESS_INVALID'],
  [{ nameServers: 'a:1', accessKey: 'key' }, 'API_INPUT_INVALID'],
  [{ nameServers: 'a:1', tls: { ca: 'no certificate', verifyHostname: true } }, 'API_INPUT_INVALID'],
])('a connection that cannot be is refused at once: %j', (connection, code) => {
  expect(() => openRocketmq(connection, undefined)).toThrow(expect.objectContaining({ code }));
});

test('no secret stands in what is told of a failed login', async () => {
  const secretKey = new Hidden('very-secret');
  const refused = { code: 1, remark: 'AclException: Check signature failed for accessKey=key' };
  const broker = await startFakeBroker({ [CODE.topics]: refused });
  const nameServers = await startFakeNameServer({ c: { a: broker } });
  const admin = openRocketmq({ nameServers, accessKey: 'key', secretKey: secretKey.reveal() }, undefined);
  onTestFinished(() => admin.close());
  expect(JSON.stringify(await testRocketmq(admin, undefined))).not.toContain('very-secret');
});
