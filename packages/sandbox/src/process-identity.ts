import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pause } from '@mqferry/core';

/**
 * A process told apart from every other one, also from a later one that got the same pid:
 * the start time is compared before a signal is sent.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; equal for the same process only, across reboots too. */
  readonly startTime: string;
}

const linuxStartTime = (pid: number): string | undefined => {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // proc(5): the second field is the command in parentheses and may hold anything; state is field 3, starttime 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  return `${bootId}/${fields[19]}`;
};

const posixStartTime = (pid: number): string | undefined => {
  try {
    const [state = 'Z', ...start] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    })
      .trim()
      .split(/\s+/);
    return state.startsWith('Z') ? undefined : start.join(' ');
  } catch {
    return undefined;
  }
};

const startTimeOf = process.platform === 'linux' ? linuxStartTime : posixStartTime;

/** The identity of a running process, or undefined when there is none with this pid. */
export const identify = (pid: number): ProcessIdentity | undefined => {
  const startTime = startTimeOf(pid);
  return startTime === undefined ? undefined : { pid, startTime };
};

/** Whether this very process still runs. */
export const isRunning = (identity: ProcessIdentity): boolean =>
  startTimeOf(identity.pid) === identity.startTime;

/** Sends a signal to this very process; false when it is gone. */
export const sendSignal = (identity: ProcessIdentity, signal: NodeJS.Signals): boolean => {
  if (!isRunning(identity)) return false;
  try {
    return process.kill(identity.pid, signal);
  } catch {
    return false;
  }
};

const POLL_MS = 25;

const waitGone = async (identity: ProcessIdentity, limitMs: number): Promise<boolean> => {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await pause(POLL_MS)) {
    if (!isRunning(identity)) return true;
  }
  return !isRunning(identity);
};

/**
 * Ends a process, whoever its parent is: SIGTERM, then SIGKILL after `graceMs` (at once when that is 0).
 * Resolves when it is gone. A stopped process (SIGSTOP) is woken so that it can end.
 */
export const endProcess = async (identity: ProcessIdentity, graceMs: number): Promise<void> => {
  if (graceMs > 0 && sendSignal(identity, 'SIGTERM')) {
    sendSignal(identity, 'SIGCONT');
    if (await waitGone(identity, graceMs)) return;
  }
  if (sendSignal(identity, 'SIGKILL')) await waitGone(identity, 10_000);
};
