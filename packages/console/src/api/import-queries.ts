import type { Given, Routes } from '@mqferry/api';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { LARGEST_PAGE } from './queries.ts';

const LIST_EVERY_MS = 5_000;
const RUNNING_EVERY_MS = 1_000;

type QueryOf<
  Name extends
    | 'listImports'
    | 'listImportRows'
    | 'listImportLeftOut'
    | 'listDocumentTopics'
    | 'listDocumentGroups'
    | 'listMetadataDocuments',
> = Given<Routes[Name]>['query'];

/** Everything that is known of imports begins with this. */
export const IMPORTS_KEY = ['imports'] as const;

export const importsQuery = (query: QueryOf<'listImports'>) =>
  queryOptions({
    queryKey: [...IMPORTS_KEY, 'list', query],
    queryFn: ({ signal }) => client.listImports({ query }, { signal }),
    refetchInterval: LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: [...IMPORTS_KEY, id],
    queryFn: ({ signal }) => client.getImport({ params: { id } }, { signal }),
  });

/** Everything that is known of the rows of an import begins with this. */
export const importRowsKey = (id: string) => [...IMPORTS_KEY, id, 'rows'] as const;

export const importRowsQuery = (id: string, query: QueryOf<'listImportRows'>, isRunning: boolean) =>
  queryOptions({
    queryKey: [...importRowsKey(id), query],
    queryFn: ({ signal }) => client.listImportRows({ params: { id }, query }, { signal }),
    refetchInterval: isRunning ? RUNNING_EVERY_MS : LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const importLeftOutQuery = (id: string, query: QueryOf<'listImportLeftOut'>) =>
  queryOptions({
    queryKey: [...IMPORTS_KEY, id, 'left-out', query],
    queryFn: ({ signal }) => client.listImportLeftOut({ params: { id }, query }, { signal }),
    placeholderData: keepPreviousData,
  });

/** Everything that is known of metadata documents begins with this. */
export const DOCUMENTS_KEY = ['metadata-documents'] as const;

export const documentsQuery = (query: QueryOf<'listMetadataDocuments'>) =>
  queryOptions({
    queryKey: [...DOCUMENTS_KEY, 'list', query],
    queryFn: ({ signal }) => client.listMetadataDocuments({ query }, { signal }),
    placeholderData: keepPreviousData,
  });

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: [...DOCUMENTS_KEY, id],
    queryFn: ({ signal }) => client.getMetadataDocument({ params: { id } }, { signal }),
  });

/** What of a document is looked for. */
export type NamesQuery = QueryOf<'listDocumentGroups'>;

/** The topics of a document by their names alone; of retries and dead letters none are chosen one by one. */
const topicNames = async (id: string, query: NamesQuery, signal: AbortSignal) => {
  const { items, total } = await client.listDocumentTopics({ params: { id }, query }, { signal });
  return { items: items.map(({ topic: name, namespace }) => ({ name, namespace })), total };
};

const groupNames = async (id: string, query: NamesQuery, signal: AbortSignal) => {
  const { items, total } = await client.listDocumentGroups({ params: { id }, query }, { signal });
  return { items: items.map(({ group: name, namespace }) => ({ name, namespace })), total };
};

/** What of a document is chosen by name. */
export type NamedKind = 'topics' | 'groups';

const askNames = (kind: NamedKind) => (kind === 'topics' ? topicNames : groupNames);

export const documentNamesQuery = (id: string, kind: NamedKind, query: NamesQuery) =>
  queryOptions({
    queryKey: [...DOCUMENTS_KEY, id, kind, query],
    queryFn: ({ signal }) => askNames(kind)(id, query, signal),
    placeholderData: keepPreviousData,
  });

/** All names that a search finds, however many pages that takes. */
export const allDocumentNames = async (
  id: string,
  kind: NamedKind,
  which: Pick<NamesQuery, 'search' | 'namespace'>,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const names: string[] = [];
  for (;;) {
    const query = { ...which, offset: names.length, limit: LARGEST_PAGE };
    const { items, total } = await askNames(kind)(id, query, signal);
    names.push(...items.map(({ name }) => name));
    if (items.length === 0 || names.length >= total) return names;
  }
};
