import { expect, test } from 'vitest';
import { Assessments } from '../src/assessments.ts';
import { onEachDatabase } from './store-support.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const LATER = new Date('2026-11-22T00:10:00Z');

onEachDatabase(({ store }) => {
  const add = (clusterId: string | null) =>
    new Assessments(store()).add(
      {
        ...{ name: null, clusterId, answers: '{}', limits: '{}', createdBy: 'amy' },
        endsAt: clusterId === null ? null : LATER,
      },
      NOW,
    );

  test('what was measured is kept until it has ended, and is not overwritten after', async () => {
    const assessments = new Assessments(store());
    const { id } = await add('a');
    expect(await assessments.running()).toContain(id);
    expect(await assessments.measured(id)).toBeUndefined();
    await assessments.keep(id, { reading: '{"at":1}', measured: '{"samples":1}' });
    expect(await assessments.measured(id)).toEqual({ reading: '{"at":1}', measured: '{"samples":1}' });
    await assessments.end(id, 'stopped', LATER);
    await assessments.keep(id, { reading: '{"at":2}', measured: '{"samples":2}' });
    expect(await assessments.get(id)).toMatchObject({
      ...{ state: 'stopped', measured: '{"samples":1}', ended_at: LATER.toISOString() },
    });
    await assessments.end(id, 'failed', LATER);
    expect((await assessments.get(id))?.state).toBe('stopped');
    expect(await assessments.running()).not.toContain(id);
  });

  test('answers are done at once, can be changed, and are forgotten when deleted', async () => {
    const assessments = new Assessments(store());
    const { id, state } = await add(null);
    expect(state).toBe('done');
    expect(await assessments.change(id, { limits: '{"brokersLost":2}' })).toMatchObject({
      ...{ answers: '{}', limits: '{"brokersLost":2}' },
    });
    const { items, total } = await assessments.list(0, 1);
    expect([items.length, total >= 1]).toEqual([1, true]);
    await assessments.delete(id);
    expect(await assessments.get(id)).toBeUndefined();
    expect(await assessments.change(id, { limits: '{}' })).toBeUndefined();
  });
});
