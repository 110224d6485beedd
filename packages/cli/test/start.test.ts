import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** Tells which modules a command line loads: all of this project's sources, and what it takes from npm. */
const PROBE = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  const { run } = await import(process.argv[1]);
  const { liveServices: services } = await import(process.argv[2]);
  const output = { write: () => {} };
  await run(['--version'], { env: {}, stdout: output, stderr: output, services });
  console.log(JSON.stringify(loaded));
`;

test('a command that does not go to the service starts without what it takes to talk to one', async () => {
  const urls = ['run', 'services'].map((name) => new URL(`../src/${name}.ts`, import.meta.url).href);
  const { stdout } = await run(process.execPath, [
    ...['--conditions=source', '--input-type=module', '--eval', PROBE],
    ...urls,
  ]);
  const loaded = JSON.parse(stdout) as string[];
  expect(loaded).toContain(urls[0]);
  expect(loaded.filter((url) => /\/packages\/(?:api|server)\/|\/node_modules\/yaml\//.test(url))).toEqual([]);
});
