import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type JavaTool, type RocketmqVersion, rocketmqJava } from '@mqferry/sandbox';
import { benchErrors } from '../bench-errors.ts';
import type { Peer, PeerSetting, Run } from './peer.ts';

const PROGRAM = join(import.meta.dirname, 'JavaClient.java');

const runOf = (line: string): Run => {
  const [count, seconds, cpuSeconds] = line.split(' ').map(Number);
  return { perSecond: count! / seconds!, cpuSeconds: cpuSeconds! };
};

/** The Java client of a release in a process of its own. */
export const startJavaPeer = async (version: RocketmqVersion, setting: PeerSetting): Promise<Peer> => {
  const { nameServers, topic, brokerName, bytes } = setting;
  const tool: JavaTool = await rocketmqJava(
    version,
    PROGRAM,
    [nameServers, topic, brokerName, String(bytes)],
    {
      jvmArgs: ['-Xmx256m'],
    },
  );
  const lines = createInterface({ input: tool.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (!done) return value;
    throw benchErrors.BENCH_PEER_ENDED({ peer: `Java ${version}`, lines: tool.errorLines() });
  };
  await nextLine();
  const ask = async (command: string): Promise<Run> => {
    tool.stdin.write(`${command}\n`);
    return runOf(await nextLine());
  };
  return {
    send: (count, inFlight) => ask(`send ${count} ${inFlight}`),
    pull: (count, batch, inFlight) => ask(`pull ${count} ${batch} ${inFlight}`),
    stop: async () => {
      await tool.stop();
    },
  };
};
