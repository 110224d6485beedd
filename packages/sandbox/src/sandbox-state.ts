import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from './folders.ts';
import { endProcess, isRunning, type ProcessIdentity } from './process-identity.ts';

/** The process on whose end a sandbox ends; the token tells module instances in one process apart. */
export interface Owner extends ProcessIdentity {
  readonly token: string;
}

/** A process of a sandbox. */
export interface SandboxProcess extends ProcessIdentity {
  /** `broker 1`, `zookeeper`, or the main class of a Java tool. */
  readonly role: string;
}

/** All that is needed to end a sandbox from another process, kept in one JSON file per sandbox. */
export interface SandboxState {
  readonly name: string;
  /** A cluster, or the Java tools that one process runs. */
  readonly kind: 'kafka' | 'rocketmq' | 'tools';
  readonly startedAt: string;
  /** null: nobody's, it stays up until it is ended by name. */
  readonly owner: Owner | null;
  /** Removed with the sandbox; null when there is nothing to remove. */
  readonly temporaryDirectory: string | null;
  readonly processes: readonly SandboxProcess[];
  /** What `mqferry sandbox list` shows of it. */
  readonly description: Readonly<Record<string, unknown>>;
}

const fileOf = (name: string): string => join(stateFolder(), `${name}.json`);

/** Whether a sandbox of this name has a state file. */
export const stateExists = (name: string): boolean => existsSync(fileOf(name));

/**
 * Keeps the state file of one sandbox equal to what is true. Writes are atomic and done when they return.
 * A file that somebody removed, because they ended the sandbox, stays away.
 */
export class StateFile {
  #state: SandboxState;

  constructor(state: SandboxState) {
    this.#state = state;
    // Client properties in it hold passwords.
    mkdirSync(stateFolder(), { recursive: true, mode: 0o700 });
    this.#write();
  }

  get state(): SandboxState {
    return this.#state;
  }

  #write(): void {
    const file = fileOf(this.#state.name);
    writeFileSync(`${file}.new`, `${JSON.stringify(this.#state, undefined, 2)}\n`);
    renameSync(`${file}.new`, file);
  }

  update(change: Partial<Pick<SandboxState, 'owner' | 'processes' | 'description'>>): void {
    this.#state = { ...this.#state, ...change };
    if (stateExists(this.#state.name)) this.#write();
  }

  add(process: SandboxProcess): void {
    this.update({ processes: [...this.#state.processes, process] });
  }

  remove(process: ProcessIdentity): void {
    this.update({ processes: this.#state.processes.filter((other) => other.pid !== process.pid) });
  }

  delete(): void {
    rmSync(fileOf(this.#state.name), { force: true });
  }
}

/** The states of all sandboxes of this user, by name. */
export const readStates = (): SandboxState[] => {
  const folder = stateFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      try {
        return [JSON.parse(readFileSync(join(folder, file), 'utf8')) as SandboxState];
      } catch {
        // Ended by somebody else between the listing and the reading.
        return [];
      }
    });
};

/** Whether the process on whose end this sandbox ends still runs. */
export const hasLivingOwner = (state: SandboxState): boolean =>
  state.owner !== null && isRunning(state.owner);

const GRACE_MS = 8_000;

/** Ends the processes of a sandbox that still are the ones that were started; nothing else is touched. */
export const endProcesses = async ({ temporaryDirectory, processes }: SandboxState): Promise<void> => {
  // When the data goes away with it nothing needs an orderly end.
  const graceMs = temporaryDirectory === null ? GRACE_MS : 0;
  // ZooKeeper was started first and ends last: brokers talk to it when they end.
  const [first, ...rest] = processes;
  await Promise.all(rest.map((process) => endProcess(process, graceMs)));
  if (first) await endProcess(first, graceMs);
};

/** Ends a sandbox, removes its folder if that is temporary, and forgets it. */
export const endSandbox = async (state: SandboxState): Promise<void> => {
  await endProcesses(state);
  if (state.temporaryDirectory !== null) {
    await rm(state.temporaryDirectory, { recursive: true, force: true, maxRetries: 3 });
  }
  rmSync(fileOf(state.name), { force: true });
};
