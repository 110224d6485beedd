import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { configErrors } from './config-errors.ts';

/** Reads the files that properties point to. */
export interface FileAccess {
  /** The full path of what is written in a property. */
  readonly locate: (path: string) => string;
  /** The content of a file. Throws CONFIG_FILE_UNREADABLE, naming the property that points to it. */
  readonly read: (property: string, path: string) => Promise<Buffer>;
}

/** File access with relative paths starting at `baseDirectory`. */
export const createFileAccess = (baseDirectory: string): FileAccess => {
  const locate = (path: string) => resolve(baseDirectory, path);
  return {
    locate,
    read: async (property, path) => {
      const full = locate(path);
      try {
        return await readFile(full);
      } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
        throw configErrors.CONFIG_FILE_UNREADABLE({ property, path: full, reason }, error);
      }
    },
  };
};

/** Access to files that are given by name, and to no others. */
export const givenFiles = (content: ReadonlyMap<string, Buffer>): FileAccess => ({
  locate: (path) => path,
  read: async (property, path) => {
    const found = content.get(path);
    if (found) return found;
    throw configErrors.CONFIG_FILE_UNREADABLE({ property, path, reason: 'it was not given along' });
  },
});

/** Text in UTF-8, or in ISO 8859-1 where it is not valid UTF-8, as older Java tools wrote it. */
export const decodeText = (content: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return content.toString('latin1');
  }
};
