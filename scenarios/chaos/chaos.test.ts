import { expect, it } from 'vitest';
import { runChaos } from './run-chaos.ts';

/** One short run; `scenarios/chaos/chaos.ts` makes long ones of any seed. */
it('copies live transactions equal through a few faults', { timeout: 10 * 60_000 }, async () => {
  // With two of three brokers down, some partition has lost its leader, whoever led what.
  const sequence = ['copier-killed', 'too-few-in-sync', 'cut-in-answer', 'request-delivered-behind'];
  const result = await runChaos({ seed: 1, minutes: 5, faults: sequence.length, sequence, say: console.log });
  expect(result).toMatchObject({ equal: true, stopped: [] });
  expect(result.sameViews).toEqual({ read_committed: true, read_uncommitted: true });
  expect(Object.keys(result.faults).sort()).toEqual(sequence.toSorted());
  expect(result.recoveries).toBeGreaterThan(0);
});
