import { expect, it } from 'vitest';
import { FAULTS } from './faults.ts';
import { runChaos } from './run-chaos.ts';

/** One short run; `scenarios/chaos/chaos.ts` makes long ones of any seed. */
it('copies live transactions equal through a few faults', { timeout: 10 * 60_000 }, async () => {
  const only = ['copier-killed', 'broker-killed', 'broker-paused'];
  const result = await runChaos({ seed: 1, minutes: 5, faults: 4, only, say: console.log });
  expect(result).toMatchObject({ equal: true, sameViews: true });
  expect(Object.keys(result.faults).every((name) => name in FAULTS)).toBe(true);
  expect(result.recoveries).toBeGreaterThan(0);
});
