import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KafkaCluster, startKafka } from '../src/index.ts';
import { probeApiVersions, probeBrokerIds } from '../src/probe.ts';

const internalPort = (cluster: KafkaCluster, index: number): number =>
  Number(cluster.brokers[index]!.internalAddress.split(':')[1]);

describe('three brokers of 4.3.1', () => {
  let cluster: KafkaCluster;
  beforeAll(async () => {
    cluster = await startKafka({ version: '4.3.1', brokers: 3 });
  });
  afterAll(() => cluster?.stop());

  it('know each other', async () => {
    for (const index of [0, 1, 2]) {
      expect(await probeBrokerIds({ port: internalPort(cluster, index) })).toEqual(new Set([1, 2, 3]));
    }
    expect(cluster.bootstrap.PLAINTEXT!.split(',')).toHaveLength(3);
  });

  it('go on without one of them and take it back with the same port', async () => {
    const broker = cluster.brokers[1]!;
    const { pid, ports } = broker;
    await broker.stop();
    expect(broker.running).toBe(false);
    await expect(probeApiVersions({ port: ports.PLAINTEXT! })).rejects.toThrow();
    expect(await probeBrokerIds({ port: internalPort(cluster, 0) })).toEqual(new Set([1, 3]));
    await broker.start();
    expect(broker.pid).not.toBe(pid);
    expect(broker.ports).toEqual(ports);
    expect(await probeBrokerIds({ port: internalPort(cluster, 0) })).toEqual(new Set([1, 2, 3]));
  });

  it('can be suspended and resumed', () => {
    const broker = cluster.brokers[2]!;
    const state = () => execFileSync('ps', ['-o', 'state=', '-p', String(broker.pid)], { encoding: 'utf8' });
    broker.suspend();
    expect(state()).toMatch(/^T/);
    broker.resume();
    expect(state()).not.toMatch(/^T/);
  });
});

describe('one broker with ZooKeeper', () => {
  it('comes back after a kill, when its registration is gone', async () => {
    const cluster = await startKafka({ version: '2.8.2' });
    try {
      const [broker] = cluster.brokers;
      await broker!.kill();
      expect(broker!.running).toBe(false);
      await broker!.start();
      expect(await probeBrokerIds({ port: internalPort(cluster, 0) })).toEqual(new Set([1]));
    } finally {
      await cluster.stop();
    }
  });

  it('that dies while starting is an error with the reason from its log', async () => {
    const config = { 'zookeeper.connect': 'no port here' };
    await expect(startKafka({ version: '0.10.2.2', config })).rejects.toMatchObject({
      code: 'SANDBOX_PROCESS_DIED',
      message: expect.stringContaining('no port here'),
    });
  });

  it('that Java cannot start is an error with what Java said', async () => {
    await expect(startKafka({ version: '4.3.1', heap: 'much' })).rejects.toMatchObject({
      code: 'SANDBOX_PROCESS_DIED',
      message: expect.stringContaining('Invalid maximum heap size: -Xmxmuch'),
    });
  });

  it('is not started on a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    try {
      await expect(startKafka({ version: '0.10.2.2', ports: [port] })).rejects.toMatchObject({
        code: 'SANDBOX_PORT_IN_USE',
        parameters: { port },
      });
    } finally {
      server.close();
    }
  });
});
