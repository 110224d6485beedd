import { apiErrors, type Client, problemOf } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeService, fakeServiceMigration, withMigration } from '../support/fake-service.ts';

type View = Awaited<ReturnType<Client['getReadiness']>>;

const reason = problemOf(apiErrors.API_NAME_TAKEN({ kind: 'group', name: 'g' }));
const READY: View['topics'] = { ready: 1, notReady: 0, unknown: 0 };
const VIEW: View = {
  ...{ scannedAt: '2026-11-22T08:30:00.123Z', tookMs: 5, scanning: false, intervalMinutes: 60 },
  ...{ topics: { ready: 1, notReady: 1, unknown: 0 }, groups: READY, notes: [], total: 2 },
  items: [
    { kind: 'topic', name: 'calm', verdict: 'ready', reasons: [], notes: [] },
    { kind: 'topic', name: 'orders', verdict: 'not-ready', reasons: [reason], notes: [] },
  ],
};

const mqferry = async (operations: Partial<Client>, ...argv: string[]) => {
  const { world, written } = fakeService({ ...withMigration(), ...operations });
  return { code: await run(['migration', 'readiness', ...argv], world), ...written };
};

test('the last scan is shown with its age and reasons; not everything ready is no success', async () => {
  const getReadiness = vi.fn<Client['getReadiness']>(async () => VIEW);
  const { code, out } = await mqferry({ getReadiness }, 'move', '--verdict', 'not-ready');
  expect(code).toBe(1);
  expect(out).toContain('As of 2026-11-22T08:30:00Z.\nScanned every 60 minutes while the copy runs.\n');
  expect(out).toMatch(/^topic orders +not ready +A group with the name g exists/mu);
  expect(getReadiness.mock.calls[0]![0]).toMatchObject({ query: { verdict: 'not-ready', offset: 0 } });
  const calm = { ...VIEW, topics: READY };
  expect((await mqferry({ getReadiness: async () => calm }, 'move')).code).toBe(0);
});

test('a scan is waited for, and a schedule is changed', async () => {
  let looks = 0;
  const getReadiness = vi.fn<Client['getReadiness']>(async () => {
    looks += 1;
    return { ...VIEW, scanning: looks < 2 };
  });
  const { items: _, total: __, ...summary } = VIEW;
  const scanReadiness = vi.fn<Client['scanReadiness']>(async () => ({ ...summary, scanning: true }));
  const scheduleReadiness = vi.fn<Client['scheduleReadiness']>(async () => summary);
  const { out } = await mqferry(
    { getReadiness, scanReadiness, scheduleReadiness },
    ...['move', '--scan', '--every', 'off', '--json'],
  );
  expect(JSON.parse(out)).toMatchObject({ total: 2, scanning: false });
  expect(getReadiness).toHaveBeenCalledTimes(3);
  expect(scheduleReadiness.mock.calls[0]![0]).toEqual({
    params: { id: fakeServiceMigration().id },
    body: { intervalMinutes: null },
  });
});
