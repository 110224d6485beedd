import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CodedError } from '@mqferry/core';
import type { StateDocument } from '@mqferry/replication';
import { cliErrors } from './cli-errors.ts';

type FileError = (places: { readonly file: string; readonly reason: string }, cause?: unknown) => CodedError;

/** What is told of a file that cannot be read or written. */
export interface JsonFileErrors {
  readonly unreadable: FileError;
  readonly unwritable: FileError;
}

const OF_STATE: JsonFileErrors = {
  unreadable: cliErrors.CLI_STATE_UNREADABLE,
  unwritable: cliErrors.CLI_STATE_UNWRITABLE,
};

/** A JSON file; what was written is whole and on the disk, and for its owner only. */
export class JsonFile implements StateDocument {
  readonly path: string;
  readonly #errors: JsonFileErrors;

  /** `errors`: those of a state file unless given. */
  constructor(path: string, errors: JsonFileErrors = OF_STATE) {
    this.path = path;
    this.#errors = errors;
  }

  /** The content; undefined when there is no file. Throws the error of an unreadable file. */
  async read(): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.path, 'utf8')) as unknown;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw this.unreadable((error as Error).message, error);
    }
  }

  /** A crash leaves the old file or the new one, never a part of it. Throws that of an unwritable one. */
  async write(content: unknown): Promise<void> {
    const next = `${this.path}.new`;
    try {
      await mkdir(dirname(this.path), { recursive: true });
      await writeThrough(next, `${JSON.stringify(content, undefined, 2)}\n`);
      await rename(next, this.path);
      await syncFolder(dirname(this.path));
    } catch (error) {
      throw this.#errors.unwritable({ file: this.path, reason: (error as Error).message }, error);
    }
  }

  unreadable(reason: string, cause?: unknown): Error {
    return this.#errors.unreadable({ file: this.path, reason }, cause);
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
