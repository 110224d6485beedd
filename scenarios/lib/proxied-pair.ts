import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaCluster, KafkaOptions } from '@mqferry/sandbox';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { clientOf, type Pair, printLogs, startAll } from './clusters.ts';
import { FaultProxy } from './fault-proxy.ts';
import type { Reach } from './java-tools.ts';
import { endAll } from './mqferry.ts';
import { endToolServer } from './tool-server/tool-server.ts';

/** A pair whose brokers tell mqferry of a proxy in front of them; the scenario's own clients go past it. */
export interface ProxiedPair extends Pair {
  readonly sourceProxy: FaultProxy;
  readonly targetProxy: FaultProxy;
  close(): Promise<void>;
}

/** The way to a cluster that leads past its proxy. */
export const directReach = ({ brokers }: KafkaCluster): Reach => ({
  bootstrap: brokers.map(({ internalAddress }) => internalAddress).join(','),
});

/** The arguments that name both clusters, through the proxies, and where state is kept. */
export const proxiedArguments = ({ sourceProxy, targetProxy, folder }: ProxiedPair): string[] => [
  ...['--from', sourceProxy.bootstrap, '--to', targetProxy.bootstrap],
  ...['--state', folder, '--json'],
];

/** Starts both clusters behind proxies; `close` leaves nothing behind. */
export const openProxiedPair = async (source: KafkaOptions, target: KafkaOptions): Promise<ProxiedPair> => {
  const options = [source, target];
  const proxies = await Promise.all(options.map(({ brokers = 1 }) => FaultProxy.open(brokers)));
  const clusters = await startAll(
    options.map((one, i) => ({ shortLived: true, ...one, advertisedPorts: proxies[i]!.ports })),
  ).catch(async (error) => {
    await Promise.all(proxies.map((proxy) => proxy.close()));
    throw error;
  });
  clusters.forEach(({ brokers }, i) => {
    proxies[i]!.routeTo(brokers.map(({ ports }) => ports.PLAINTEXT!));
  });
  const clients = clusters.map((cluster) => clientOf(directReach(cluster).bootstrap));
  const folder = await mkdtemp(join(tmpdir(), 'mqferry-scenario-'));
  return {
    ...{ source: clusters[0]!, target: clusters[1]!, onSource: clients[0]!, onTarget: clients[1]! },
    ...{ sourceProxy: proxies[0]!, targetProxy: proxies[1]!, folder },
    close: async () => {
      endAll();
      await Promise.all([endToolServer(), ...clients.map((client) => client.close())]);
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await Promise.all(clusters.map((cluster) => cluster.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Both clusters behind proxies for the tests of the enclosing block. */
export const useProxiedPair = (source: KafkaOptions, target: KafkaOptions): (() => ProxiedPair) => {
  let pair: ProxiedPair | undefined;
  beforeAll(async () => {
    pair = await openProxiedPair(source, target);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail' && pair) await printLogs([pair.source, pair.target]);
  });
  afterAll(() => pair?.close());
  return () => pair!;
};
