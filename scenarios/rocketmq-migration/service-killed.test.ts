import { expect, it, onTestFinished } from 'vitest';
import { startPair } from './lib/cluster-pair.ts';
import { isAvoidable } from './lib/doubled.ts';
import { QUICK } from './lib/live-clients.ts';
import { accountsOf } from './lib/round-trip.ts';
import { ServedApplications } from './lib/served-applications.ts';

const LIMIT = { timeout: 10 * 60_000 };

it(
  'a service that is killed before or after anything it does goes on where it was, and clients never notice',
  LIMIT,
  async () => {
    const pair = await startPair('5.5.0');
    onTestFinished(() => pair.stop());
    const plans = [{ kind: 'mqferry', name: 'orders' } as const];
    const served = await ServedApplications.start(pair, plans, { pace: QUICK, mode: 'route' });
    onTestFinished(() => served.end());
    const { service } = served;
    const state = async () => (await service.topics())[0]!.position.state;
    const forward = () => service.attemptUntilKilled('forward');
    await served.untilDelivered('source');

    for (const moment of ['before', 'after'] as const) {
      await service.killed(moment, 'presetOffsets', forward);
      expect(await state()).toBe('initial');
    }
    await service.killed('before', 'publishRoutes', forward);
    expect(await state()).toBe('initial');
    await service.killed('after', 'publishRoutes', forward);
    expect(await state()).toBe('dual-read');
    await served.untilJoined('target');

    // A gateway that starts while there is no service serves what it served before.
    await service.withoutService(() => service.withoutGateway(() => served.untilWritten(5, 'source')));
    await service.step('forward');
    expect(await state()).toBe('dual-write');
    await service.killed('after', 'publishRoutes', () => service.attemptUntilKilled('back'));
    expect(await state()).toBe('dual-read');
    await served.untilDelivered('source');
    await served.applications.settle();

    const [{ failed, faults, doubled }] = accountsOf(served) as [ReturnType<typeof accountsOf>[number]];
    expect(faults).toEqual([]);
    expect(failed).toEqual([]);
    expect(doubled.filter(isAvoidable)).toEqual([]);
  },
);
