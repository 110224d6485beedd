import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Artifacts, LOGBACK } from '../artifacts.ts';
import type { DaemonPlan } from '../daemon.ts';
import { propertiesText } from '../properties.ts';
import { OPENED } from './versions.ts';

/** A server of RocketMQ: everything it reads and writes lies in its folder, which it takes for its installation and for a home. */
export interface ProcessOptions {
  /** What it is called in errors and in the state file. */
  readonly role: string;
  readonly main: string;
  readonly directory: string;
  /** -Xmx. */
  readonly heap: string;
  readonly artifacts: Artifacts;
  readonly args: readonly string[];
}

/** JVM arguments by which a program of RocketMQ has a folder for its installation and for its home. */
export const homeArguments = (directory: string): string[] => [
  `-Drocketmq.home.dir=${directory}`,
  `-Duser.home=${directory}`,
  // A killed JVM leaves what it put there, such as RocksDB.
  `-Djava.io.tmpdir=${directory}`,
];

/** How to start a server of RocketMQ. Its JVM compiles quickly rather than well: a start counts more here than a day of load. */
export const rocketmqDaemon = (options: ProcessOptions): DaemonPlan => {
  const { role, main, directory, heap, artifacts, args } = options;
  return {
    ...{ role, directory, logFile: join(directory, `${role.split(' ')[0]}.log`) },
    args: [
      ...[`-Xmx${heap}`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.net.preferIPv4Stack=true'],
      ...OPENED,
      ...homeArguments(directory),
      ...['-cp', artifacts.classpath],
      ...artifacts.logging('INFO', 'out'),
      ...[main, ...args],
    ],
  };
};

/** Writes a server's settings, and gives it the Logback configurations that 4.9 wants to find. */
export const writeServerFiles = async (
  directory: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> => {
  const conf = join(directory, 'conf');
  await mkdir(conf, { recursive: true });
  await writeFile(settingsFile(directory), propertiesText(settings));
  for (const server of ['namesrv', 'broker', 'tools'])
    await copyFile(LOGBACK, join(conf, `logback_${server}.xml`));
};

/** Where a server has its settings. */
export const settingsFile = (directory: string): string => join(directory, 'conf', 'server.conf');
