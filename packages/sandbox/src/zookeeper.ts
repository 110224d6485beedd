import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifacts } from './artifacts.ts';
import { type Daemon, type DaemonPlan, startDaemon, untilReady } from './daemon.ts';
import { HOST } from './ports.ts';
import { askZookeeper } from './probe.ts';
import { propertiesText } from './properties.ts';
import type { StateFile } from './sandbox-state.ts';

/** Starts one ZooKeeper server on loopback and waits until it serves. */
export const startZookeeper = async (
  directory: string,
  port: number,
  artifacts: Artifacts,
  state: StateFile,
): Promise<Daemon> => {
  await mkdir(directory, { recursive: true });
  const settings = join(directory, 'zookeeper.properties');
  await writeFile(
    settings,
    propertiesText({
      dataDir: join(directory, 'data'),
      clientPort: String(port),
      clientPortAddress: HOST,
      maxClientCnxns: '0',
      'admin.enableServer': 'false',
      '4lw.commands.whitelist': '*',
    }),
  );
  const plan: DaemonPlan = {
    role: 'zookeeper',
    directory,
    logFile: join(directory, 'zookeeper.log'),
    args: [
      ...['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-Dzookeeper.jmx.log4j.disable=true'],
      ...['-cp', artifacts.classpath],
      ...artifacts.logging('INFO', 'out'),
      ...['org.apache.zookeeper.server.quorum.QuorumPeerMain', settings],
    ],
  };
  const daemon = await startDaemon(plan, state);
  await untilReady(plan, daemon, async () => {
    if ((await askZookeeper(port, 'ruok')) !== 'imok') throw new Error('ZooKeeper does not serve yet');
  });
  return daemon;
};
