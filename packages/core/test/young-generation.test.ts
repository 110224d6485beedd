import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const MIB = 1024 * 1024;
/** Keeps enough objects alive for a while that the young generation would grow as far as it may. */
const PROGRAM = `
  import { getHeapSpaceStatistics } from 'node:v8';
  if (process.argv[1]) (await import(process.argv[1])).keepYoungGenerationSmall();
  for (let round = 0; round < 60; round += 1) {
    const kept = [];
    for (let i = 0; i < 60_000; i += 1) kept.push({ i, in: [i] });
  }
  console.log(getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space').space_size);
`;

const grownTo = async (...module: string[]): Promise<number> => {
  const args = ['--conditions=source', '--input-type=module', '--eval', PROGRAM, ...module];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return Number(stdout);
};

it('keeps the young generation from growing, as it else does', async () => {
  expect(await grownTo()).toBeGreaterThan(30 * MIB);
  // It grows by doubling. A few pages more, for a moment, are taken while it is collected by several threads.
  expect(await grownTo(import.meta.resolve('../src/young-generation.ts'))).toBeLessThan(16 * MIB);
});
