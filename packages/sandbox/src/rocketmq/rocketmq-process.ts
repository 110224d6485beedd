import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Artifacts, LOGBACK } from '../artifacts.ts';
import type { DaemonPlan } from '../daemon.ts';
import { propertiesText } from '../properties.ts';

/** A server of RocketMQ: everything it reads and writes lies in its folder, which it takes for its installation and for a home. */
export interface ProcessOptions {
  /** What it is called in errors and in the state file. */
  readonly role: string;
  readonly main: string;
  readonly directory: string;
  /** -Xmx. */
  readonly heap: string;
  readonly artifacts: Artifacts;
  /** More JVM arguments. */
  readonly jvmArgs: readonly string[];
  readonly args: readonly string[];
}

/** What Java 17 does not let RocketMQ at unless it is told: buffers outside the heap, and their unmapping. */
const OPENED = ['java.nio', 'sun.nio.ch', 'jdk.internal.ref'].map(
  (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
);

/**
 * JVM arguments of a program of RocketMQ that takes a folder for its installation and for its home. It is compiled
 * quickly rather than well: a start counts more here than a day of load.
 */
export const jvmArguments = (directory: string): string[] => [
  ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
  // Else a machine without an IPv4 network has message ids of another length.
  '-Djava.net.preferIPv4Stack=true',
  ...OPENED,
  `-Drocketmq.home.dir=${directory}`,
  `-Duser.home=${directory}`,
  // A killed JVM leaves what it put there, such as RocksDB.
  `-Djava.io.tmpdir=${directory}`,
];

/** How to start a server of RocketMQ. */
export const rocketmqDaemon = (options: ProcessOptions): DaemonPlan => {
  const { role, main, directory, heap, artifacts, jvmArgs, args } = options;
  return {
    ...{ role, directory, logFile: join(directory, `${role.split(' ')[0]}.log`) },
    args: [
      ...[`-Xmx${heap}`, ...jvmArgs, ...jvmArguments(directory)],
      ...['-cp', artifacts.classpath],
      ...artifacts.logging('INFO', 'out'),
      ...[main, ...args],
    ],
  };
};

/** Writes a server's settings, and the Logback configurations without which one of 4.9 does not start. */
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
