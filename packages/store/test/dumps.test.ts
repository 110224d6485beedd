import { expect, test } from 'vitest';
import { Clusters } from '../src/clusters.ts';
import { Dumps } from '../src/dumps.ts';
import { createSecretBox, newKey } from '../src/secrets.ts';
import { kafkaCluster, onEachDatabase } from './store-support.ts';

const NOW = new Date('2026-11-22T10:00:00Z');

onEachDatabase(({ store }) => {
  const made = async (name: string) => {
    const clusters = new Clusters(store(), createSecretBox(newKey()));
    const cluster = await clusters.add(
      kafkaCluster(`${name} cluster`, 'a:1', { properties: 'x', files: {} }),
      NOW,
    );
    const dumps = new Dumps(store());
    const ids = { sourceId: cluster!.id, targetId: cluster!.id };
    const dump = await dumps.add({ name, ...ids, settings: '{}', createdBy: 'amy' }, NOW);
    return { clusters, cluster: cluster!, dumps, dump: dump! };
  };

  test('a task is made stopped, once by that name, and holds its clusters', async () => {
    const { clusters, cluster, dumps, dump } = await made('one');
    expect(dump).toMatchObject({ intent: 'none', begun: 0, report: null, revision: 1 });
    const again = { name: 'one', sourceId: cluster.id, targetId: cluster.id, settings: '{}', createdBy: 'b' };
    expect(await dumps.add(again, NOW)).toBeUndefined();
    expect(await clusters.delete(cluster.id)).toBe(false);
    await dumps.delete(dump.id);
    expect(await clusters.delete(cluster.id)).toBe(true);
  });

  test('a change to an older revision is refused, and what is noted is none', async () => {
    const { dumps, dump } = await made('two');
    await dumps.note(dump.id, { intent: 'run', begun: 1 });
    expect(await dumps.change(dump.id, 1, { name: 'deux' })).toMatchObject({
      name: 'deux',
      revision: 2,
      begun: 1,
    });
    expect(await dumps.change(dump.id, 1, { name: 'zwei' })).toBe('changed');
    expect(await dumps.change('none', 1, {})).toBe('unknown');
  });

  test('the log has the newest first and goes with its task', async () => {
    const { dumps, dump } = await made('three');
    await dumps.addLog(dump.id, 'created', '{}', NOW);
    await dumps.addLog(dump.id, 'started', '{"by":"amy"}', NOW);
    const { items, total } = await dumps.log(dump.id, 0, 1);
    expect([total, items[0]]).toMatchObject([2, { type: 'started', details: '{"by":"amy"}' }]);
    expect(items[0]!.id).toBeTypeOf('number');
    await dumps.delete(dump.id);
    expect((await dumps.log(dump.id, 0, 10)).total).toBe(0);
  });
});
