import { execFile } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a result depends on besides the code; nothing that tells whose machine it is. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly java: string;
  /** Commit of this checkout, with `-dirty` when files other than results differ from it; undefined outside of one. */
  readonly commit: string | undefined;
}

const run = promisify(execFile);

const javaVersion = async (): Promise<string> => {
  const home = process.env.JAVA_HOME;
  const { stderr } = await run(home ? join(home, 'bin', 'java') : 'java', ['-version']);
  return /version "([^"]+)"/.exec(stderr)?.[1] ?? 'unknown';
};

const git = async (...args: string[]): Promise<string> =>
  (await run('git', args, { cwd: import.meta.dirname })).stdout.trim();

const commit = async (): Promise<string | undefined> => {
  try {
    const changed = await git('status', '--porcelain', '--', ':/', ':(top,exclude)docs/results');
    return `${await git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : '-dirty'}`;
  } catch {
    return undefined;
  }
};

/** The machine that this runs on. */
export const machine = async (): Promise<Machine> => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  memoryBytes: totalmem(),
  system: `${process.platform} ${process.arch}`,
  node: process.versions.node,
  java: await javaVersion(),
  commit: await commit(),
});
