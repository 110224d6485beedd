import { readFile, rename, writeFile } from 'node:fs/promises';
import { Hidden } from '@mqferry/core';
import type { PortAssignment, PortRange, SecretKeys } from '@mqferry/gateway';
import { z } from 'zod';
import { cliErrors } from '../cli-errors.ts';
import { textOf } from '../rocketmq/files.ts';

const HIGHEST_PORT = 65_535;

/** Reads `first-last`. Throws CLI_PORT_RANGE_INVALID. */
export const parsePortRange = (option: string, text: string): PortRange => {
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/u.exec(text) ?? [];
  const range = { first: Number(first), last: Number(last) };
  const isRange = range.first > 0 && range.first < range.last && range.last <= HIGHEST_PORT;
  if (first === undefined || !isRange) throw cliErrors.CLI_PORT_RANGE_INVALID({ option, value: text });
  return range;
};

const secretKeys = z.record(z.string().min(1), z.string().min(1));

/** Reads secret keys by their access keys. Throws CLI_FILE_UNREADABLE, CLI_SECRET_KEYS_INVALID. */
export const readSecretKeys = async (file: string | undefined): Promise<SecretKeys> => {
  if (file === undefined) return () => undefined;
  const text = await textOf(file);
  try {
    const keys = new Map(Object.entries(secretKeys.parse(JSON.parse(text))));
    return (accessKey) => {
      const secretKey = keys.get(accessKey);
      return secretKey === undefined ? undefined : new Hidden(secretKey);
    };
  } catch (error) {
    // What JSON.parse says of a text quotes it.
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : 'no JSON';
    throw cliErrors.CLI_SECRET_KEYS_INVALID({ file, reason }, error);
  }
};

const assignments = z.array(
  z.strictObject({ side: z.enum(['source', 'target']), address: z.string(), port: z.int() }),
);

/** Where ports of brokers are remembered. */
export interface PortMemory {
  readonly assigned: readonly PortAssignment[];
  remember(assigned: readonly PortAssignment[]): Promise<void>;
}

/** Remembers ports in a file, or not at all. One that is not there yet is empty. */
export const portMemory = async (file: string | undefined): Promise<PortMemory> => {
  if (file === undefined) return { assigned: [], remember: async () => undefined };
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw cliErrors.CLI_PROXY_STATE_INVALID({ file, reason: error.message }, error);
  });
  let assigned: readonly PortAssignment[];
  try {
    assigned = assignments.parse(JSON.parse(text));
  } catch (error) {
    throw cliErrors.CLI_PROXY_STATE_INVALID({ file, reason: (error as Error).message }, error);
  }
  return {
    assigned,
    remember: async (next) => {
      await writeFile(`${file}.next`, `${JSON.stringify(next, undefined, 2)}\n`);
      await rename(`${file}.next`, file);
    },
  };
};
