import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { Hidden } from '@mqferry/core';
import type { Context } from '../context.ts';
import { readSecret } from '../prompts.ts';
import { serviceErrors } from './service-errors.ts';

const BYTES = 18;

export interface PasswordOptions {
  readonly passwords?: string;
  readonly generate?: string;
}

/** The users that get a password, and the passwords that were made up for some of them. */
export interface NewPasswords {
  readonly users: { user: string; password?: Hidden }[];
  readonly madeUp: ReadonlyMap<string, string>;
}

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error as Error).message;

const textOf = async (file: string, context: Context): Promise<string> => {
  if (file === '-') return readSecret('--passwords', context);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw serviceErrors.CLI_PASSWORDS_UNREADABLE({ file, reason: reasonOf(error) }, error);
  }
};

/** The passwords that a file gives, one `user=password` a line. Throws CLI_PASSWORDS_MALFORMED. */
const given = async (file: string, context: Context): Promise<Map<string, string>> => {
  const lines = (await textOf(file, context)).split(/\r?\n/u);
  return new Map(
    lines.flatMap((line, index) => {
      if (line.trim() === '') return [];
      const at = line.indexOf('=');
      if (at < 1 || at === line.length - 1)
        throw serviceErrors.CLI_PASSWORDS_MALFORMED({ file, line: index + 1 });
      return [[line.slice(0, at), line.slice(at + 1)] as const];
    }),
  );
};

/**
 * A new password for each user: from the file, or made up where `--generate` says where to keep it. Throws
 * CLI_PASSWORDS_UNREADABLE and CLI_PASSWORDS_MALFORMED.
 */
export const newPasswords = async (
  names: readonly string[],
  { passwords, generate }: PasswordOptions,
  context: Context,
): Promise<NewPasswords> => {
  const known = passwords === undefined ? new Map<string, string>() : await given(passwords, context);
  const madeUp = new Map(
    generate === undefined
      ? []
      : names
          .filter((user) => !known.has(user))
          .map((user) => [user, randomBytes(BYTES).toString('base64url')] as const),
  );
  return {
    users: names.map((user) => {
      const password = known.get(user) ?? madeUp.get(user);
      return { user, ...(password === undefined ? {} : { password: new Hidden(password) }) };
    }),
    madeUp,
  };
};

/** Keeps made-up passwords in a file that only this user may read and that was not there. Throws CLI_PASSWORDS_UNWRITABLE. */
export const keepPasswords = async (file: string, madeUp: ReadonlyMap<string, string>): Promise<void> => {
  const text = [...madeUp].map(([user, password]) => `${user}=${password}\n`).join('');
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw serviceErrors.CLI_PASSWORDS_UNWRITABLE({ file, reason: reasonOf(error) }, error);
  }
};
