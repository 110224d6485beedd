import { apiErrors } from '@mqferry/api';
import { exportMetadata } from '@mqferry/replication';
import type { NewMetadataDocument, StoredMetadataDocument } from '@mqferry/store';
import { findCluster } from '../clusters/find-cluster.ts';
import type { Handlers } from '../http/serve-routes.ts';
import type { Kept } from '../kept.ts';
import { isFound, partOf } from '../lists.ts';
import type { ConnectedRocketmq } from '../rocketmq/clusters/connected-rocketmq.ts';
import { documentToKeep, documentView } from '../rocketmq/documents/document-summary.ts';
import { usersOf } from '../rocketmq/documents/document-users.ts';
import type { KeptDocuments, OpenedDocument } from '../rocketmq/documents/kept-documents.ts';
import { openedSecrets, readFiles } from '../rocketmq/documents/read-files.ts';
import { groupRow, isNamed, topicRow } from '../rocketmq/entry-rows.ts';
import { importTaskErrors } from '../rocketmq/imports/import-errors.ts';

type DocumentHandlers = Pick<
  Handlers,
  | 'listMetadataDocuments'
  | 'uploadMetadata'
  | 'takeMetadata'
  | 'getMetadataDocument'
  | 'openMetadataSecrets'
  | 'deleteMetadataDocument'
  | 'listDocumentTopics'
  | 'listDocumentGroups'
  | 'listDocumentUsers'
>;

/** Documents of the metadata of RocketMQ clusters. */
export const documentHandlers = (
  { metadataDocuments, clusters, now }: Pick<Kept, 'metadataDocuments' | 'clusters' | 'now'>,
  documents: KeptDocuments,
  connected: ConnectedRocketmq,
): DocumentHandlers => {
  const found = async (id: string): Promise<StoredMetadataDocument> => {
    const stored = await metadataDocuments.get(id);
    if (!stored) throw apiErrors.API_NOT_FOUND({ kind: 'document', id });
    return stored;
  };
  const viewOf = async (id: string) => documentView(await found(id), await clusters.list());
  const keep = async (
    opened: OpenedDocument,
    more: Pick<NewMetadataDocument, 'name' | 'clusterId' | 'createdBy'>,
  ) => viewOf(await metadataDocuments.add(documentToKeep(opened, more), now()));

  return {
    listMetadataDocuments: async ({ query: { offset, limit } }) => {
      const [{ items, total }, known] = await Promise.all([
        metadataDocuments.list(offset, limit),
        clusters.list(),
      ]);
      return { items: items.map((stored) => documentView(stored, known)), total };
    },
    uploadMetadata: async ({ body: { name, files, passphrase } }, { audit, caller }) => {
      audit({ subject: name, after: { files: files.map(({ file }) => file) } });
      const opened = await readFiles(files, passphrase);
      return keep(opened, { name, clusterId: null, createdBy: caller!.name });
    },
    takeMetadata: async ({ params: { id }, body: { name, secrets: wanted } }, { audit, caller }) => {
      const cluster = await findCluster(clusters, id, 'rocketmq');
      audit({ subject: name, after: { cluster: cluster.name, secrets: wanted } });
      const { admin, clusterName } = await connected.get(id);
      const { document, secrets } = await exportMetadata(admin, clusterName);
      const opened = { document, secrets: wanted ? secrets : undefined };
      return keep(opened, { name, clusterId: id, createdBy: caller!.name });
    },
    getMetadataDocument: ({ params: { id } }) => viewOf(id),
    openMetadataSecrets: async ({ params: { id }, body: { passphrase } }, { audit }) => {
      const { name } = await found(id);
      audit({ subject: name });
      const opened = await documents.open(id);
      if (!opened.document.secrets) throw importTaskErrors.IMPORT_SECRETS_NONE({ name });
      await metadataDocuments.keepSecrets(id, JSON.stringify(await openedSecrets(opened, passphrase)));
      return viewOf(id);
    },
    deleteMetadataDocument: async ({ params: { id } }, { audit }) => {
      const { name } = await found(id);
      audit({ subject: name });
      if (!(await metadataDocuments.delete(id))) throw apiErrors.API_DOCUMENT_IN_USE({ name });
      documents.forget(id);
      return undefined;
    },
    listDocumentTopics: async ({ params: { id }, query }) => {
      const { topics } = await documents.document(id);
      return partOf(
        topics
          .map(topicRow)
          .filter((row) => row.kind === query.kind && isNamed(query, { ...row, name: row.topic })),
        query,
      );
    },
    listDocumentGroups: async ({ params: { id }, query }) => {
      const { groups } = await documents.document(id);
      const rows = groups.map(groupRow).filter((row) => isNamed(query, { ...row, name: row.group }));
      return partOf(rows, query);
    },
    listDocumentUsers: async ({ params: { id }, query }) => {
      const users = usersOf(await documents.open(id));
      return partOf(
        users.filter(({ name }) => isFound(query.search, name)),
        query,
      );
    },
  };
};
