import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@mqferry/api';
import { administrator } from '../lib/service.ts';
import { until } from '../lib/until.ts';

/** A service that may end itself with SIGKILL. */
export interface Running {
  readonly url: string;
  readonly api: Client;
  /** Of an administrator. */
  readonly token: string;
  readonly exited: Promise<NodeJS.Signals | null>;
  end(): Promise<void>;
  kill(): Promise<void>;
}

/** Whether a switch waits for producers as an operator's does; one that is to be interrupted before its end has to. */
export type Pace = 'patient' | 'quick';

const MINUTE_MS = 60_000;
const PROGRAM = fileURLToPath(new URL('./killable-service.ts', import.meta.url));

/**
 * Starts the service in a folder; with a moment and a verb it kills itself there. `known`: the token of an administrator,
 * who is made where there is none.
 */
export const launchKillable = async (
  folder: string,
  known: string | undefined,
  pace: Pace,
  killedAt: readonly string[],
): Promise<Running> => {
  const child = spawn(process.execPath, [PROGRAM, folder, pace, ...killedAt], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_, signal) => resolve(signal));
  });
  let url: string | undefined;
  let claim: string | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('at ')) url = line.slice(3);
    if (line.startsWith('  ')) claim = line.trim();
  });
  await until('the service is up', MINUTE_MS, () => url !== undefined && (known ?? claim) !== undefined);
  const token = known ?? (await administrator(url!, claim!));
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return { url: url!, api: createClient({ url: url!, token }), token, exited, end, kill };
};
