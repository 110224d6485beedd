import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codedErrorIn } from '@mqferry/core';
import { requireUsage } from './process-usage.ts';

const root = join(import.meta.dirname, '..', '..');

/** For logs, and for the results of what is less than the full measurement. */
export const scratchFolder = join(root, '.cache', 'bench');
/** Where the results of full measurements go. */
export const resultFolder = join(root, 'docs', 'results');

/** A line with the time of day. */
export const say = (text: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);

/** Writes a value as JSON; the folder is made. */
export const writeJson = async (file: string, value: unknown): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
};

/** Keeps a result and its report under a name and shows the report. A try does not replace a full measurement. */
export const keepResult = async (
  name: string,
  isFull: boolean,
  result: unknown,
  report: string,
): Promise<void> => {
  const folder = isFull ? resultFolder : scratchFolder;
  await writeJson(join(folder, `${name}.json`), result);
  await writeFile(join(folder, `${name}.md`), report);
  console.log(`\n${report}`);
};

/** Runs a benchmark's `main` with the arguments of this process; coded errors are told, and end it with 1. */
export const runProgram = async (main: (args: readonly string[]) => Promise<void>): Promise<void> => {
  // An orderly exit ends the copy that runs; the sandbox's watchdog ends the brokers, however this ends.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  try {
    requireUsage();
    await mkdir(scratchFolder, { recursive: true });
    await main(process.argv.slice(2));
  } catch (error) {
    const coded = codedErrorIn(error);
    if (!coded) throw error;
    console.error(`${coded.code}: ${coded.message}\n${coded.advice('en')}`);
    process.exitCode = 1;
  }
};
