import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const MIB = 1024 * 1024;
const PROGRAM = fileURLToPath(new URL('../../packages/cli/bin/mqferry.js', import.meta.url));
/** Has a process tell, when it ends, how large the part of the heap is where objects are born. */
const TELLING = `
  import { getHeapSpaceStatistics } from 'node:v8';
  process.on('exit', () =>
    console.error(getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space').space_size));
`;

it('keeps the young generation small before the program is loaded, which makes it grow', async () => {
  const hook = `data:text/javascript,${encodeURIComponent(TELLING)}`;
  const args = ['--import', hook, PROGRAM, 'migrate', '--help'];
  const { stderr } = await promisify(execFile)(process.execPath, args);
  // It grows by doubling. A few pages more, for a moment, are taken while it is collected by several threads.
  expect(Number(stderr)).toBeLessThan(16 * MIB);
});
