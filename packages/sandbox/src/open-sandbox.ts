import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isCodedError } from '@mqferry/core';
import { sandboxErrors } from './sandbox-errors.ts';
import { endProcesses, endSandbox, StateFile, stateExists } from './sandbox-state.ts';
import { watchedOwner } from './watchdog.ts';

/** What a cluster is started as. */
export interface OpenOptions {
  readonly kind: 'kafka' | 'rocketmq';
  readonly version: string;
  /** Made up from kind and version unless given. */
  readonly name: string | undefined;
  /** A fresh one in the system's temporary folder, which goes away with the sandbox, unless given. */
  readonly directory: string | undefined;
}

/** A sandbox that has a name, a folder and a state file, and no process yet. */
export interface OpenSandbox {
  readonly name: string;
  readonly directory: string;
  readonly state: StateFile;
}

const open = async ({ kind, version, ...given }: OpenOptions): Promise<OpenSandbox> => {
  const name = given.name ?? `${kind}-${version}-${randomBytes(3).toString('hex')}`;
  if (stateExists(name)) {
    throw sandboxErrors.SANDBOX_OPTION_INVALID({ reason: `there is a sandbox ${name} already` });
  }
  const temporary = given.directory === undefined;
  const directory = resolve(given.directory ?? (await mkdtemp(join(tmpdir(), `mqferry-${name}-`))));
  await mkdir(directory, { recursive: true });
  const state = new StateFile({
    ...{ name, kind, owner: watchedOwner(), startedAt: new Date().toISOString() },
    temporaryDirectory: temporary ? directory : null,
    processes: [],
    description: { version, directory },
  });
  return { name, directory, state };
};

/**
 * Opens a sandbox and starts what belongs to it; what was started is ended again when `start` rejects.
 * Throws SANDBOX_OPTION_INVALID when there is one of this name, and what `start` throws.
 */
export const openSandbox = async <Started>(
  options: OpenOptions,
  start: (sandbox: OpenSandbox) => Promise<Started>,
): Promise<Started> => {
  const sandbox = await open(options);
  try {
    return await start(sandbox);
  } catch (error) {
    await endSandbox(sandbox.state.state);
    throw error;
  }
};

/** How often other ports are tried when somebody took one between its release and its user's start. */
const ATTEMPTS = 3;

/** Launches a cluster; when its ports are of its own choice (`free`), with others when somebody took one. */
export const launchOnPorts = async <Launched>(
  launch: () => Promise<Launched>,
  { free, state }: { readonly free: boolean; readonly state: StateFile },
): Promise<Launched> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch();
    } catch (error) {
      const taken = isCodedError(error, 'SANDBOX_PORT_IN_USE') && free;
      if (!taken || attempt === ATTEMPTS) throw error;
      await endProcesses(state.state);
    }
  }
};
