import { describe, expect, it, onTestFinished } from 'vitest';
import { startPair } from './lib/cluster-pair.ts';
import { isAvoidable } from './lib/doubled.ts';
import { CLIENT_KINDS, QUICK } from './lib/live-clients.ts';
import { accountsOf, goThereAndBack } from './lib/round-trip.ts';
import { ServedApplications } from './lib/served-applications.ts';

/** Before a side is left nobody may have written for a minute, twice. */
const LIMIT = { timeout: 15 * 60_000 };

describe.each([
  ['route', '5.5.0'],
  ['proxy', '4.9.7'],
] as const)('a task of the service, in %s mode from 4.9.7 to %s', (mode, version) => {
  it(
    'takes clients of every kind there and back, each step when its checks let it',
    LIMIT,
    async ({ annotate }) => {
      const pair = await startPair(version);
      onTestFinished(() => pair.stop());
      const plans = CLIENT_KINDS.map((kind) => ({ kind, name: `orders-${kind.replaceAll('.', '-')}` }));
      const served = await ServedApplications.start(pair, plans, { pace: QUICK, mode });
      onTestFinished(() => served.end());

      const late = await goThereAndBack(served);

      expect(late).toBe(0);
      for (const { text, failed, faults, doubled } of accountsOf(served)) {
        await annotate(text);
        expect(faults).toEqual([]);
        expect(failed).toEqual([]);
        expect(doubled.filter(isAvoidable)).toEqual([]);
      }
    },
  );
});
