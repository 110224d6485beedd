import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Clusters } from '../src/clusters.ts';
import { openStore } from '../src/open-store.ts';
import { SeamlessBatches } from '../src/seamless-batches.ts';
import { SeamlessGateways } from '../src/seamless-gateways.ts';
import { SeamlessLog } from '../src/seamless-log.ts';
import { type NewSeamlessTask, SeamlessTasks } from '../src/seamless-tasks.ts';
import { SeamlessTopics, type StoredSeamlessTopic } from '../src/seamless-topics.ts';
import { createSecretBox, newKey } from '../src/secrets.ts';
import { onEachDatabase } from './store-support.ts';

const NOW = new Date('2026-11-22T00:00:00.000Z');
const LATER = new Date('2026-11-22T00:01:00.000Z');
const table = (revision: number) => JSON.stringify({ revision });

const wanted = (changes: Partial<NewSeamlessTask> = {}): NewSeamlessTask => ({
  ...{ name: randomUUID(), sourceId: randomUUID(), targetId: randomUUID(), mode: 'route' },
  ...{
    targetNames: '{"broker-a":"broker-a@target"}',
    routingRevision: 1,
    tableText: table(1),
    createdBy: 'amy',
  },
  ...changes,
});

onEachDatabase(({ store, location }) => {
  const tasks = () => new SeamlessTasks(store());
  const topics = () => new SeamlessTopics(store());
  const gateways = () => new SeamlessGateways(store());
  const batches = () => new SeamlessBatches(store());
  const log = () => new SeamlessLog(store());
  const add = async (changes?: Partial<NewSeamlessTask>) => {
    const added = await tasks().add(wanted(changes), NOW);
    if (typeof added === 'string') throw new Error(added);
    return added;
  };
  /** A task with topics a, b and c. */
  const withTopics = async () => {
    const { id } = await add();
    const ordinary = ['c', 'a', 'b'].map((topic) => ({ topic, kind: 'ordinary' as const }));
    await topics().add(id, ordinary, NOW);
    return id;
  };
  const topicOf = async (id: string, name: string): Promise<StoredSeamlessTopic> =>
    (await topics().list(id)).find(({ topic }) => topic === name)!;
  const publish = (id: string, expected: number, names: readonly string[]) =>
    tasks().publish(
      id,
      {
        ...{ expected, tableText: table(expected + 1) },
        topics: names.map((topic) => ({ topic, state: 'dual-read', held: false })),
      },
      LATER,
    );

  test('a task runs from the first, with the table that it was made with', async () => {
    const added = await add({ name: 'first', mode: 'proxy' });
    expect(added).toMatchObject({
      ...{ name: 'first', mode: 'proxy', target_names: '{"broker-a":"broker-a@target"}', intent: 'run' },
      ...{ routing_revision: 1, table_text: table(1), scanned: null, created_by: 'amy' },
      ...{ created_at: NOW.toISOString(), completed_at: null },
    });
    expect(await tasks().get(added.id)).toEqual(added);
    expect(await tasks().get('none')).toBeUndefined();
    await tasks().setScanned(added.id, '["a"]');
    expect(await tasks().get(added.id)).toMatchObject({ scanned: '["a"]' });
  });

  test('tasks are told in order of name, and apart those that are not completed', async () => {
    const [b, a] = [await add({ name: 'order b' }), await add({ name: 'order a' })];
    await tasks().setIntent(b.id, ['run'], 'completed', LATER);
    const ids = (found: readonly { readonly id: string }[]) =>
      found.map(({ id }) => id).filter((id) => [a.id, b.id].includes(id));
    expect(ids(await tasks().list())).toEqual([a.id, b.id]);
    expect(ids(await tasks().open())).toEqual([a.id]);
  });

  test('a name is of one task, and a target of one that is not completed', async () => {
    const { id, name, target_id: targetId } = await add();
    expect(await tasks().add(wanted({ name }), NOW)).toBe('name-taken');
    expect(await tasks().add(wanted({ name, targetId }), NOW)).toBe('name-taken');
    expect(await tasks().add(wanted({ targetId }), NOW)).toBe('target-taken');
    await tasks().setIntent(id, ['run'], 'completed', LATER);
    expect(await tasks().add(wanted({ name }), NOW)).toBe('name-taken');
    expect(await tasks().add(wanted({ targetId }), NOW)).toMatchObject({ target_id: targetId });
    expect(await tasks().add(wanted({ targetId }), NOW)).toBe('target-taken');
  });

  test('of tasks that are made at the same moment for one target there is one', async () => {
    const targetId = randomUUID();
    const added = await Promise.all(Array.from({ length: 8 }, () => tasks().add(wanted({ targetId }), NOW)));
    expect(added.filter((one) => one === 'target-taken')).toHaveLength(7);
  });

  test('what is wanted changes from what it was seen to be, and nothing comes after completion', async () => {
    const { id } = await add();
    expect(await tasks().setIntent(id, ['pause'], 'run', NOW)).toBe(false);
    expect(await tasks().setIntent(id, ['run'], 'pause', NOW)).toBe(true);
    expect(await tasks().get(id)).toMatchObject({ intent: 'pause', completed_at: null });
    expect(await tasks().setIntent(id, ['run', 'pause'], 'completed', LATER)).toBe(true);
    expect(await tasks().get(id)).toMatchObject({ completed_at: LATER.toISOString() });
    expect(await tasks().setIntent(id, ['run', 'pause'], 'run', LATER)).toBe(false);
    expect(await tasks().setIntent('none', ['run'], 'pause', NOW)).toBe(false);
  });

  test('topics are taken in once, as of the present table', async () => {
    const id = await withTopics();
    await publish(id, 1, ['a']);
    const more = [
      { topic: 'd', kind: 'ordered' as const },
      { topic: 'a', kind: 'ordered' as const },
      { topic: '主题', kind: 'ordinary' as const },
      { topic: 'd', kind: 'ordinary' as const },
    ];
    expect(await topics().add(id, more, LATER)).toEqual(['d', '主题']);
    expect((await topics().list(id)).map(({ topic }) => topic)).toEqual(['a', 'b', 'c', 'd', '主题']);
    expect(await topicOf(id, 'd')).toEqual({
      ...{ topic: 'd', kind: 'ordered', state: 'initial', held: false, routing_revision: 2 },
      ...{ served_since: null, target_ends: null },
      ...{ added_at: LATER.toISOString(), changed_at: LATER.toISOString() },
    });
    expect(await topicOf(id, 'a')).toMatchObject({ kind: 'ordinary', state: 'dual-read' });
    expect(await topics().add('none', more, NOW)).toEqual([]);
  });

  test('only initial topics are taken out', async () => {
    const id = await withTopics();
    await publish(id, 1, ['a']);
    expect(await topics().remove(id, ['c', 'a', 'none', 'c'])).toEqual(['c']);
    expect((await topics().list(id)).map(({ topic }) => topic)).toEqual(['a', 'b']);
  });

  test('a table takes the place of the one that it follows, and of no other', async () => {
    const id = await withTopics();
    const held = { topic: 'a', state: 'switching', held: true, targetEnds: '{"broker-a:0":"5"}' };
    const publication = { expected: 1, tableText: table(2), topics: [held] };
    expect(await tasks().publish(id, publication, LATER)).toBe(true);
    expect(await tasks().get(id)).toMatchObject({ routing_revision: 2, table_text: table(2) });
    expect(await topicOf(id, 'a')).toMatchObject({
      ...{ state: 'switching', held: true, routing_revision: 2, target_ends: '{"broker-a:0":"5"}' },
      ...{ served_since: null, added_at: NOW.toISOString(), changed_at: LATER.toISOString() },
    });
    expect(await topicOf(id, 'b')).toMatchObject({ state: 'initial', routing_revision: 1 });
    expect(await tasks().publish(id, publication, LATER)).toBe(false);
    expect(await tasks().publish('none', publication, LATER)).toBe(false);
    expect(await tasks().get(id)).toMatchObject({ routing_revision: 2 });
  });

  test('where queues of the target ended is kept until something else is said of it', async () => {
    const id = await withTopics();
    const at = async (expected: number, targetEnds?: string | null) => {
      const topic = { topic: 'a', state: 'switching', held: false };
      const moved = targetEnds === undefined ? topic : { ...topic, targetEnds };
      await tasks().publish(id, { expected, tableText: table(expected + 1), topics: [moved] }, LATER);
      return (await topicOf(id, 'a')).target_ends;
    };
    expect([await at(1, '{}'), await at(2), await at(3, null)]).toEqual(['{}', '{}', null]);
  });

  test('a table without topics that move leaves those as they are', async () => {
    const id = await withTopics();
    await topics().noteServed(id, 1, NOW);
    const before = await topics().list(id);
    expect(await publish(id, 1, [])).toBe(true);
    expect(await topics().list(id)).toEqual(before);
    expect(await tasks().get(id)).toMatchObject({ routing_revision: 2 });
  });

  test('a table with a topic that was taken out meanwhile is none', async () => {
    const id = await withTopics();
    await topics().remove(id, ['b']);
    expect(await publish(id, 1, ['a', 'b'])).toBe(false);
    expect(await topicOf(id, 'a')).toMatchObject({ state: 'initial', routing_revision: 1 });
    expect(await tasks().get(id)).toMatchObject({ routing_revision: 1, table_text: table(1) });
  });

  test('of tables that follow the same one at the same moment there is one', async () => {
    const id = await withTopics();
    const done = await Promise.all([
      publish(id, 1, ['a', 'b', 'c']),
      publish(id, 1, ['c', 'b', 'a']),
      topics().noteServed(id, 1, NOW),
      publish(id, 1, ['b']),
      topics().remove(id, ['c', 'b', 'a']),
    ]);
    expect(done.filter((one) => one === true).length).toBeLessThanOrEqual(1);
    const left = await topics().list(id);
    // Either the topics went first and no table could be, or a table was and what it moved is still there.
    expect(left.some(({ state }) => state !== 'initial')).toBe(done.includes(true));
  });

  test('ten thousand topics come, move and go', async () => {
    const { id } = await add();
    const names = Array.from({ length: 10_000 }, (_, at) => `topic-${String(at).padStart(5, '0')}`);
    const many = names.map((topic) => ({ topic, kind: 'ordinary' as const }));
    expect(await topics().add(id, many, NOW)).toEqual(names);
    expect(await publish(id, 1, names.slice(0, 1_000))).toBe(true);
    const moved = (await topics().list(id)).filter(({ routing_revision: at }) => at === 2);
    expect(moved.map(({ topic }) => topic)).toEqual(names.slice(0, 1_000));
    expect(await topics().noteServed(id, 1, NOW)).toBe(9_000);
    expect(await topics().remove(id, names)).toEqual(names.slice(1_000));
  });

  test('a topic is served once every gateway has the table of its share, and that is noted once', async () => {
    const id = await withTopics();
    expect(await topics().noteServed(id, 1, NOW)).toBe(3);
    await publish(id, 1, ['a']);
    expect(await topics().noteServed(id, 1, LATER)).toBe(0);
    expect(await topicOf(id, 'a')).toMatchObject({ served_since: null });
    expect(await topics().noteServed(id, 3, LATER)).toBe(1);
    expect(await topicOf(id, 'a')).toMatchObject({ served_since: LATER.toISOString() });
    expect(await topicOf(id, 'b')).toMatchObject({ served_since: NOW.toISOString() });
  });

  test('of a gateway is kept what it told last, until it is forgotten', async () => {
    const { id } = await add();
    const told = { gateway: 'g2', mode: 'route', address: 'h:1', revision: 0 } as const;
    await gateways().note(id, told, NOW);
    await gateways().note(id, { ...told, gateway: 'g1' }, NOW);
    await gateways().note(id, { ...told, address: 'h:2', revision: 4 }, LATER);
    expect(await gateways().list(id)).toEqual([
      { gateway: 'g1', mode: 'route', address: 'h:1', revision: 0, heard_at: NOW.toISOString() },
      { gateway: 'g2', mode: 'route', address: 'h:2', revision: 4, heard_at: LATER.toISOString() },
    ]);
    expect(await gateways().forget(id, 'g1')).toBe(true);
    expect(await gateways().forget(id, 'g1')).toBe(false);
    expect((await gateways().list(id)).map(({ gateway }) => gateway)).toEqual(['g2']);
  });

  test('the log has the newest first, by numbers', async () => {
    const { id } = await add();
    await log().add(id, 'created', {}, NOW);
    await log().add(id, 'step', { topics: ['a'] }, LATER);
    const { items, total } = await log().list(id, 0, 1);
    expect([items, total]).toEqual([
      [{ id: expect.any(Number), at: LATER.toISOString(), type: 'step', details: '{"topics":["a"]}' }],
      2,
    ]);
    expect((await log().list(id, 1, 10)).items.map(({ type }) => type)).toEqual(['created']);
  });

  test('the log keeps the newest ten thousand entries or a few more, and those of other tasks', async () => {
    const [{ id }, other] = [await add(), await add()];
    await log().add(other.id, 'created', {}, NOW);
    const entry = { task_id: id, at: NOW.toISOString(), type: 'old', details: '{}' };
    for (let part = 0; part < 11; part += 1)
      await store()
        .db.insertInto('seamless_log')
        .values(Array.from({ length: 1_000 }, () => entry))
        .execute();
    for (let added = 0; added < 100; added += 1) await log().add(id, 'new', {}, LATER);
    const { total, items } = await log().list(id, 0, 100);
    expect(total).toBeGreaterThanOrEqual(10_000);
    expect(total).toBeLessThan(10_100);
    expect(items.every(({ type }) => type === 'new')).toBe(true);
    expect((await log().list(other.id, 0, 1)).total).toBe(1);
  });

  test('stages that were begun, and groups that were said to have read, keep the time of the first', async () => {
    const [{ id }, other] = [await add({ mode: 'batches' }), await add({ mode: 'batches' })];
    const drained = { kind: 'ordered', stage: 'source-drained' } as const;
    expect(await batches().begin(id, drained, 'amy', NOW)).toBe(true);
    expect(await batches().begin(id, { ...drained, kind: 'ordinary' }, 'ben', LATER)).toBe(true);
    expect(await batches().begin(id, drained, 'ben', LATER)).toBe(false);
    expect(await batches().begun(id)).toEqual([
      { ...drained, begun_by: 'amy', begun_at: NOW.toISOString() },
      { ...drained, kind: 'ordinary', begun_by: 'ben', begun_at: LATER.toISOString() },
    ]);
    expect(await batches().sayRead(id, '消费组', 'amy', NOW)).toBe(true);
    expect(await batches().sayRead(id, '消费组', 'ben', LATER)).toBe(false);
    expect(await batches().broadcastsRead(id)).toEqual([
      { group_name: '消费组', said_by: 'amy', said_at: NOW.toISOString() },
    ]);
    expect([await batches().begun(other.id), await batches().broadcastsRead(other.id)]).toEqual([[], []]);
    expect(await batches().unsayRead(id, '消费组')).toBe(true);
    expect(await batches().unsayRead(id, '消费组')).toBe(false);
  });

  test('all of a task goes with it', async () => {
    const id = await withTopics();
    await gateways().note(id, { gateway: 'g', mode: 'route', address: 'h:1', revision: 0 }, NOW);
    await log().add(id, 'created', {}, NOW);
    await batches().begin(id, { kind: 'ordinary', stage: 'target-ready' }, 'amy', NOW);
    await batches().sayRead(id, 'g', 'amy', NOW);
    await tasks().delete(id);
    expect([await tasks().get(id), await topics().list(id), await gateways().list(id)]).toEqual([
      ...[undefined, [], []],
    ]);
    expect([await batches().begun(id), await batches().broadcastsRead(id)]).toEqual([[], []]);
    expect((await log().list(id, 0, 1)).total).toBe(0);
  });

  test('its clusters are kept while a task is not completed', async () => {
    const clusters = new Clusters(store(), createSecretBox(newKey()));
    const cluster = async (name: string) => {
      const connection = { nameServers: 'n:9876', clusterName: 'c' };
      return (await clusters.add(
        { kind: 'rocketmq', name, bootstrap: 'n:9876', clusterId: 'c', connection },
        NOW,
      ))!.id;
    };
    const [sourceId, targetId] = [await cluster('from'), await cluster('to')];
    const { id } = await add({ sourceId, targetId });
    expect([await clusters.delete(sourceId), await clusters.delete(targetId)]).toEqual([false, false]);
    await tasks().setIntent(id, ['run'], 'completed', LATER);
    expect([await clusters.delete(sourceId), await clusters.delete(targetId)]).toEqual([true, true]);
    expect(await tasks().get(id)).toMatchObject({ source_id: sourceId, target_id: targetId });
  });

  test('two nodes that share a database make one task for a target', async () => {
    const where = await location();
    // A folder is for one node.
    if ('folder' in where) return;
    const nodes = await Promise.all([openStore(where), openStore(where)]);
    const targetId = randomUUID();
    const added = await Promise.all(
      nodes.map((node) => new SeamlessTasks(node).add(wanted({ targetId }), NOW)),
    );
    expect(added.filter((one) => one === 'target-taken')).toHaveLength(1);
    await Promise.all(nodes.map((node) => node.close()));
  });
});
