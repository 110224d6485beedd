import { describe, expect, it } from 'vitest';
import { startRocketmq } from '../src/index.ts';
import { identify } from '../src/process-identity.ts';
import { probeBroker, probeNameServer } from '../src/rocketmq/probe.ts';

const portOf = (address: string): number => Number(address.split(':')[1]);

describe.each(['4.9.7', '5.5.0'] as const)('one broker of RocketMQ %s', (version) => {
  it('is known to its name server, comes back after a kill, and leaves nothing running', async () => {
    const cluster = await startRocketmq({ version });
    const [nameServer] = cluster.nameServers;
    const [broker] = cluster.brokers;
    const port = portOf(nameServer!.address);
    try {
      expect(cluster.namesrvAddr).toBe(nameServer!.address);
      expect(await probeNameServer(port)).toEqual(new Set([broker!.address]));
      const { pid } = broker!;
      await broker!.kill();
      await expect(probeBroker(portOf(broker!.address))).rejects.toThrow();
      await broker!.start();
      expect(broker!.pid).not.toBe(pid);
      expect(await probeNameServer(port)).toEqual(new Set([broker!.address]));
    } finally {
      await cluster.stop();
    }
    expect([nameServer!.pid, broker!.pid].map(identify)).toEqual([undefined, undefined]);
  });
});
