import { join } from 'node:path';
import { type RocketmqVersion, rocketmqJava } from '@mqferry/sandbox';
import { LineProcess } from './line-process.ts';
import type { LiveClients, Pace } from './live-clients.ts';

const PROGRAM = join(import.meta.dirname, 'LiveClients.java');
const JVM = ['-Xmx128m'];

/** Starts clients of a Java release; without a pace they keep their own. */
export const startJavaClients = async (
  version: RocketmqVersion,
  nameServers: string,
  pace?: Pace,
): Promise<LiveClients> => {
  const times = [pace?.routes ?? 0, pace?.heartbeats ?? 0, pace?.offsets ?? 0].map(String);
  const jvmArgs = pace ? [...JVM, `-Drocketmq.client.rebalance.waitInterval=${pace.rebalance}`] : JVM;
  const program = await rocketmqJava(version, PROGRAM, [nameServers, ...times], { jvmArgs });
  return LineProcess.start(`java-${version}`, program);
};
