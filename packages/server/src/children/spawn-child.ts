import { fork } from 'node:child_process';
import { apiErrors } from '@mqferry/api';
import { type CallPort, callsOver, type PortCalls } from '@mqferry/core';

/** So long a process has to end at a safe point, in milliseconds. */
const END_MS = 30_000;

/** A process that works for the service, and what it can be asked. */
export interface SpawnedChild<Offered extends object> {
  readonly calls: Pick<PortCalls<Offered>, 'ask' | 'tell'>;
  /** It has nothing to do any more. */
  end(): void;
  /** Ends it at once. */
  kill(): void;
  /** Settles when it is gone. */
  readonly gone: Promise<void>;
}

/**
 * Starts a process from a file beside the service's own, `.ts` or `.js` as those are. It may ask `keeper`; what it says
 * on stderr goes to `log`.
 */
export const spawnChild = <Offered extends object>(
  file: string,
  keeper: object,
  log: (line: string) => void,
): SpawnedChild<Offered> => {
  const child = fork(file, [], {
    execArgv: file.endsWith('.ts') ? ['--conditions=source'] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const port: CallPort = {
    on: (event, listener) => child.on(event, listener as (message: unknown) => void),
    // It may be gone already: then `gone` tells whoever waits.
    postMessage: (message) => void child.send(message, () => {}),
  };
  const calls = callsOver<Offered>(port, keeper);
  child.stderr!.setEncoding('utf8').on('data', (text: string) => log(text.trimEnd()));
  const gone = new Promise<void>((resolve) => {
    const end = (reason: string) => {
      calls.fail(apiErrors.API_COPY_DIED({ reason }));
      resolve();
    };
    child.once('error', ({ message }) => end(message));
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  });
  const kill = () => void child.kill('SIGKILL');
  return {
    ...{ calls, kill, gone },
    end: () => {
      if (child.connected) child.disconnect();
      const killing = setTimeout(kill, END_MS);
      void gone.then(() => clearTimeout(killing));
    },
  };
};
