import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaClient } from '@mqferry/kafka';
import { createSecretBox, newKey, openStore, type Store, Tasks } from '@mqferry/store';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventoryErrors } from '../../src/inventory/inventory-errors.ts';
import type { Outcome, TaskDoer } from '../../src/tasks/task-kinds.ts';
import { TaskRunner } from '../../src/tasks/task-runner.ts';

let folder: string;
let store: Store;
let tasks: Tasks;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mqferry-tasks-'));
  store = await openStore({ folder });
  tasks = new Tasks(store, createSecretBox(newKey()));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const REFUSED = inventoryErrors.INVENTORY_SLOW({ seconds: 1 });
const CLIENT = {} as KafkaClient;

/** A runner whose items are done as `act` says, two at a time, and what it was told to do. */
const runnerWith = (act: (name: string) => Outcome | Promise<Outcome>, client = async () => CLIENT) => {
  const asked: string[][] = [];
  const changed: string[] = [];
  const doer: TaskDoer = {
    batch: 2,
    act: async (_, items) => {
      const names = items.map(({ input }) => input as string);
      asked.push(names);
      return Promise.all(names.map(act));
    },
  };
  const targets = { client, changed: (id: string) => void changed.push(id) };
  const runner = new TaskRunner({ tasks, now: () => new Date() }, targets, pino({ level: 'silent' }), {
    topics: doer,
  });
  return { runner, asked, changed };
};

const taskOf = (...names: string[]) => ({
  ...{ kind: 'topics' as const, sourceId: 's', targetId: 't', createdBy: 'amy' },
  items: names.map((name) => ({ name, input: JSON.stringify(name) })),
});

/** The task when it does not run any more. */
const ended = async (id: string) => {
  await expect.poll(async () => (await tasks.get(id))?.state).not.toBe('running');
  return (await tasks.get(id))!;
};

const statesOf = async (id: string) =>
  (await tasks.items(id, {}, 0, 100)).items.map(({ name, state }) => `${name} ${state}`);

test('items are done batch by batch; each that failed has its reason, and is tried again when asked for', async () => {
  let isRefused = true;
  const { runner, asked, changed } = runnerWith((name) => {
    if (name === 'b' && isRefused) return REFUSED;
    return name === 'c' ? 'skipped' : 'done';
  });
  const id = await runner.add(taskOf('a', 'b', 'c'));
  expect(await ended(id)).toMatchObject({ state: 'partly-failed' });
  expect(asked).toEqual([['a', 'b'], ['c']]);
  expect(await statesOf(id)).toEqual(['a done', 'b failed', 'c skipped']);
  const [, failed] = (await tasks.items(id, {}, 0, 9)).items;
  const reason = { code: 'INVENTORY_SLOW', message: { zh: REFUSED.text('zh') } };
  expect(JSON.parse(failed!.reason!)).toMatchObject(reason);
  isRefused = false;
  expect(await runner.retry(id)).toMatchObject({ state: 'running' });
  expect(await ended(id)).toMatchObject({ state: 'succeeded', counts: { done: 2, skipped: 1 } });
  expect(asked.at(-1)).toEqual(['b']);
  expect(changed[0]).toBe('t');
  await expect(runner.retry(id)).rejects.toMatchObject({ code: 'TASK_STATE' });
});

test('what stands against all that is left ends the task, and is the reason of each', async () => {
  const { runner, asked } = runnerWith(
    () => 'done',
    () => Promise.reject(REFUSED),
  );
  const id = await runner.add(taskOf('a', 'b', 'c', 'd'));
  expect(await ended(id)).toMatchObject({ state: 'failed', counts: { failed: 4 } });
  expect(asked).toEqual([]);
});

test('what was under way when the service ended is gone on with at the next start', async () => {
  const held = Promise.withResolvers<Outcome>();
  const first = runnerWith(() => held.promise);
  const id = await first.runner.add(taskOf('a', 'b', 'c'));
  await expect.poll(() => first.asked.length).toBe(1);
  const closing = first.runner.close();
  held.resolve('done');
  await closing;
  expect(await statesOf(id)).toEqual(['a done', 'b done', 'c pending']);
  const second = runnerWith(() => 'done');
  await second.runner.start();
  expect(await ended(id)).toMatchObject({ state: 'succeeded' });
  expect(second.asked).toEqual([['c']]);
});

test('a task that is cancelled finishes what it is at, and does nothing more', async () => {
  const held = Promise.withResolvers<Outcome>();
  const { runner, asked } = runnerWith(() => held.promise);
  const id = await runner.add(taskOf('a', 'b', 'c'));
  await expect.poll(() => asked.length).toBe(1);
  const cancelling = runner.cancel(id);
  held.resolve('done');
  expect(await cancelling).toMatchObject({ state: 'cancelled', counts: { done: 2, cancelled: 1 } });
  expect(asked.length).toBe(1);
  await expect(runner.cancel(id)).rejects.toMatchObject({ code: 'TASK_STATE' });
  await expect(runner.cancel('nothing')).rejects.toMatchObject({ code: 'API_NOT_FOUND' });
});
