import type {
  Assessments,
  Audit,
  Clusters,
  Documents,
  Dumps,
  Events,
  ExternalIdentities,
  ImportRows,
  Imports,
  MetadataDocuments,
  Migrations,
  Readiness,
  SeamlessBatches,
  SeamlessGateways,
  SeamlessLog,
  SeamlessTasks,
  SeamlessTopics,
  Sessions,
  Switches,
  Tasks,
  Tokens,
  Users,
} from '@mqferry/store';

/** What the service keeps, and its clock. */
export interface Kept {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly clusters: Clusters;
  readonly migrations: Migrations;
  readonly switches: Switches;
  readonly documents: Documents;
  readonly events: Events;
  readonly tasks: Tasks;
  readonly assessments: Assessments;
  readonly dumps: Dumps;
  readonly metadataDocuments: MetadataDocuments;
  readonly imports: Imports;
  readonly importRows: ImportRows;
  readonly seamlessTasks: SeamlessTasks;
  readonly seamlessTopics: SeamlessTopics;
  readonly seamlessGateways: SeamlessGateways;
  readonly seamlessBatches: SeamlessBatches;
  readonly seamlessLog: SeamlessLog;
  readonly audit: Audit;
  readonly readiness: Readiness;
  readonly identities: ExternalIdentities;
  readonly now: () => Date;
}
