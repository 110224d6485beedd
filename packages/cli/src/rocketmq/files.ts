import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { rocketmqErrors } from './rocketmq-errors.ts';

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error as Error).message;

/** The text of a file. Throws CLI_FILE_UNREADABLE. */
export const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw rocketmqErrors.CLI_FILE_UNREADABLE({ file, reason: reasonOf(error) }, error);
  }
};

/** The only line of a file, such as a secret. Throws CLI_FILE_UNREADABLE. */
export const lineOf = async (file: string): Promise<string> => (await textOf(file)).replace(/\r?\n$/, '');

/** Writes a file that only this user may read and that was not there. Throws CLI_FILE_UNWRITABLE. */
export const writeNew = async (file: string, text: string): Promise<void> => {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw rocketmqErrors.CLI_FILE_UNWRITABLE({ file, reason: reasonOf(error) }, error);
  }
};
