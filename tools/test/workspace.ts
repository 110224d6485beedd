import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');

/** What a check said, and whether it was content. */
export interface Outcome {
  readonly passed: boolean;
  readonly output: string;
}

/**
 * Writes a small workspace, runs one of tools/checks in it, and removes it when the test ends.
 * Paths beginning with `packages/<name>/` make `@mqferry/<name>` importable, as npm's links do.
 */
export const runCheck = async (check: string, files: Readonly<Record<string, string>>): Promise<Outcome> => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'mqferry-check-')));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const packages = new Set(
    Object.keys(files).flatMap((path) => /^packages\/([^/]+)/.exec(path)?.slice(1) ?? []),
  );
  mkdirSync(join(root, 'node_modules/@mqferry'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  for (const name of packages) {
    const manifest = {
      name: `@mqferry/${name}`,
      type: 'module',
      exports: { '.': { source: './src/index.ts' } },
      dependencies: Object.fromEntries(Array.from(packages, (other) => [`@mqferry/${other}`, '*'])),
    };
    writeFileSync(join(root, 'packages', name, 'package.json'), JSON.stringify(manifest));
    symlinkSync(join(root, 'packages', name), join(root, 'node_modules/@mqferry', name));
  }
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['--conditions=source', join(repository, `tools/checks/${check}.ts`)],
      { cwd: root },
      (error, stdout, stderr) => done({ passed: error === null, output: stdout + stderr }),
    );
  });
};
