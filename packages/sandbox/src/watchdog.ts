import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { identify } from './process-identity.ts';
import type { Owner } from './sandbox-state.ts';

let owner: Owner | undefined;

/**
 * The identity under which this process owns sandboxes. The first call starts a watchdog: a process in a
 * session of its own that waits for a pipe from this process to close, which happens however this process
 * ends, SIGKILL included, and then ends whatever this owner left behind.
 */
export const watchedOwner = (): Owner => {
  if (owner) return owner;
  const token = randomUUID();
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const main = fileURLToPath(new URL(`./watchdog-main.${extension}`, import.meta.url));
  const conditions = extension === 'ts' ? ['--conditions=source'] : [];
  const watchdog = spawn(process.execPath, [...conditions, main, token], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  // A pipe, so that it can be left out of what keeps this process running.
  (watchdog.stdin as unknown as { unref(): void }).unref();
  watchdog.stdin.on('error', () => {});
  owner = { ...identify(process.pid)!, token };
  return owner;
};
