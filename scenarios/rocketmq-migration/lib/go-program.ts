import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const CACHE = resolve(import.meta.dirname, '../../../.cache/go');

const hashOf = async (folder: string): Promise<string> => {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    hash.update(`${name}\n`).update(await readFile(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
};

const build = async (folder: string, program: string): Promise<void> => {
  await mkdir(CACHE, { recursive: true });
  // Two tests may build at the same time.
  const made = `${program}.${randomUUID()}`;
  try {
    await promisify(execFile)('go', ['build', '-o', made, '.'], { cwd: folder });
  } catch (error) {
    const { code, stderr = '' } = error as { code?: string | number; stderr?: string };
    const reason = code === 'ENOENT' ? 'there is no go: install Go 1.19 or newer' : stderr.trim();
    throw new Error(`${folder} could not be built: ${reason}`, { cause: error });
  }
  await rename(made, program);
};

/** Gives the path of a Go program, which is built anew only when a file in its folder has changed. */
export const goProgram = async (folder: string): Promise<string> => {
  const program = join(CACHE, `${basename(folder)}-${await hashOf(folder)}`);
  if (!existsSync(program)) await build(folder, program);
  return program;
};
