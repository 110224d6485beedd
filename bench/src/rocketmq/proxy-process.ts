import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { benchErrors } from '../bench-errors.ts';

const MAIN = join(import.meta.dirname, 'proxy-main.ts');

/** A gateway in a process of its own, in front of one broker. */
export interface ProxyProcess {
  /** Of clients that go through it, `host:port`. */
  readonly nameServers: string;
  /** The CPU seconds that it has taken so far. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts it. Throws BENCH_PEER_ENDED. */
export const startProxyProcess = async (brokerAddress: string, brokerName: string): Promise<ProxyProcess> => {
  const child = spawn(process.execPath, ['--conditions=source', MAIN, brokerAddress, brokerName], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (!done) return value;
    throw benchErrors.BENCH_PEER_ENDED({ peer: 'the gateway', lines: '' });
  };
  return {
    nameServers: await nextLine(),
    cpuSeconds: async () => {
      child.stdin.write('\n');
      return Number(await nextLine());
    },
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
};
