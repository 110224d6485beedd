import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Clusters } from '../src/clusters.ts';
import { Documents } from '../src/documents.ts';
import { Events } from '../src/events.ts';
import { Migrations, type StoredMigration } from '../src/migrations.ts';
import { createSecretBox, newKey } from '../src/secrets.ts';
import { Switches } from '../src/switches.ts';
import { kafkaCluster, onEachDatabase } from './store-support.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const LATER = new Date('2026-11-22T01:00:00Z');

onEachDatabase(({ store }) => {
  const clusters = () => new Clusters(store(), createSecretBox(newKey()));
  const migrations = () => new Migrations(store());

  const newMigration = async (): Promise<StoredMigration> => {
    const connection = { properties: 'bootstrap.servers=a:9092', files: {} };
    const [source, target] = [
      (await clusters().add(kafkaCluster(randomUUID(), 'a:9092', connection), NOW))!,
      (await clusters().add(kafkaCluster(randomUUID(), 'b:9092', connection), NOW))!,
    ];
    const made = await migrations().add(
      {
        ...{ name: randomUUID(), sourceId: source.id, targetId: target.id },
        ...{ selection: '{"topics":"a.*"}', bytesPerSecond: 5e9 },
      },
      NOW,
    );
    return made!;
  };

  test('a migration is as it was made, under a name of its own', async () => {
    const made = await newMigration();
    expect(await migrations().get(made.id)).toEqual(made);
    expect(made).toMatchObject({ intent: 'none', completed: 0, revision: 1, bytes_per_second: 5e9 });
    const { source_id: sourceId, target_id: targetId, name, selection } = made;
    const again = { name, sourceId, targetId, selection, bytesPerSecond: null };
    expect(await migrations().add(again, NOW)).toBeUndefined();
    expect(await clusters().delete(sourceId)).toBe(false);
    await migrations().delete(made.id);
    expect(await migrations().get(made.id)).toBeUndefined();
    expect(await clusters().delete(sourceId)).toBe(true);
  });

  test('a change is made to the revision that was seen only, and by one of two at the same time', async () => {
    const { id } = await newMigration();
    const other = await newMigration();
    const outcomes = await Promise.all(
      ['run', 'pause'].map((intent) => migrations().change(id, 1, { intent })),
    );
    const made = outcomes.filter((outcome) => typeof outcome === 'object');
    expect(made).toHaveLength(1);
    expect(outcomes).toContain('changed');
    expect(await migrations().get(id)).toEqual(made[0]);
    expect(await migrations().change(id, 2, { name: other.name })).toBe('name-taken');
    expect(await migrations().change(id, 2, { name: 'renamed' })).toMatchObject({ revision: 3 });
    expect(await migrations().change(randomUUID(), 1, { intent: 'run' })).toBe('unknown');
  });

  test('documents are replaced whole, and go with their migration, as events and switches do', async () => {
    const [documents, events, switches] = [
      new Documents(store()),
      new Events(store()),
      new Switches(store()),
    ];
    const { id } = await newMigration();
    expect(await documents.read(id, 'journal')).toBeUndefined();
    await documents.write(id, 'journal', { restore: { orders: { a: null } } });
    await documents.write(id, 'journal', { restore: {} });
    await documents.write(id, 'rolling', ['x']);
    expect(await documents.read(id, 'journal')).toEqual({ restore: {} });
    for (const type of ['one', 'two', 'three']) await events.add(id, type, '{"n":1}', NOW);
    const { items, total } = await events.list(id, 0, 2);
    expect([items.map(({ type }) => type), total]).toEqual([['three', 'two'], 3]);
    const begun = { migrationId: id, topics: ['a'], runbook: 'same-offset', options: '{}' };
    await switches.add({ ...begun, stage: 'stopping', createdBy: 'amy' }, NOW);
    await migrations().delete(id);
    expect(await documents.read(id, 'rolling')).toBeUndefined();
    expect((await events.list(id, 0, 9)).total).toBe(0);
    expect(await switches.list(id)).toEqual([]);
  });

  test('a switch goes on from the stage that it is at only', async () => {
    const switches = new Switches(store());
    const { id: migrationId } = await newMigration();
    const begun = { migrationId, topics: ['a', 'b'], runbook: 'same-offset', options: '{"denyWrites":true}' };
    const { id } = await switches.add({ ...begun, stage: 'stopping', createdBy: 'amy' }, NOW);
    expect((await switches.at(['stopping', 'returning'])).map((each) => each.id)).toContain(id);
    expect(await switches.advance(id, 'returning', 'returned', LATER)).toBeUndefined();
    expect(await switches.advance(id, 'stopping', 'on-target', LATER)).toMatchObject({
      ...{ stage: 'on-target', created_at: NOW.toISOString(), changed_at: LATER.toISOString() },
    });
    expect(await switches.get(id)).toMatchObject({ topics: '["a","b"]', stage: 'on-target' });
    expect((await switches.at(['stopping', 'returning'])).map((each) => each.id)).not.toContain(id);
  });
});
