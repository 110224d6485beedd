import { expect, test } from 'vitest';
import { createSecretBox, newKey } from '../src/secrets.ts';
import { Tasks } from '../src/tasks.ts';
import { onEachDatabase } from './store-support.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const LATER = new Date('2026-11-22T00:01:00Z');
const REASON = JSON.stringify({ code: 'SOME_REASON' });
const box = createSecretBox(newKey());

onEachDatabase(({ store }) => {
  const tasksOf = () => new Tasks(store(), box);

  const add = (names: readonly string[], secret?: string) =>
    tasksOf().add(
      {
        ...{ kind: 'topics', sourceId: 's', targetId: 't', createdBy: 'amy' },
        items: names.map((name) => ({ name, input: '{}', ...(secret === undefined ? {} : { secret }) })),
      },
      NOW,
    );

  const none = { pending: 0, done: 0, skipped: 0, failed: 0, cancelled: 0 };

  test('a task of thousands is done part by part, and says what came of each', async () => {
    const tasks = tasksOf();
    const id = await add(Array.from({ length: 2_500 }, (_, i) => `topic-${i}`));
    expect(await tasks.running()).toContain(id);
    const first = await tasks.pending(id, 3);
    expect(first.map(({ name }) => name)).toEqual(['topic-0', 'topic-1', 'topic-2']);
    const outcome = (position: number, state: 'done' | 'skipped' | 'failed') => ({
      ...{ position, state, reason: state === 'failed' ? REASON : null },
    });
    await tasks.settle(id, [outcome(0, 'done'), outcome(1, 'failed'), outcome(2, 'skipped')], LATER);
    await tasks.end(id, LATER);
    expect(await tasks.get(id)).toMatchObject({
      ...{ state: 'running', ended_at: null },
      counts: { ...none, pending: 2_497, done: 1, failed: 1, skipped: 1 },
    });
    await tasks.failRest(id, REASON, LATER);
    await tasks.end(id, LATER);
    expect(await tasks.get(id)).toMatchObject({ state: 'partly-failed', ended_at: LATER.toISOString() });
    const { items, total } = await tasks.items(id, { state: 'failed', search: 'IC-24' }, 1, 2);
    expect(total).toBe(111);
    expect(items).toMatchObject([
      { name: 'topic-240', reason: REASON, attempts: 1 },
      { name: 'topic-241', ended_at: LATER.toISOString() },
    ]);
    expect((await tasks.items(id, { search: '%' }, 0, 5)).total).toBe(0);
  });

  test('what failed is tried again, and nothing else', async () => {
    const tasks = tasksOf();
    const id = await add(['a', 'b']);
    expect(await tasks.retry(id)).toBe(false);
    await tasks.settle(id, [{ position: 0, state: 'done', reason: null }], NOW);
    await tasks.failRest(id, REASON, NOW);
    await tasks.end(id, NOW);
    expect(await tasks.retry(id)).toBe(true);
    expect(await tasks.get(id)).toMatchObject({ state: 'running', ended_at: null });
    expect((await tasks.pending(id, 9)).map(({ name, attempts }) => [name, attempts])).toEqual([['b', 1]]);
    await tasks.settle(id, [{ position: 1, state: 'skipped', reason: null }], NOW);
    await tasks.end(id, NOW);
    expect(await tasks.get(id)).toMatchObject({ state: 'succeeded' });
    expect(await tasks.retry(id)).toBe(false);
    expect(await tasks.running()).not.toContain(id);
  });

  test('a task that is cancelled does nothing more, also not what is settled too late', async () => {
    const tasks = tasksOf();
    const id = await add(['a', 'b']);
    await tasks.settle(id, [{ position: 0, state: 'done', reason: null }], NOW);
    expect(await tasks.cancel(id, NOW)).toBe(true);
    expect(await tasks.cancel(id, NOW)).toBe(false);
    await tasks.settle(id, [{ position: 1, state: 'done', reason: null }], NOW);
    expect(await tasks.get(id)).toMatchObject({
      state: 'cancelled',
      counts: { ...none, done: 1, cancelled: 1 },
    });
    expect(await tasks.retry(id)).toBe(false);
  });

  test('a secret of an item is sealed, and gone when it is not needed any more', async () => {
    const tasks = tasksOf();
    const id = await add(['a', 'b', 'c'], 'a very secret password');
    const rows = () =>
      store().db.selectFrom('task_items').selectAll().where('task_id', '=', id).orderBy('position').execute();
    expect(JSON.stringify(await rows())).not.toContain('very secret');
    expect((await tasks.pending(id, 1))[0]?.secret).toBe('a very secret password');
    expect(JSON.stringify(await tasks.items(id, {}, 0, 9))).not.toContain('secret');
    await tasks.settle(id, [{ position: 0, state: 'done', reason: null }], NOW);
    await tasks.settle(id, [{ position: 1, state: 'failed', reason: REASON }], NOW);
    expect((await rows()).map(({ secret }) => secret !== null)).toEqual([false, true, true]);
    await tasks.cancel(id, NOW);
    expect((await rows()).every(({ secret }) => secret === null)).toBe(true);
  });

  test('tasks are listed by kind and state, the newest first', async () => {
    const tasks = tasksOf();
    const { total } = await tasks.list({ kind: 'topics' }, 0, 1);
    const id = await tasks.add(
      { ...{ kind: 'topics', sourceId: 's', targetId: 't', createdBy: 'amy' }, items: [] },
      LATER,
    );
    const listed = await tasks.list({ kind: 'topics', state: 'running' }, 0, 1);
    expect(listed.items[0]).toMatchObject({ id, counts: none });
    expect((await tasks.list({ kind: 'topics' }, 0, 1)).total).toBe(total + 1);
    expect((await tasks.list({ kind: 'acls' }, 0, 1)).total).toBe(0);
  });
});
