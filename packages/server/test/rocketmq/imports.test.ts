import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiErrors } from '@mqferry/api';
import {
  Clusters,
  createSecretBox,
  ImportRows,
  Imports,
  MetadataDocuments,
  newKey,
  openStore,
  type Store,
} from '@mqferry/store';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { importHandlers } from '../../src/handlers/rocketmq-imports.ts';
import type { Asked } from '../../src/http/serve-routes.ts';
import { documentToKeep } from '../../src/rocketmq/documents/document-summary.ts';
import { KeptDocuments } from '../../src/rocketmq/documents/kept-documents.ts';
import { ImportRunner } from '../../src/rocketmq/imports/import-runner.ts';
import { documentOf } from './documents.ts';
import { FakeTarget } from './fake-target.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const TOPICS = ['a', 'b', 'c', 'shop%d'];
const asked = { caller: { name: 'amy' }, audit: () => {}, gone: AbortSignal.abort() } as unknown as Asked;

let folder: string;
let store: Store;
let target: FakeTarget;
let targetId: string;
let documentId: string;
let names = 0;

const box = createSecretBox(newKey());
const kept = () => ({
  clusters: new Clusters(store, box),
  imports: new Imports(store, box),
  importRows: new ImportRows(store),
  metadataDocuments: new MetadataDocuments(store, box),
  now: () => NOW,
});

const service = () => {
  const all = kept();
  const changed: string[] = [];
  const targets = {
    target: async (id: string) => {
      if (id !== targetId) throw apiErrors.API_NOT_FOUND({ kind: 'cluster', id });
      return target;
    },
    changed: (id: string) => changed.push(id),
  };
  const runner = new ImportRunner(all, targets, {}, pino({ enabled: false }));
  const documents = new KeptDocuments(all.metadataDocuments);
  return { ...all, ...importHandlers(all, documents, targets, runner), runner, changed };
};

const newDocument = (topics: readonly string[], groups?: readonly string[]) =>
  kept().metadataDocuments.add(
    documentToKeep(
      { document: documentOf(topics, groups), secrets: undefined },
      { name: 'export', clusterId: null, createdBy: 'amy' },
    ),
    NOW,
  );

const newName = () => {
  names += 1;
  return `import ${names}`;
};

const create = ({ createImport }: ReturnType<typeof service>, choice = {}, document = documentId) =>
  createImport({ body: { name: newName(), documentId: document, targetId, choice } }, asked);

const started = async (of: ReturnType<typeof service>, choice = {}) => {
  const { id, plan } = await create(of, choice);
  await of.startImport({ params: { id }, body: { hash: plan.hash } }, asked);
  return id;
};

const ended = async ({ getImport }: ReturnType<typeof service>, id: string) => {
  for (;;) {
    const found = await getImport({ params: { id } }, asked);
    if (found.state !== 'running') return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

const rowsOf = async ({ listImportRows }: ReturnType<typeof service>, id: string, query = {}) =>
  (await listImportRows({ params: { id }, query: { offset: 0, limit: 100, ...query } }, asked)).items;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mqferry-imports-'));
  store = await openStore({ folder });
  const connection = { nameServers: 'n:9876', clusterName: 'c' };
  const wanted = { kind: 'rocketmq', name: 'mq', bootstrap: 'n:9876', clusterId: 'c', connection } as const;
  targetId = (await kept().clusters.add(wanted, NOW))!.id;
  documentId = await newDocument(TOPICS, ['readers']);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  target = new FakeTarget();
});

test('an import is planned, confirmed and run, and says what came of each row on each broker', async () => {
  const of = service();
  const planned = await create(of, { namespace: 'moved' });
  expect(planned).toMatchObject({
    ...{ state: 'planned', documentName: 'export', target: { name: 'mq' }, startedAt: null },
    plan: { actions: { create: 5 }, refusals: [], parts: null, brokers: [{ name: 'broker-a' }, {}] },
    counts: { total: 5, waiting: 5 },
  });
  const { id, plan } = planned;
  await of.startImport({ params: { id }, body: { hash: plan.hash } }, asked);
  expect(await ended(of, id)).toMatchObject({ state: 'succeeded', counts: { created: 5, waiting: 0 } });
  expect((await rowsOf(of, id, { search: 'shop' }))[0]).toMatchObject({
    ...{ name: 'shop%d', target: 'moved%d', namespace: 'moved', outcome: 'created', attempts: 1 },
    brokers: [
      { broker: 'broker-a', found: 'absent', outcome: 'created', wanted: { readQueueNums: 4 } },
      { broker: 'broker-b', outcome: 'created' },
    ],
  });
  expect([...target.brokers['broker-b']!.topics.keys()].sort()).toEqual(
    ['a', 'b', 'c', 'd'].map((name) => `moved%${name}`),
  );
  expect(of.changed).toEqual([targetId]);
});

test('what is not chosen is told as left out', async () => {
  const of = service();
  const { id, plan } = await create(of, { topics: { names: ['a'] }, groups: { names: [] } });
  expect([plan.leftOut, plan.actions.create]).toEqual([4, 1]);
  const query = { offset: 0, limit: 2, search: undefined };
  expect(await of.listImportLeftOut({ params: { id }, query }, asked)).toMatchObject({
    total: 4,
    items: [{ kind: 'topic', name: 'b', reason: 'not-chosen' }, {}],
  });
});

test('a target that has changed since stops what was confirmed, and the new plan is there to look at', async () => {
  const of = service();
  const { id, plan } = await create(of);
  target.brokers['broker-a']!.topics.set('a', {
    ...documentOf(['a']).topics[0]!.settings,
    readQueueNums: 8,
  });
  const start = (hash: string) => of.startImport({ params: { id }, body: { hash } }, asked);
  await expect(start(plan.hash)).rejects.toMatchObject({ code: 'IMPORT_WORLD_MOVED' });
  const now = await of.getImport({ params: { id } }, asked);
  expect(now).toMatchObject({ state: 'planned', plan: { actions: { create: 4, 'exists-different': 1 } } });
  expect(target.brokers['broker-b']!.topics.size).toBe(0);
  await start(now.plan.hash);
  expect(await ended(of, id)).toMatchObject({ state: 'partly-failed', counts: { created: 4, failed: 1 } });
  await expect(start(now.plan.hash)).rejects.toMatchObject({ code: 'IMPORT_STATE' });
});

test('a broker that is down fails its rows only, and they are tried again', async () => {
  const of = service();
  target.brokers['broker-b']!.isDown = true;
  const id = await started(of);
  // Every row has failed on one broker, and none on the other.
  expect(await ended(of, id)).toMatchObject({ state: 'partly-failed', counts: { failed: 5 } });
  expect((await rowsOf(of, id))[0]).toMatchObject({
    ...{ outcome: 'failed', reason: { code: 'IMPORT_BROKER_MISSING' } },
    brokers: [
      { outcome: 'created', reason: null },
      { outcome: 'failed', reason: { code: 'IMPORT_BROKER_MISSING' } },
    ],
  });
  target.brokers['broker-b']!.isDown = false;
  await of.retryImport({ params: { id } }, asked);
  expect(await ended(of, id)).toMatchObject({ state: 'succeeded', counts: { created: 5, failed: 0 } });
  expect((await rowsOf(of, id)).map(({ attempts }) => attempts)).toEqual([2, 2, 2, 2, 2]);
});

test('name servers that cannot be reached fail what is left, with the reason', async () => {
  const of = service();
  const { id, plan } = await create(of);
  await of.runner.begin(id, plan.hash);
  target.refusal = apiErrors.API_UNREACHABLE({ url: 'n', reason: 'refused' });
  expect(await ended(of, id)).toMatchObject({ state: 'all-failed', counts: { failed: 5 } });
  expect((await rowsOf(of, id))[0]).toMatchObject({ reason: { code: 'API_UNREACHABLE' } });
});

/** Lets the first write of an import wait until it is told to go on. */
const firstWrite = () => {
  const reached = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  target.onWrite = async () => {
    reached.resolve();
    await goOn.promise;
  };
  return { reached: reached.promise, goOn: goOn.resolve };
};

test('a service that ends lets rows that are being written come to their end; the next one goes on', async () => {
  const ending = service();
  const many = await newDocument(Array.from({ length: 40 }, (_, i) => `t-${i}`));
  const { reached, goOn } = firstWrite();
  const { id, plan } = await create(ending, {}, many);
  await ending.startImport({ params: { id }, body: { hash: plan.hash } }, asked);
  await reached;
  const closed = ending.runner.close();
  goOn();
  await closed;
  const { counts, state } = await ending.getImport({ params: { id } }, asked);
  expect(state).toBe('running');
  expect([counts.failed, counts.created > 0, counts.waiting > 0]).toEqual([0, true, true]);
  const next = service();
  await next.runner.start();
  expect(await ended(next, id)).toMatchObject({ state: 'succeeded', counts: { created: 40 } });
});

test('what was written down before the service was killed is looked at again, and what was written only is found', async () => {
  const of = service();
  const { id, plan } = await create(of);
  await of.imports.begin(id, plan.hash, NOW);
  const { settings } = documentOf(['a']).topics[0]!;
  const result = JSON.stringify({ brokers: [] });
  const rows = await rowsOf(of, id);
  const position = (name: string) => rows.find((row) => row.name === name)!.position;
  // a was written and noted, b was written; c was noted and is gone since.
  for (const { topics } of Object.values(target.brokers))
    for (const name of ['a', 'b']) topics.set(name, settings);
  await of.importRows.settle(
    id,
    ['a', 'c'].map((name) => ({ position: position(name), outcome: 'created', result })),
    NOW,
  );
  await of.runner.start();
  expect(await ended(of, id)).toMatchObject({ state: 'succeeded' });
  const outcomes = Object.fromEntries((await rowsOf(of, id)).map(({ name, outcome }) => [name, outcome]));
  expect(outcomes).toMatchObject({ a: 'created', b: 'unchanged', c: 'created', readers: 'created' });
  expect(target.brokers['broker-a']!.topics.has('c')).toBe(true);
});

test('an import that is cancelled keeps what it wrote and does no more', async () => {
  const of = service();
  const many = await newDocument(Array.from({ length: 40 }, (_, i) => `t-${i}`));
  const { reached, goOn } = firstWrite();
  const { id, plan } = await create(of, {}, many);
  await of.startImport({ params: { id }, body: { hash: plan.hash } }, asked);
  await expect(of.deleteImport({ params: { id } }, asked)).rejects.toMatchObject({ code: 'IMPORT_STATE' });
  await reached;
  const cancelled = of.cancelImport({ params: { id } }, asked);
  goOn();
  const { state, counts } = await cancelled;
  expect([state, counts.waiting, counts.failed]).toEqual(['cancelled', 0, 0]);
  expect(counts.created + counts.cancelled).toBe(40);
  await expect(of.retryImport({ params: { id } }, asked)).rejects.toMatchObject({ code: 'IMPORT_STATE' });
  await of.deleteImport({ params: { id } }, asked);
  await expect(of.getImport({ params: { id } }, asked)).rejects.toMatchObject({ code: 'API_NOT_FOUND' });
});

test('an import that is too large is refused with its parts, which take its place together', async () => {
  const of = service();
  const large = await newDocument(Array.from({ length: 1_500 }, (_, i) => `t-${i}`));
  const { id, name, plan, counts } = await create(of, {}, large);
  expect([counts.total, plan.refusals[0]?.code]).toEqual([0, 'IMPORT_TOO_LARGE']);
  expect(plan.parts).toEqual([
    { name: 'part-1', topics: 1_000, groups: 0, users: true },
    { name: 'part-2', topics: 500, groups: 0, users: false },
  ]);
  const start = of.startImport({ params: { id }, body: { hash: plan.hash } }, asked);
  await expect(start).rejects.toMatchObject({ code: 'IMPORT_TOO_LARGE', status: 422 });
  const parts = await of.splitImport({ params: { id } }, asked);
  expect(parts.map((part) => [part.name, part.state, part.counts.total])).toEqual([
    [`${name} part-1`, 'planned', 1_000],
    [`${name} part-2`, 'planned', 500],
  ]);
  await expect(of.getImport({ params: { id } }, asked)).rejects.toMatchObject({ code: 'API_NOT_FOUND' });
  const [, small] = parts;
  await expect(of.splitImport({ params: { id: small!.id } }, asked)).rejects.toMatchObject({
    code: 'IMPORT_NOT_TOO_LARGE',
  });
});

test('an import that was not started is planned anew with another choice', async () => {
  const of = service();
  const { id } = await create(of);
  const params = { id };
  const body = { choice: { topics: { patterns: ['[ab]'] }, groups: { names: [] } } };
  expect(await of.planImport({ params, body }, asked)).toMatchObject({
    ...{ choice: body.choice, counts: { total: 2 } },
  });
  expect(await of.planImport({ params, body: { choice: undefined } }, asked)).toMatchObject(body);
  const invalid = { choice: { topics: { patterns: ['('] } } };
  await expect(of.planImport({ params, body: invalid }, asked)).rejects.toMatchObject({
    code: 'IMPORT_PATTERN_INVALID',
  });
});

test('names, documents and targets have to be there', async () => {
  const of = service();
  const { name } = await create(of);
  const body = { name, documentId, targetId, choice: {} };
  await expect(of.createImport({ body }, asked)).rejects.toMatchObject({ code: 'API_NAME_TAKEN' });
  for (const unknown of [{ documentId: 'x' }, { targetId: 'x' }])
    await expect(
      of.createImport({ body: { ...body, name: newName(), ...unknown } }, asked),
    ).rejects.toMatchObject({ code: 'API_NOT_FOUND' });
});
