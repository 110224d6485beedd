import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pause } from '@mqferry/core';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

const POLL_MS = 200;

/** The process that holds a lock, or undefined when it was just freed. */
const holderOf = (path: string): ProcessIdentity | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
};

/** Creates the lock file with its content in one step, so that no one ever reads half of it. */
const tryLock = (path: string): boolean => {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify(identify(process.pid)));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
};

/**
 * Does `work` while no other process on this machine does work under the same lock file.
 * The lock of a process that died is taken over. `work` must still be harmless when done twice at once:
 * two processes that take over at the same instant may both get the lock.
 */
export const withLock = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  await mkdir(dirname(path), { recursive: true });
  while (!tryLock(path)) {
    const holder = holderOf(path);
    if (holder && !isRunning(holder)) rmSync(path, { force: true });
    else await pause(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
};
