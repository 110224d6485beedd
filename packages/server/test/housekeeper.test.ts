import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createSecretBox,
  Events,
  Imports,
  MetadataDocuments,
  newKey,
  openStore,
  Sessions,
  Tasks,
} from '@mqferry/store';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Housekeeper } from '../src/housekeeper.ts';

test('ended tasks are kept for as long as was chosen, by the clock of the service', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mqferry-housekeeper-'));
  const store = await openStore({ folder });
  const box = createSecretBox(newKey());
  const tasks = new Tasks(store, box);
  let now = new Date('2026-11-22T00:00:00Z');
  const id = await tasks.add(
    {
      ...{ kind: 'topics', sourceId: 's', targetId: 't', createdBy: 'amy' },
      items: [{ name: 'a', input: '{}' }],
    },
    now,
  );
  await tasks.cancel(id, now);
  const kept = {
    ...{ tasks, events: new Events(store), sessions: new Sessions(store), now: () => now },
    ...{ imports: new Imports(store, box), metadataDocuments: new MetadataDocuments(store, box) },
  };
  const nothing = { imports: 0, documents: 0, events: 0, sessions: 0 };
  const housekeeper = new Housekeeper(kept, 90, pino({ enabled: false }));
  now = new Date('2027-02-20T00:00:00Z');
  expect(await housekeeper.sweep()).toEqual({ tasks: 0, ...nothing });
  now = new Date('2027-02-20T00:00:01Z');
  expect(await housekeeper.sweep()).toEqual({ tasks: 1, ...nothing });
  expect(await tasks.get(id)).toBeUndefined();
  await store.close();
  rmSync(folder, { recursive: true });
});
