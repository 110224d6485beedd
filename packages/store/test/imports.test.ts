import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Clusters } from '../src/clusters.ts';
import { ImportRows } from '../src/import-rows.ts';
import { Imports, type NewImport } from '../src/imports.ts';
import { MetadataDocuments } from '../src/metadata-documents.ts';
import { createSecretBox, newKey } from '../src/secrets.ts';
import { onEachDatabase } from './store-support.ts';

const NOW = new Date('2026-11-22T00:00:00.000Z');
const LATER = new Date('2026-11-23T00:00:00.000Z');
const SECRETS = '{"users":{"amy":"very-secret"}}';
const HASH = 'a'.repeat(64);
const box = createSecretBox(newKey());

onEachDatabase(({ store }) => {
  const imports = () => new Imports(store(), box);
  const rows = () => new ImportRows(store());
  const documents = () => new MetadataDocuments(store(), box);
  const newDocument = () =>
    documents().add(
      {
        ...{ name: 'export', clusterId: null, summary: '{}', content: '{"topics":[]}', secrets: SECRETS },
        createdBy: 'amy',
      },
      NOW,
    );
  const newImport = async (changes: Partial<NewImport> = {}): Promise<NewImport> => ({
    ...{ name: randomUUID(), documentId: await newDocument(), documentName: 'export', targetId: 't' },
    ...{ createdBy: 'amy', choice: '{}', plan: '{}', leftOut: '[]', secrets: SECRETS, hash: HASH },
    rows: ['a', 'b', 'c'].map((name) => ({
      ...{ kind: 'topic', name, namespace: name === 'c' ? 'shop' : 'default', action: 'create' },
      planned: '{}',
    })),
    ...changes,
  });
  const add = async (changes?: Partial<NewImport>) => (await imports().add(await newImport(changes), NOW))!;
  const running = async () => {
    const id = await add();
    await imports().begin(id, HASH, NOW);
    return id;
  };
  const outcomes = async (id: string) => (await rows().all(id)).map(({ outcome }) => outcome);

  test('a document keeps its secrets sealed, and tells them to nobody who lists it', async () => {
    const id = await newDocument();
    expect(await documents().read(id)).toEqual({ content: '{"topics":[]}', secrets: SECRETS });
    const { items, total } = await documents().list(0, 500);
    expect(items.find((each) => each.id === id)).toMatchObject({ hasSecrets: true, summary: '{}' });
    expect([items.length, JSON.stringify(items)]).toEqual([total, expect.not.stringContaining('secret"')]);
    const sealed = await store().db.selectFrom('metadata_documents').selectAll().execute();
    expect(JSON.stringify(sealed)).not.toContain('very-secret');
    const other = new MetadataDocuments(store(), createSecretBox(newKey()));
    await expect(other.read(id)).rejects.toMatchObject({ code: 'STORE_KEY_WRONG' });
  });

  test('a document is kept while an import is planned of it, and an import that was started goes without', async () => {
    const document = await newDocument();
    const id = await add({ documentId: document });
    expect(await documents().delete(document)).toBe(false);
    expect(await documents().purge(LATER)).toBeGreaterThanOrEqual(0);
    expect(await documents().get(document)).toBeDefined();
    await imports().begin(id, HASH, NOW);
    expect(await documents().delete(document)).toBe(true);
    expect(await imports().get(id)).toMatchObject({ document_id: null, document_name: 'export' });
    expect(await imports().secretsOf(id)).toBe(SECRETS);
  });

  test('an import has a name of its own', async () => {
    const wanted = await newImport();
    expect(await imports().add(wanted, NOW)).toBeDefined();
    expect(await imports().add(wanted, NOW)).toBeUndefined();
  });

  test('only the plan that was confirmed begins, and once', async () => {
    const id = await add();
    expect(await imports().begin(id, 'b'.repeat(64), NOW)).toBe(false);
    const { name: _, ...plan } = await newImport({ hash: 'c'.repeat(64), rows: [] });
    expect(await imports().replan(id, plan, LATER)).toBe(true);
    expect(await rows().all(id)).toEqual([]);
    expect(await imports().begin(id, HASH, NOW)).toBe(false);
    expect(await imports().begin(id, 'c'.repeat(64), NOW)).toBe(true);
    expect(await imports().begin(id, 'c'.repeat(64), NOW)).toBe(false);
    expect(await imports().replan(id, plan, LATER)).toBe(false);
  });

  test('rows are found by what they are, and by what came of them', async () => {
    const id = await running();
    await rows().settle(id, [{ position: 1, outcome: 'created', result: '{}' }], LATER);
    const named = async (query: Parameters<ImportRows['list']>[1]) => {
      const { items, total } = await rows().list(id, query, 0, 1);
      return [total, items.map(({ name }) => name)];
    };
    expect(await named({})).toEqual([3, ['a']]);
    expect(await named({ outcome: 'created', kind: 'topic', action: 'create' })).toEqual([1, ['b']]);
    expect(await named({ namespace: 'shop' })).toEqual([1, ['c']]);
    expect(await named({ search: 'B' })).toEqual([1, ['b']]);
    expect((await imports().get(id))?.counts).toMatchObject({ waiting: 2, created: 1 });
  });

  test('what is told again of an attempt is no further attempt', async () => {
    const id = await running();
    await rows().settle(id, [{ position: 0, outcome: 'created', result: '{}' }], NOW);
    await rows().settle(id, [{ position: 0, outcome: 'failed', result: '{"x":1}' }], LATER);
    expect((await rows().all(id))[0]).toMatchObject({ outcome: 'failed', attempts: 1, result: '{"x":1}' });
  });

  test('what failed is tried again, with the secrets it takes', async () => {
    const id = await running();
    await rows().settle(id, [{ position: 0, outcome: 'created', result: '{}' }], NOW);
    await rows().failRest(id, '{}', NOW);
    await imports().end(id, 'partly-failed', LATER);
    expect(await imports().secretsOf(id)).toBe(SECRETS);
    expect(await imports().retry(id)).toBe(true);
    expect(await outcomes(id)).toEqual(['created', 'waiting', 'waiting']);
    expect(await imports().retry(id)).toBe(false);
    await rows().failRest(id, '{}', NOW);
    expect((await rows().all(id)).map(({ attempts }) => attempts)).toEqual([1, 2, 2]);
    await imports().end(id, 'succeeded', LATER);
    expect(await imports().secretsOf(id)).toBeUndefined();
    expect(await imports().retry(id)).toBe(false);
  });

  test('an import that is cancelled keeps what was done, and no secret', async () => {
    const id = await running();
    expect(await imports().running()).toContain(id);
    expect(await imports().delete(id)).toBe(false);
    await rows().settle(id, [{ position: 0, outcome: 'created', result: '{}' }], NOW);
    expect(await imports().cancel(id, LATER)).toBe(true);
    expect(await imports().cancel(id, LATER)).toBe(false);
    expect(await outcomes(id)).toEqual(['created', 'cancelled', 'cancelled']);
    expect(await imports().secretsOf(id)).toBeUndefined();
    expect(await imports().delete(id)).toBe(true);
    expect(await rows().all(id)).toEqual([]);
  });

  test('imports that ended long ago are forgotten, others are not', async () => {
    const [planned, old] = [await add(), await running()];
    await imports().end(old, 'succeeded', NOW);
    expect(await imports().purge(LATER)).toBeGreaterThan(0);
    expect([await imports().get(old), (await imports().get(planned))?.state]).toEqual([undefined, 'planned']);
  });

  test('parts take the place of an import that is too large: all of them or none', async () => {
    const id = await add();
    const taken = await newImport({ name: (await imports().get(id))!.name });
    const other = await add();
    const [one, two] = [await newImport(), await newImport()];
    const clash = await newImport({ name: (await imports().get(other))!.name });
    expect(await imports().replace(id, [one, clash], NOW)).toEqual({ taken: clash.name });
    expect(await imports().get(id)).toBeDefined();
    // Its own name is free by then.
    const ids = await imports().replace(id, [taken, two], NOW);
    expect(ids).toHaveLength(2);
    expect(await imports().get(id)).toBeUndefined();
    expect(await imports().replace(id, [one], NOW)).toBeUndefined();
  });

  test('a cluster of one kind is reached as that kind is, and kept while an import of it has not ended', async () => {
    const clusters = new Clusters(store(), box);
    const connection = { nameServers: 'n:9876', clusterName: 'c', accessKey: 'k', secretKey: 'very-secret' };
    const { id } = (await clusters.add(
      { kind: 'rocketmq', name: 'mq', bootstrap: 'n:9876', clusterId: 'c', connection },
      NOW,
    ))!;
    expect(await clusters.get(id)).toMatchObject({ kind: 'rocketmq', cluster_id: 'c' });
    expect(await clusters.rocketmqConnectionOf(id)).toEqual(connection);
    expect(await clusters.connectionOf(id)).toBeUndefined();
    const kept = await store().db.selectFrom('clusters').selectAll().where('id', '=', id).execute();
    expect(JSON.stringify(kept)).not.toContain('very-secret');
    const planned = await add({ targetId: id });
    expect(await clusters.delete(id)).toBe(false);
    await imports().delete(planned);
    expect(await clusters.delete(id)).toBe(true);
  });
});
