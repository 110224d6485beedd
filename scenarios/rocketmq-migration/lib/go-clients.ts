import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LineProgram } from '../../lib/line-commands.ts';
import { goProgram } from './go-program.ts';
import { LineProcess } from './line-process.ts';
import type { LiveClients, Pace } from './live-clients.ts';

const SOURCE = join(import.meta.dirname, 'go-client');
const KEPT_CHARACTERS = 4096;

/** A program that ends when its standard input does, so with this process at the latest. */
const lineProgram = (child: ChildProcess, exited: Promise<unknown>): LineProgram => {
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-KEPT_CHARACTERS);
  });
  // A program that has ended reads no more.
  child.stdin!.on('error', () => {});
  return {
    ...{ stdin: child.stdin!, stdout: child.stdout!, exited, errorLines: () => errors },
    stop: async (graceMs) => {
      child.stdin!.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
};

/** Starts clients in Go; without a pace they keep their own. */
export const startGoClients = async (nameServers: string, pace?: Pace): Promise<LiveClients> => {
  const program = await goProgram(SOURCE);
  const home = await mkdtemp(join(tmpdir(), 'mqferry-go-home-'));
  const times = [pace?.routes ?? 0, pace?.heartbeats ?? 0, pace?.rebalance ?? 0].map(String);
  const env = { ...process.env, HOME: home, ROCKETMQ_GO_LOG_LEVEL: 'fatal' };
  const child = spawn(program, [nameServers, ...times], { env });
  const exited = once(child, 'exit').finally(() => rm(home, { recursive: true, force: true }));
  return LineProcess.start('go-2.1.2', lineProgram(child, exited));
};
