/**
 * Makes every fault by many seeds, several in the life of one copy, and writes docs/results/faults.md:
 * `node --conditions=source scenarios/chaos/many-seeds.ts --seeds 20 --only a,b --minutes M`. Exit code 1 when a copy
 * was different, or stopped where it should not have. SIGTERM ends it after the seed that is under way.
 */
import { parseArgs } from 'node:util';
import { mayMount } from '../lib/small-disk.ts';
import { onChaosClusters } from './clusters.ts';
import { FAULTS } from './faults/index.ts';
import { saveResults } from './results-file.ts';
import { Strikes } from './seeds.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    first: { type: 'string', default: '1' },
    /** Names from `FAULTS`, separated by commas. */
    only: { type: 'string' },
    /** No seed is begun after so many. */
    minutes: { type: 'string', default: '600' },
    /** Adds to what other seeds came to, instead of taking its place. */
    add: { type: 'boolean', default: false },
  },
});
/** After so many of every fault a copy is read by Kafka's consumer, results are written, and another copy begins. */
const SEEDS_A_COPY = 5;
const ALL = Object.keys(FAULTS);
const canMount = await mayMount();
const names = (values.only?.split(',') ?? ALL).filter((name) => canMount || name !== 'target-disk-full');
const unknown = names.find((name) => !(name in FAULTS));
if (unknown !== undefined) {
  console.error(`There is no fault ${unknown}. Known: ${ALL.join(', ')}.`);
  process.exit(2);
}
const end = performance.now() + Number(values.minutes) * 60_000;
let asked = false;
// The strike that is under way comes to its end, so that results are written and nothing is left running.
process.once('SIGTERM', () => {
  asked = true;
});
const mayGoOn = () => !asked && performance.now() < end;
const first = Number(values.first);
await onChaosClusters(names.includes('target-disk-full'), async (pair) => {
  let failures = 0;
  const last = first + Number(values.seeds);
  for (let from = first; from < last && mayGoOn(); from += SEEDS_A_COPY) {
    const strikes = new Strikes(pair, (line) => console.log(line));
    for (let seed = from; seed < Math.min(last, from + SEEDS_A_COPY); seed += 1) {
      for (const name of names) if (mayGoOn()) await strikes.strike(name, seed);
    }
    await strikes.finish();
    await saveResults(strikes.results, values.add || from > first, ALL);
    failures += strikes.results.reduce((sum, result) => sum + result.failures.length, 0);
  }
  process.exitCode = failures === 0 ? 0 : 1;
});
