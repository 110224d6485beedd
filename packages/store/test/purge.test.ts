import { expect, test } from 'vitest';
import { Clusters } from '../src/clusters.ts';
import { Events } from '../src/events.ts';
import { Migrations } from '../src/migrations.ts';
import { createSecretBox, newKey } from '../src/secrets.ts';
import { Sessions } from '../src/sessions.ts';
import { Tasks } from '../src/tasks.ts';
import { Users } from '../src/users.ts';
import { kafkaCluster, onEachDatabase } from './store-support.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const afterDays = (days: number) => new Date(NOW.getTime() + days * 24 * 3_600_000);
const box = createSecretBox(newKey());

onEachDatabase(({ store }) => {
  test('tasks that had ended are forgotten with their items, those that run are not', async () => {
    const tasks = new Tasks(store(), box);
    const add = () =>
      tasks.add(
        {
          ...{ kind: 'topics', sourceId: 's', targetId: 't', createdBy: 'amy' },
          items: [{ name: 'a', input: '{}' }],
        },
        NOW,
      );
    const [ended, late, running] = [await add(), await add(), await add()];
    for (const [id, at] of [
      [ended, NOW],
      [late, afterDays(2)],
    ] as const)
      await tasks.cancel(id, at);
    expect(await tasks.purge(afterDays(1))).toBe(1);
    expect(await tasks.get(ended)).toBeUndefined();
    expect((await tasks.items(ended, {}, 0, 10)).total).toBe(0);
    for (const id of [late, running]) expect((await tasks.items(id, {}, 0, 10)).total).toBe(1);
  });

  test('so are sessions that have ended, and what happened long ago', async () => {
    const [users, sessions] = [new Users(store()), new Sessions(store())];
    const { id: userId } = (await users.add('amy', 'viewer', 'correct horse battery', NOW))!;
    await sessions.begin(userId, NOW);
    const fresh = await sessions.begin(userId, afterDays(3));
    expect(await sessions.purge(afterDays(3))).toBe(1);
    expect(await sessions.userOf(fresh, afterDays(3))).toMatchObject({ name: 'amy' });

    const clusters = new Clusters(store(), box);
    const at = { properties: '', files: {} };
    const [source, target] = [
      await clusters.add(kafkaCluster('old', 'a:1', at), NOW),
      await clusters.add(kafkaCluster('new', 'b:1', at), NOW),
    ];
    const made = await new Migrations(store()).add(
      {
        ...{ name: 'move', sourceId: source!.id, targetId: target!.id, selection: '{}' },
        bytesPerSecond: null,
      },
      NOW,
    );
    const events = new Events(store());
    await events.add(made!.id, 'topic-created', '{}', NOW);
    await events.add(made!.id, 'topic-found', '{}', afterDays(2));
    expect(await events.purge(afterDays(1))).toBe(1);
    expect((await events.list(made!.id, 0, 10)).items.map(({ type }) => type)).toEqual(['topic-found']);
  });
});
