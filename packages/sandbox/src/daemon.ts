import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { pause } from '@mqferry/core';
import { endProcess, identify, type ProcessIdentity } from './process-identity.ts';
import { sandboxErrors } from './sandbox-errors.ts';
import type { StateFile } from './sandbox-state.ts';
import { lastLines, requireJava } from './toolchain.ts';

/** How to start a long-running Java process. */
export interface DaemonPlan {
  /** What it is called in errors and in the state file. */
  readonly role: string;
  readonly args: readonly string[];
  readonly directory: string;
  /** Gets everything that the process writes, appended. */
  readonly logFile: string;
}

/** A Java process that was started here and outlives this one unless it is ended. */
export interface Daemon {
  readonly identity: ProcessIdentity;
  /** Resolves with how it ended, in words. */
  readonly exited: Promise<string>;
  /** What it wrote to its log file so far. */
  log(): string;
  /** Ends it: SIGTERM, then SIGKILL after `graceMs`. */
  end(graceMs: number): Promise<void>;
}

const START_LIMIT_MS = 90_000;
const POLL_MS = 50;

/** Starts a Java process in a session of its own, so that Ctrl-C on a terminal reaches its owner only. */
export const startDaemon = async (
  { role, args, directory, logFile }: DaemonPlan,
  state: StateFile,
): Promise<Daemon> => {
  const java = await requireJava();
  mkdirSync(directory, { recursive: true });
  const log = openSync(logFile, 'a');
  const { size: before } = fstatSync(log);
  const child = spawn(java.path, args, { cwd: directory, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const identity = identify(child.pid!) ?? { pid: child.pid!, startTime: '' };
  state.add({ role, ...identity });
  child.unref();
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  }).then((exit) => {
    state.remove(identity);
    return exit;
  });
  return {
    identity,
    exited,
    log: () => logSince(logFile, before),
    end: async (graceMs) => {
      // Its end is waited for, so it keeps this process running until then.
      child.ref();
      await endProcess(identity, graceMs);
      await exited;
    },
  };
};

const SHOWN_LINES = 12;
const TELLING = / ERROR | FATAL |Exception/;

/** What of a log tells best why a process ended: its last errors, else its last lines. */
const tellingLines = (log: string): string => {
  const errors = log.split('\n').filter((line) => TELLING.test(line));
  return lastLines(errors.length > 0 ? errors.join('\n') : log, SHOWN_LINES);
};

/** What a log file got after its first `before` bytes; nothing when the file is gone with its folder. */
const logSince = (logFile: string, before: number): string =>
  existsSync(logFile) ? readFileSync(logFile).subarray(before).toString('utf8') : '';

const deathOf = ({ role, logFile }: DaemonPlan, log: string, exit: string): Error => {
  const port = /:(\d+): Address already in use|()BindException: Address already in use/.exec(log);
  if (port) return sandboxErrors.SANDBOX_PORT_IN_USE({ port: port[1] ?? `of ${role}` });
  return sandboxErrors.SANDBOX_PROCESS_DIED({ process: role, exit, logFile, lines: tellingLines(log) });
};

/**
 * Waits until `ready` resolves. It is called again and again, as long as it rejects and the process runs.
 * Throws SANDBOX_PROCESS_DIED or SANDBOX_START_TIMEOUT with the end of the log.
 */
export const untilReady = async (
  plan: DaemonPlan,
  daemon: Daemon,
  ready: () => Promise<unknown>,
): Promise<void> => {
  let exit: string | undefined;
  daemon.exited.then((how) => {
    exit = how;
  });
  let reason: unknown;
  for (const deadline = Date.now() + START_LIMIT_MS; Date.now() < deadline; await pause(POLL_MS)) {
    if (exit !== undefined) throw deathOf(plan, daemon.log(), exit);
    try {
      await ready();
      return;
    } catch (error) {
      reason = error;
    }
  }
  throw sandboxErrors.SANDBOX_START_TIMEOUT(
    {
      process: plan.role,
      seconds: START_LIMIT_MS / 1000,
      reason: String(reason),
      logFile: plan.logFile,
      lines: tellingLines(daemon.log()),
    },
    reason,
  );
};
