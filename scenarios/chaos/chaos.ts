/**
 * Copies under faults, by seed: `node --conditions=source scenarios/chaos/chaos.ts --seed N --minutes M`. Prints the
 * seed, each fault as it happens, and the result as JSON in the last line; exit code 0 when both clusters are equal.
 */
import { parseArgs } from 'node:util';
import { FAULTS } from './faults/index.ts';
import { runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '5' },
    faults: { type: 'string', default: '1000' },
    /** So many workers share the copy; one copier alone without it. */
    workers: { type: 'string' },
    /** Names from `FAULTS`, separated by commas. */
    only: { type: 'string' },
  },
});
const only = values.only?.split(',');
const unknown = only?.find((name) => !(name in FAULTS));
if (unknown !== undefined) {
  console.error(`There is no fault ${unknown}. Known: ${Object.keys(FAULTS).join(', ')}.`);
  process.exit(2);
}
const result = await runChaos({
  seed: Number(values.seed),
  minutes: Number(values.minutes),
  faults: Number(values.faults),
  ...(values.workers === undefined ? {} : { workers: Number(values.workers) }),
  ...(only ? { only } : {}),
  say: (line) => console.log(line),
});
console.log(JSON.stringify(result));
const { read_committed, read_uncommitted } = result.sameViews;
const isEqual = result.equal && result.stopped.length === 0 && read_committed && read_uncommitted;
process.exitCode = isEqual ? 0 : 1;
