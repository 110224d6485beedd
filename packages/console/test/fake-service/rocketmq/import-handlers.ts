import { randomUUID } from 'node:crypto';
import { apiErrors } from '@mqferry/api';
import { defineErrors } from '@mqferry/core';
import { metadataErrors } from '@mqferry/replication';
import type { FakeHandlers } from '../fake-handlers.ts';
import { ago } from '../ids.ts';
import { part } from '../lists.ts';
import { watch } from '../watch.ts';
import type { World } from '../world.ts';
import { documentView, type FakeDocument, handedIn, takenDocument } from './documents.ts';
import { type FakeImport, goOn, importView, planned } from './imports.ts';
import { namespaceOf } from './names.ts';

const fakeErrors = defineErrors({
  IMPORT_WORLD_MOVED: {
    status: 409,
    retriable: false,
    message: {
      en: 'What was confirmed is not what would be done now: the target has changed since. Nothing was written.',
      zh: '确认的内容与现在将执行的内容不一致：目标集群已发生变化。未写入任何内容。',
    },
    action: { en: 'Look at the new plan and confirm that one.', zh: '请查看新计划并重新确认。' },
  },
});

const holds = (search: string | undefined, text: string): boolean => text.includes(search ?? '');

const isIn = (wanted: string | undefined, name: string): boolean =>
  wanted === undefined || (namespaceOf(name) ?? 'default') === wanted;

/** What is answered of metadata documents and their imports. */
export const importHandlers = (world: World): FakeHandlers => {
  const document = (id: string): FakeDocument => {
    const found = world.documents.find(({ told }) => told.id === id);
    if (!found) throw apiErrors.API_NOT_FOUND({ kind: 'document', id });
    return found;
  };
  const found = (id: string): FakeImport => {
    const made = world.imports.find((each) => each.id === id);
    if (!made) throw apiErrors.API_NOT_FOUND({ kind: 'import', id });
    return made;
  };
  const keep = (made: FakeDocument) => {
    world.documents = [made, ...world.documents];
    return documentView(made);
  };
  const named = (
    names: readonly string[],
    query: { search?: string | undefined; namespace?: string | undefined },
  ) => names.filter((name) => holds(query.search, name) && isIn(query.namespace, name));
  const refOf = (id: string) => ({ id, name: world.clusters.find((each) => each.id === id)!.name });
  return {
    listMetadataDocuments: ({ query }) => {
      const { items, total } = part(world.documents, query);
      return { items: items.map(documentView), total };
    },
    uploadMetadata: ({ body: { name, files } }) => {
      const [broken] = files.filter(({ text }) => !text.startsWith('{'));
      if (broken) throw metadataErrors.METADATA_NOT_JSON({ file: broken.file, reason: 'Unexpected token' });
      return keep(
        handedIn(
          randomUUID(),
          name,
          files.map(({ file }) => file),
        ),
      );
    },
    takeMetadata: ({ params: { id }, body: { name, secrets } }) =>
      keep(takenDocument(randomUUID(), name, refOf(id), secrets)),
    getMetadataDocument: ({ params: { id } }) => documentView(document(id)),
    openMetadataSecrets: ({ params: { id }, body: { passphrase } }) => {
      if (passphrase.reveal() !== 'a passphrase') throw metadataErrors.METADATA_PASSPHRASE_WRONG({});
      const made = document(id);
      made.told = { ...made.told, secrets: 'kept' };
      return documentView(made);
    },
    deleteMetadataDocument: ({ params: { id } }) => {
      const { name } = document(id).told;
      const isUsed = world.imports.some(
        ({ document: { told }, startedAt }) => told.id === id && startedAt === null,
      );
      if (isUsed) throw apiErrors.API_DOCUMENT_IN_USE({ name });
      world.documents = world.documents.filter(({ told }) => told.id !== id);
      return undefined;
    },
    listDocumentTopics: ({ params: { id }, query }) => {
      const { items, total } = part(named(document(id).topics, query), query);
      return {
        items: items.map((topic) => ({
          ...{ topic, kind: 'normal' as const, namespace: namespaceOf(topic), messageType: null },
          ...{ order: false, perm: 6, readQueues: 8, writeQueues: 8, queuesOf: 'broker' as const },
          ...{ brokers: null, differs: false },
        })),
        total,
      };
    },
    listDocumentGroups: ({ params: { id }, query }) => {
      const { items, total } = part(named(document(id).groups, query), query);
      return {
        items: items.map((group) => ({
          ...{ group, namespace: namespaceOf(group), consumeEnabled: true, broadcast: false },
          ...{ orderly: null, retryMaxTimes: 16, retryQueues: 1, brokers: null, differs: false },
          consumes: null,
        })),
        total,
      };
    },
    listImports: ({ query }) => {
      const items = world.imports
        .map(importView)
        .filter(
          ({ state, target }) =>
            (query.state === undefined || state === query.state) &&
            (query.targetId === undefined || target.id === query.targetId),
        );
      return part(items, query);
    },
    createImport: ({ body: { name, documentId, targetId, choice } }) => {
      if (world.imports.some((each) => each.name === name))
        throw apiErrors.API_NAME_TAKEN({ kind: 'import', name });
      const of = document(documentId);
      const made: FakeImport = {
        ...{ id: randomUUID(), name, document: of, target: refOf(targetId), ...planned(of, choice) },
        ...{ cancelled: false, moves: false, createdAt: ago(0), startedAt: null, endedAt: null },
      };
      world.imports = [made, ...world.imports];
      return importView(made);
    },
    getImport: ({ params: { id } }) => importView(found(id)),
    watchImport: ({ params: { id } }, signal) => {
      const made = found(id);
      return watch(() => {
        goOn(made);
        return importView(made);
      }, signal);
    },
    listImportRows: ({ params: { id }, query }) => {
      const { search, kind, action, outcome, namespace } = query;
      const rows = found(id).rows.filter(
        (row) =>
          holds(search, row.name) &&
          (kind === undefined || row.kind === kind) &&
          (action === undefined || row.action === action) &&
          (outcome === undefined || row.outcome === outcome) &&
          (namespace === undefined || row.namespace === namespace),
      );
      return part(rows, query);
    },
    listImportLeftOut: ({ params: { id }, query }) =>
      part(
        found(id).leftOut.filter(({ name }) => holds(query.search, name)),
        query,
      ),
    planImport: ({ params: { id }, body: { choice } }) => {
      const made = found(id);
      Object.assign(made, planned(made.document, choice ?? made.choice));
      return importView(made);
    },
    splitImport: ({ params: { id } }) => {
      const made = found(id);
      const parts = (made.parts ?? []).map(({ name, users, topics, groups }, at): FakeImport => {
        const of = (names: readonly string[], count: number) => ({
          names: names.slice(at * 1_000, at * 1_000 + count),
        });
        const choice = {
          topics: of(made.document.topics, topics),
          groups: of(made.document.groups, groups),
          ...(users ? {} : { users: 'none' as const }),
        };
        return {
          ...{ ...made, id: randomUUID(), name: `${made.name} ${name}`, createdAt: ago(0) },
          ...planned(made.document, choice),
        };
      });
      world.imports = [...parts, ...world.imports.filter((each) => each.id !== id)];
      return parts.map(importView);
    },
    startImport: ({ params: { id } }) => {
      const made = found(id);
      if (made.moves) {
        made.moves = false;
        throw fakeErrors.IMPORT_WORLD_MOVED({});
      }
      made.startedAt = ago(0);
      return importView(made);
    },
    retryImport: ({ params: { id } }) => {
      const made = found(id);
      made.endedAt = null;
      made.rows = made.rows.map((row) => (row.outcome === 'failed' ? { ...row, outcome: 'waiting' } : row));
      return importView(made);
    },
    cancelImport: ({ params: { id } }) => {
      const made = found(id);
      made.cancelled = true;
      made.endedAt = ago(0);
      made.rows = made.rows.map((row) =>
        row.outcome === 'waiting' ? { ...row, outcome: 'cancelled' } : row,
      );
      return importView(made);
    },
    deleteImport: ({ params: { id } }) => {
      world.imports = world.imports.filter((each) => each.id !== id);
      return undefined;
    },
  };
};
