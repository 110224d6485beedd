import { expect, test } from 'vitest';
import { Clusters } from '../src/clusters.ts';
import { createSecretBox, newKey, parseKey } from '../src/secrets.ts';
import { kafkaCluster, onEachDatabase } from './store-support.ts';

const CONNECTION = { properties: 'bootstrap.servers=a:9092\nsasl.jaas.config=very-secret', files: {} };

onEachDatabase(({ store }) => {
  test('what it takes to log in to a cluster is sealed, each time anew', async () => {
    const clusters = new Clusters(store(), createSecretBox(newKey()));
    const added = await clusters.add(kafkaCluster('a', 'a:9092', CONNECTION), new Date());
    await clusters.add(kafkaCluster('b', 'a:9092', CONNECTION), new Date());
    expect(await clusters.connectionOf(added!.id)).toEqual(CONNECTION);
    expect(JSON.stringify(await clusters.list())).not.toContain('very-secret');
    const rows = await store().db.selectFrom('clusters').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('very-secret');
    expect(new Set(rows.map(({ connection }) => connection)).size).toBe(2);
  });

  test('a value opens with its key and in its place only', () => {
    const box = createSecretBox(newKey());
    const sealed = box.seal('secret', 'cluster 1');
    expect(box.open(sealed, 'cluster 1')).toBe('secret');
    expect(() => box.open(sealed, 'cluster 2')).toThrow(/another key/u);
    expect(() => createSecretBox(newKey()).open(sealed, 'cluster 1')).toThrow(/another key/u);
    expect(() => box.open(sealed.slice(4), 'cluster 1')).toThrow(/another key/u);
  });

  test('a key that is too short is refused', () => {
    expect(() => parseKey('c2hvcnQ=')).toThrow(/5 bytes instead of 32/u);
    expect(parseKey(newKey().toString('base64')).length).toBe(32);
  });
});
