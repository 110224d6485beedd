import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RocketmqCluster, startRocketmq } from '../../src/index.ts';
import { probeBroker, probeNameServer } from '../../src/rocketmq/probe.ts';
import { readStates, stateExists } from '../../src/sandbox-state.ts';
import { allGone, eventually } from '../fixtures/processes.ts';
import { mqadmin, portOf, sendLine } from '../fixtures/rocketmq.ts';

/** Stops a cluster, of which nothing may be left then. */
const stopAll = async (cluster: RocketmqCluster): Promise<void> => {
  const { processes } = readStates().find(({ name }) => name === cluster.name)!;
  expect(allGone(processes)).toBe(false);
  await cluster.stop();
  expect(allGone(processes)).toBe(true);
  expect(existsSync(cluster.directory)).toBe(false);
  expect(stateExists(cluster.name)).toBe(false);
};

describe('two masters and a slave of 4.9.7 with two name servers', () => {
  let cluster: RocketmqCluster;
  beforeAll(async () => {
    cluster = await startRocketmq({
      ...{ version: '4.9.7', nameServers: 2, masters: 2, slave: true, autoCreateTopics: false },
      ...{ brokerNames: ['east', 'west'], clusterName: 'coast', config: { messageDelayLevel: '1s 2s' } },
    });
  });
  afterAll(() => cluster?.stop());

  const known = (index: number) => probeNameServer(portOf(cluster.nameServers[index]!.address));
  const addresses = () => new Set(cluster.brokers.map(({ address }) => address));

  it('are known to both, by their names', async () => {
    expect(cluster.brokers.map(({ name, id, role }) => [name, id, role])).toEqual([
      ['east', 0, 'master'],
      ['west', 0, 'master'],
      ['east', 1, 'slave'],
    ]);
    expect(cluster.namesrvAddr).toBe(cluster.nameServers.map(({ address }) => address).join(';'));
    expect([await known(0), await known(1)]).toEqual([addresses(), addresses()]);
    expect(await mqadmin(cluster, ['clusterList'])).toMatch(/^coast +west +0 +127\.0\.0\.1:\d+ +V4_9_7 /m);
  });

  it('have the settings that they were given', async () => {
    const settings = await mqadmin(cluster, ['getBrokerConfig', '-b', cluster.brokers[0]!.address]);
    expect(settings).toMatch(/^messageDelayLevel += {2}1s 2s$/m);
    expect(settings).toMatch(/^autoCreateTopicEnable += {2}false$/m);
  });

  it('take messages, which come to the slave', async () => {
    expect(await sendLine('4.9.7', cluster.namesrvAddr, 'letters')).toMatch(/^refused: No route info/);
    await mqadmin(cluster, ['updateTopic', '-b', cluster.brokers[0]!.address, '-t', 'letters']);
    expect(await sendLine('4.9.7', cluster.namesrvAddr, 'letters')).toBe('SEND_OK');
    const queues = join(cluster.brokers[2]!.directory, 'store', 'consumequeue', 'letters');
    await eventually(() => existsSync(queues));
  });

  it('go on without one that is killed, and take it back with the same port', async () => {
    const broker = cluster.brokers[1]!;
    const { pid, address } = broker;
    await broker.kill();
    expect(broker.running).toBe(false);
    await expect(probeBroker(portOf(address))).rejects.toThrow();
    await broker.start();
    expect(broker.pid).not.toBe(pid);
    expect(broker.address).toBe(address);
    expect(await known(0)).toEqual(addresses());
  });

  it('register at a name server that was away', async () => {
    const [, nameServer] = cluster.nameServers;
    await nameServer!.kill();
    await expect(known(1)).rejects.toThrow();
    await nameServer!.start();
    expect(await known(1)).toEqual(addresses());
  });

  it('leave nothing behind when they are stopped', () => stopAll(cluster));
});

describe('one broker of 5.5.0 with a proxy', () => {
  it('takes messages through the proxy, and leaves nothing behind', async () => {
    const cluster = await startRocketmq({ version: '5.5.0', proxy: true });
    try {
      expect(await mqadmin(cluster, ['clusterList'])).toMatch(/^DefaultCluster +broker-a +0 .* V5_5_0 /m);
      await mqadmin(cluster, ['updateTopic', '-c', 'DefaultCluster', '-t', 'letters']);
      expect(await sendLine('5.5.0', cluster.proxy!.remotingAddress, 'letters')).toBe('SEND_OK');
      await stopAll(cluster);
    } finally {
      await cluster.stop();
    }
  });
});
