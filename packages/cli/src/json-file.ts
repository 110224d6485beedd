import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StateDocument } from '@mqferry/replication';
import { cliErrors } from './cli-errors.ts';

/** A JSON file; what was written is whole and on the disk. */
export class JsonFile implements StateDocument {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The content; undefined when there is no file. Throws CLI_STATE_UNREADABLE. */
  async read(): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.path, 'utf8')) as unknown;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw this.unreadable((error as Error).message, error);
    }
  }

  /** A crash leaves the old file or the new one, never a part of it. Throws CLI_STATE_UNWRITABLE. */
  async write(content: unknown): Promise<void> {
    const next = `${this.path}.new`;
    try {
      await mkdir(dirname(this.path), { recursive: true });
      await writeThrough(next, `${JSON.stringify(content, undefined, 2)}\n`);
      await rename(next, this.path);
      await syncFolder(dirname(this.path));
    } catch (error) {
      throw cliErrors.CLI_STATE_UNWRITABLE({ file: this.path, reason: (error as Error).message }, error);
    }
  }

  unreadable(reason: string, cause?: unknown): Error {
    return cliErrors.CLI_STATE_UNREADABLE({ file: this.path, reason }, cause);
  }
}

const writeThrough = async (path: string, text: string): Promise<void> => {
  const handle = await open(path, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Makes a renaming in the folder durable. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
