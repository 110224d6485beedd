import { describe, expect, it, onTestFinished } from 'vitest';
import { startPair } from './lib/cluster-pair.ts';
import { isAvoidable } from './lib/doubled.ts';
import { CLIENT_KINDS, QUICK } from './lib/live-clients.ts';
import { accountsOf, goThereAndBack } from './lib/round-trip.ts';
import { RoutedApplications } from './lib/routed-applications.ts';

/** Most of it is waiting, but on a busy machine clusters and clients start slowly. */
const LIMIT = { timeout: 10 * 60_000 };

describe.each([
  ['route', '4.9.7'],
  ['proxy', '5.5.0'],
] as const)('clients of every kind, in %s mode from 4.9.7 to %s', (mode, version) => {
  it('go through all states and back: nothing is lost, and no send fails', LIMIT, async ({ annotate }) => {
    const pair = await startPair(version);
    onTestFinished(() => pair.stop());
    const plans = CLIENT_KINDS.map((kind) => ({ kind, name: `orders-${kind.replaceAll('.', '-')}` }));
    const routed = await RoutedApplications.start(pair, plans, { pace: QUICK, mode });
    onTestFinished(() => routed.end());
    const { all } = routed.applications;
    const ids = all.flatMap(({ producer, consumers }) => [producer, ...consumers]).map((one) => one.clientId);
    const known = () => routed.gateway.clients().map(({ heartbeat }) => heartbeat?.clientId);
    await expect.poll(known).toEqual(expect.arrayContaining(ids));

    const late = await goThereAndBack(routed);

    expect(late).toBe(0);
    for (const { text, failed, faults, doubled } of accountsOf(routed)) {
      await annotate(text);
      expect(faults).toEqual([]);
      expect(failed).toEqual([]);
      expect(doubled.filter(isAvoidable)).toEqual([]);
    }
  });
});
