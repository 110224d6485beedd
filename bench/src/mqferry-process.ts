import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ToolExit } from '@mqferry/sandbox';
import { benchErrors } from './bench-errors.ts';
import type { ClusterPair } from './clusters.ts';
import type { CopyProcess } from './watch-copy.ts';

const CLI = fileURLToPath(import.meta.resolve('mqferry/bin/mqferry.js'));
const TOOL = 'mqferry';
/** After the last record it compares group offsets and puts settings back. */
const GRACE_MS = 30_000;

/** Starts the built command line as a user would, for these topics; it ends by itself unless it is to follow. */
export const startMqferry = (
  { source, target }: ClusterPair,
  topics: string,
  folder: string,
  until: '--once' | '--follow' = '--once',
): CopyProcess => {
  const logFile = join(folder, 'mqferry.log');
  const log = openSync(logFile, 'w');
  const args = ['migrate', '--from', source.bootstrap, '--to', target.bootstrap, '--topics', topics];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [CLI, ...args, until, '--state', join(folder, 'state')], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const exited = new Promise<ToolExit>((resolve) => {
    child.once('exit', (code, signal) => {
      process.off('exit', endWithUs);
      resolve({ code, signal });
    });
  });
  return {
    ...{ tool: TOOL, pid: child.pid!, startedAt, logFile, exited },
    end: async () => {
      if (until === '--follow') child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await exited;
      clearTimeout(timer);
    },
    check: async () => {
      const { code, signal } = await exited;
      if (code === 0) return;
      throw benchErrors.BENCH_EXIT_UNEXPECTED({ tool: TOOL, exit: signal ?? `code ${code}`, log: logFile });
    },
  };
};
