import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { apiErrors } from '@mqferry/api';
import { type CallPort, callsOver, type PortCalls } from '@mqferry/core';
import type { CopyKeeper, CopyProcess } from './copy-calls.ts';

const IS_SOURCE = import.meta.url.endsWith('.ts');
const FILE = fileURLToPath(new URL(IS_SOURCE ? './copy-main.ts' : './copy-main.js', import.meta.url));

/** So long a process has to end at a safe point, in milliseconds. */
const END_MS = 30_000;

/** A process that copies. */
export interface SpawnedCopy {
  readonly calls: Pick<PortCalls<CopyProcess>, 'ask' | 'tell'>;
  /** It has nothing to do any more. */
  end(): void;
  /** Settles when it is gone. */
  readonly gone: Promise<void>;
}

/** Starts a process that copies; what it says on stderr goes to `log`. */
export const spawnCopy = (keeper: CopyKeeper, log: (line: string) => void): SpawnedCopy => {
  const child = fork(FILE, [], {
    execArgv: IS_SOURCE ? ['--conditions=source'] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const port: CallPort = {
    on: (event, listener) => child.on(event, listener as (message: unknown) => void),
    // It may be gone already: then `gone` tells whoever waits.
    postMessage: (message) => void child.send(message, () => {}),
  };
  const calls = callsOver<CopyProcess>(port, keeper);
  child.stderr!.setEncoding('utf8').on('data', (text: string) => log(text.trimEnd()));
  const gone = new Promise<void>((resolve) => {
    const end = (reason: string) => {
      calls.fail(apiErrors.API_COPY_DIED({ reason }));
      resolve();
    };
    child.once('error', ({ message }) => end(message));
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  });
  return {
    calls,
    end: () => {
      if (child.connected) child.disconnect();
      const killing = setTimeout(() => child.kill('SIGKILL'), END_MS);
      void gone.then(() => clearTimeout(killing));
    },
    gone,
  };
};
