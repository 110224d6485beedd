import type { Answer, Client, Routes } from '@mqferry/api';
import { nearestNames } from '../arguments/nearest-names.ts';
import { serviceErrors } from './service-errors.ts';

/** What the API gives of each. */
export type Cluster = Answer<Routes['getCluster']>;
export type Migration = Answer<Routes['createMigration']>;
export type MigrationView = Answer<Routes['getMigration']>;
export type MigrationTopic = Answer<Routes['listMigrationTopics']>['items'][number];
export type MigrationEventEntry = Answer<Routes['listMigrationEvents']>['items'][number];
export type SeamlessTask = Answer<Routes['getSeamlessTask']>;
export type Dump = Answer<Routes['getDump']>;
export type ServicePlan = Answer<Routes['planMigration']>;
export type TrafficSwitch = Answer<Routes['listSwitches']>[number];
export type ReadinessView = Answer<Routes['getReadiness']>;
export type User = Answer<Routes['createUser']>;
export type Token = Answer<Routes['listTokens']>[number];
export type Assessment = Answer<Routes['getAssessment']>;
export type AssessmentSummary = Answer<Routes['listAssessments']>['items'][number];
export type Import = Answer<Routes['getImport']>;
export type ImportRow = Answer<Routes['listImportRows']>['items'][number];
export type MetadataDocumentView = Answer<Routes['getMetadataDocument']>;
export type AuditEntry = Answer<Routes['listAudit']>['items'][number];

interface Listed {
  readonly id: string;
  readonly name?: string;
}

type Unknown = (places: { readonly name: string; readonly nearest: string }) => Error;

/** An id may be cut to so many characters where that is unambiguous. */
const SHORTEST_ID = 4;
const PAGE = 500;

/** The one that a name, an id or the beginning of an id means. Throws CLI_NAME_AMBIGUOUS, and what `unknown` makes. */
export const find = <T extends Listed>(wanted: string, all: readonly T[], unknown: Unknown): T => {
  const exact = all.filter(({ id, name }) => id === wanted || name === wanted);
  const begun = wanted.length < SHORTEST_ID ? [] : all.filter(({ id }) => id.startsWith(wanted));
  const [found, ...others] = exact.length > 0 ? exact : begun;
  if (found && others.length === 0) return found;
  if (found)
    throw serviceErrors.CLI_NAME_AMBIGUOUS({
      name: wanted,
      ids: [found, ...others].map(({ id }) => id).join(', '),
    });
  const names = all.flatMap(({ name }) => name ?? []);
  throw unknown({ name: wanted, nearest: nearestNames(wanted, names).join(', ') || '–' });
};

/** A part of a list, and how long it is in all. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** The whole of a list that comes in pages, or its first `most` items. */
export const allPages = async <T>(
  pageAt: (page: { readonly offset: number; readonly limit: number }) => Promise<Page<T>>,
  most = Number.POSITIVE_INFINITY,
): Promise<Page<T>> => {
  const items: T[] = [];
  for (;;) {
    const limit = Math.min(PAGE, most - items.length);
    const page = await pageAt({ offset: items.length, limit });
    items.push(...page.items);
    // A list that grows shorter meanwhile ends with an empty page.
    if (page.items.length === 0 || items.length >= Math.min(page.total, most))
      return { items, total: page.total };
  }
};

/** All migrations, in order of name. */
export const allMigrations = (client: Client): Promise<Page<Migration>> =>
  allPages((query) => client.listMigrations({ query }));

/** All topics of a migration that fit. */
export const allTopics = (
  client: Client,
  id: string,
  query: Omit<Parameters<Client['listMigrationTopics']>[0]['query'], 'offset' | 'limit'> = {},
): Promise<Page<MigrationTopic>> =>
  allPages((page) => client.listMigrationTopics({ params: { id }, query: { ...query, ...page } }));

/** Throws CLI_CLUSTER_UNKNOWN. */
export const findCluster = async (client: Client, wanted: string): Promise<Cluster> =>
  find(wanted, await client.listClusters({}), serviceErrors.CLI_CLUSTER_UNKNOWN);

/** Throws CLI_MIGRATION_UNKNOWN. */
export const findMigration = async (client: Client, wanted: string): Promise<Migration> =>
  find(wanted, (await allMigrations(client)).items, serviceErrors.CLI_MIGRATION_UNKNOWN);

/** All seamless migrations of RocketMQ, in order of name. */
export const allSeamlessTasks = (client: Client, signal?: AbortSignal): Promise<Page<SeamlessTask>> =>
  allPages((query) => client.listSeamlessTasks({ query }, signal && { signal }));

/** Throws CLI_SEAMLESS_TASK_UNKNOWN. */
export const findSeamlessTask = async (
  client: Client,
  wanted: string,
  signal?: AbortSignal,
): Promise<SeamlessTask> =>
  find(wanted, (await allSeamlessTasks(client, signal)).items, serviceErrors.CLI_SEAMLESS_TASK_UNKNOWN);

/** All dump tasks, in order of name. */
export const allDumps = (client: Client): Promise<Page<Dump>> =>
  allPages((query) => client.listDumps({ query }));

/** Throws CLI_DUMP_UNKNOWN. */
export const findDump = async (client: Client, wanted: string): Promise<Dump> =>
  find(wanted, (await allDumps(client)).items, serviceErrors.CLI_DUMP_UNKNOWN);

/** Throws CLI_USER_UNKNOWN. */
export const findUser = async (client: Client, wanted: string): Promise<User> =>
  find(wanted, await client.listUsers({}), serviceErrors.CLI_USER_UNKNOWN);

/** Throws CLI_TOKEN_UNKNOWN. */
export const findToken = async (client: Client, wanted: string): Promise<Token> =>
  find(wanted, await client.listTokens({}), serviceErrors.CLI_TOKEN_UNKNOWN);

/** Throws CLI_IMPORT_UNKNOWN. */
export const findImport = async (client: Client, wanted: string): Promise<Import> =>
  find(
    wanted,
    (await allPages((query) => client.listImports({ query }))).items,
    serviceErrors.CLI_IMPORT_UNKNOWN,
  );

/** Throws CLI_DOCUMENT_UNKNOWN. */
export const findDocument = async (client: Client, wanted: string): Promise<MetadataDocumentView> =>
  find(
    wanted,
    (await allPages((query) => client.listMetadataDocuments({ query }))).items,
    serviceErrors.CLI_DOCUMENT_UNKNOWN,
  );
