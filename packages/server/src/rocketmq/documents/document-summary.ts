import type { Answer, Routes } from '@mqferry/api';
import type { MetadataDocument, MetadataSecrets, Reason } from '@mqferry/replication';
import type { Cluster, NewMetadataDocument, StoredMetadataDocument } from '@mqferry/store';
import { namespacesOf } from '../entry-rows.ts';
import { toldOf } from '../told.ts';

type DocumentView = Answer<Routes['getMetadataDocument']>;

/** What lists tell of a document, so that they need not read it. */
interface DocumentSummary
  extends Pick<
    DocumentView,
    'exportedAt' | 'counts' | 'namespaces' | 'hasSummedQueues' | 'hasAccessControl'
  > {
  readonly source: Omit<DocumentView['source'], 'taken'>;
  readonly warnings: readonly Reason[];
  /** Secrets that a passphrase opens. */
  readonly hasClosedSecrets: boolean;
}

const summaryOf = (document: MetadataDocument): DocumentSummary => {
  const { source, topics, groups, acl, orderConfigs } = document;
  const { kind, cluster, nameServers = [], brokers = [], files = [] } = source;
  const normal = topics.filter((topic) => topic.kind === 'normal');
  return {
    source: {
      ...{ kind, clusterName: cluster ?? null, nameServers: [...nameServers], files: [...files] },
      brokers: brokers.map(({ name, version }) => ({ name, version: version ?? null })),
    },
    exportedAt: document.exportedAt ?? null,
    counts: {
      ...{ topics: normal.length, specialTopics: topics.length - normal.length, groups: groups.length },
      users: (acl?.accounts.length ?? 0) + (acl?.users.length ?? 0),
      policies: acl?.policies.length ?? 0,
      orderConfigs: Object.keys(orderConfigs).length,
    },
    namespaces: namespacesOf([...normal, ...groups]),
    hasSummedQueues: [...topics, ...groups].some(({ queueCounts }) => queueCounts === 'sumOfBrokers'),
    ...{ hasAccessControl: acl !== undefined, hasClosedSecrets: document.secrets !== undefined },
    warnings: document.warnings,
  };
};

/** A document as it is kept. */
export const documentToKeep = (
  { document, secrets }: { document: MetadataDocument; secrets: MetadataSecrets | undefined },
  more: Pick<NewMetadataDocument, 'name' | 'clusterId' | 'createdBy'>,
): NewMetadataDocument => ({
  ...more,
  summary: JSON.stringify(summaryOf(document)),
  content: JSON.stringify(document),
  secrets: secrets && JSON.stringify(secrets),
});

/** A document as the API tells it. */
export const documentView = (stored: StoredMetadataDocument, clusters: readonly Cluster[]): DocumentView => {
  const { cluster_id: takenFrom, summary, hasSecrets } = stored;
  const { source, warnings, hasClosedSecrets, ...told } = JSON.parse(summary) as DocumentSummary;
  const nameOf = (id: string) => clusters.find((cluster) => cluster.id === id)?.name ?? null;
  const unopened = hasClosedSecrets ? 'closed' : 'none';
  return {
    ...{ id: stored.id, name: stored.name, ...told },
    source: { ...source, taken: takenFrom === null ? null : { id: takenFrom, name: nameOf(takenFrom) } },
    secrets: hasSecrets ? 'kept' : unopened,
    warnings: warnings.map(toldOf),
    ...{ createdBy: stored.created_by, createdAt: stored.created_at },
  };
};
