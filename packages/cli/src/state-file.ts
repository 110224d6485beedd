import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { cliErrors } from './cli-errors.ts';

/** The folder for state unless --state names one: $XDG_STATE_HOME/mqferry, else ~/.local/state/mqferry. */
export const defaultStateFolder = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'mqferry');

/** Path of a file that belongs to one pair of clusters. Cluster ids with other signs than usual are made safe. */
export const pairFile = (folder: string, source: string, target: string, suffix = ''): string => {
  const safe = (id: string) => id.replace(/[^\w.-]/g, '_');
  return join(folder, `${safe(source)}-${safe(target)}${suffix}.json`);
};

/** Reads a JSON file; undefined when there is none. Throws CLI_STATE_UNREADABLE. */
export const readState = async (file: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cliErrors.CLI_STATE_UNREADABLE({ file, reason: (error as Error).message }, error);
  }
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Replaces a JSON file so that a crash leaves the old or the new one, and on the disk when it returns. Throws CLI_STATE_UNWRITABLE. */
export const writeState = async (file: string, value: unknown): Promise<void> => {
  const next = `${file}.new`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(next, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(value, undefined, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
    await syncFolder(dirname(file));
  } catch (error) {
    throw cliErrors.CLI_STATE_UNWRITABLE({ file, reason: (error as Error).message }, error);
  }
};
