import { z } from 'zod';
import { route } from '../../route.ts';
import { hiddenUpTo, id, instant, name, page, pageOf } from '../../scalars.ts';
import { rocketmqGroup, rocketmqSearch, rocketmqTopic, rocketmqTopicKind } from './inventory.ts';
import { told } from './told.ts';

const count = z.int().min(0);
const texts = z.array(z.string());

/** Largest request that hands in files, in bytes. */
export const DOCUMENT_LIMIT = 16 * 1024 * 1024;

/** The metadata of a RocketMQ cluster that imports are made of. */
export const metadataDocument = z.strictObject({
  id,
  name,
  source: z.strictObject({
    /** Read from a cluster, files of RocketMQ's mqadmin, or only plain_acl.yml. */
    kind: z.enum(['cluster', 'mqadmin', 'acl-file']),
    /** The cluster that the service took it from; null: it was handed in. A name of null: it was forgotten since. */
    taken: z.strictObject({ id, name: z.string().nullable() }).nullable(),
    clusterName: z.string().nullable(),
    nameServers: texts,
    brokers: z.array(z.strictObject({ name: z.string(), version: z.string().nullable() })),
    files: texts,
  }),
  exportedAt: instant.nullable(),
  counts: z.strictObject({
    topics: count,
    /** Of retries and dead letters, which brokers make by themselves. */
    specialTopics: count,
    groups: count,
    /** Accounts and users. */
    users: count,
    policies: count,
    orderConfigs: count,
  }),
  /** Those of its names; `default` stands for names without one. */
  namespaces: texts,
  /** Counts of queues are sums over all brokers of the source, whose number the document does not tell. */
  hasSummedQueues: z.boolean(),
  /** False: it does not tell who may do what. */
  hasAccessControl: z.boolean(),
  /** `closed`: there are some, and they open with a passphrase only; `kept`: the service has them, sealed. */
  secrets: z.enum(['none', 'closed', 'kept']),
  warnings: z.array(told),
  createdBy: name,
  createdAt: instant,
});

/** Somebody whom the source lets in. */
const documentUser = z.strictObject({
  name: z.string(),
  /** `account`: of releases up to 5.3.2. */
  kind: z.enum(['account', 'user']),
  isAdministrator: z.boolean(),
  enabled: z.boolean(),
  /** Rules of what it may do. */
  rules: count,
  hasSecret: z.boolean(),
  /** Brokers or files that tell of it. */
  from: texts,
  /** Settings in which these are not the same. */
  conflicts: texts,
});

const byId = z.strictObject({ id });

export const documentRoutes = {
  listMetadataDocuments: route({
    method: 'GET',
    path: '/api/rocketmq/documents',
    role: 'viewer',
    summary: 'Metadata documents, the newest first.',
    query: page,
    answer: pageOf(metadataDocument),
  }),
  uploadMetadata: route({
    method: 'POST',
    path: '/api/rocketmq/documents',
    role: 'operator',
    summary:
      'Hands in metadata of a RocketMQ cluster: a document of an export, or files of mqadmin exportMetadata, with plain_acl.yml if wanted. Secrets in it are kept sealed.',
    bodyLimit: DOCUMENT_LIMIT,
    body: z.strictObject({
      name,
      /** Documents in JSON, and files of accounts, which end in `.yml` or `.yaml`. */
      files: z
        .array(z.strictObject({ file: z.string().min(1).max(255), text: z.string().max(DOCUMENT_LIMIT) }))
        .min(1)
        .max(100),
      /** Opens the secrets of the document. Without it they are kept out of imports until it is given. */
      passphrase: hiddenUpTo(1_000).optional(),
    }),
    answer: metadataDocument,
  }),
  takeMetadata: route({
    method: 'POST',
    path: '/api/rocketmq/clusters/:id/documents',
    role: 'operator',
    summary: 'Makes a metadata document of what a RocketMQ cluster that the service knows has now.',
    params: byId,
    body: z.strictObject({
      name,
      /** Whether secret keys and passwords are taken along, sealed, so that users can be imported. */
      secrets: z.boolean().default(false),
    }),
    answer: metadataDocument,
  }),
  getMetadataDocument: route({
    method: 'GET',
    path: '/api/rocketmq/documents/:id',
    role: 'viewer',
    summary: 'One metadata document.',
    params: byId,
    answer: metadataDocument,
  }),
  openMetadataSecrets: route({
    method: 'POST',
    path: '/api/rocketmq/documents/:id/open',
    role: 'operator',
    summary: 'Opens the secrets of a document with its passphrase; the service keeps them sealed.',
    params: byId,
    body: z.strictObject({ passphrase: hiddenUpTo(1_000) }),
    answer: metadataDocument,
  }),
  deleteMetadataDocument: route({
    method: 'DELETE',
    path: '/api/rocketmq/documents/:id',
    role: 'operator',
    summary:
      'Forgets a document and its secrets, unless an import is planned of it that was not started yet.',
    params: byId,
  }),
  listDocumentTopics: route({
    method: 'GET',
    path: '/api/rocketmq/documents/:id/topics',
    role: 'viewer',
    summary: 'The topics of a document.',
    params: byId,
    query: rocketmqSearch.extend({ kind: rocketmqTopicKind.default('normal') }),
    answer: pageOf(rocketmqTopic),
  }),
  listDocumentGroups: route({
    method: 'GET',
    path: '/api/rocketmq/documents/:id/groups',
    role: 'viewer',
    summary: 'The groups of a document.',
    params: byId,
    query: rocketmqSearch,
    answer: pageOf(rocketmqGroup),
  }),
  listDocumentUsers: route({
    method: 'GET',
    path: '/api/rocketmq/documents/:id/users',
    role: 'viewer',
    summary: 'The accounts and users of a document; nothing of their secrets is told.',
    params: byId,
    query: page.extend({ search: z.string().max(255).optional() }),
    answer: pageOf(documentUser),
  }),
};
