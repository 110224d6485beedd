import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecretBox, Events, newKey, openStore, Sessions, Tasks } from '@mqferry/store';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Housekeeper } from '../src/housekeeper.ts';

test('ended tasks are kept for as long as was chosen, by the clock of the service', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mqferry-housekeeper-'));
  const store = await openStore({ folder });
  const tasks = new Tasks(store, createSecretBox(newKey()));
  let now = new Date('2026-11-22T00:00:00Z');
  const id = await tasks.add(
    {
      ...{ kind: 'topics', sourceId: 's', targetId: 't', createdBy: 'amy' },
      items: [{ name: 'a', input: '{}' }],
    },
    now,
  );
  await tasks.cancel(id, now);
  const kept = { tasks, events: new Events(store), sessions: new Sessions(store), now: () => now };
  const housekeeper = new Housekeeper(kept, 90, pino({ enabled: false }));
  now = new Date('2027-02-20T00:00:00Z');
  expect(await housekeeper.sweep()).toEqual({ tasks: 0, events: 0, sessions: 0 });
  now = new Date('2027-02-20T00:00:01Z');
  expect(await housekeeper.sweep()).toEqual({ tasks: 1, events: 0, sessions: 0 });
  expect(await tasks.get(id)).toBeUndefined();
  await store.close();
  rmSync(folder, { recursive: true });
});
