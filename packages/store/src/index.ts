export {
  type AssessmentState,
  Assessments,
  type MeasuredUntilNow,
  type NewAssessment,
  type StoredAssessment,
} from './assessments.ts';
export { Audit, type AuditEntry, type AuditQuery } from './audit.ts';
export { bearerHash, newBearerSecret } from './bearer-secrets.ts';
export {
  type Cluster,
  type ClusterConnection,
  type ClusterKind,
  Clusters,
  type RocketmqConnection,
} from './clusters.ts';
export { Documents } from './documents.ts';
export { Dumps, type NewDump, type StoredDump, type StoredDumpLogEntry } from './dumps.ts';
export { Events, type StoredEvent } from './events.ts';
export { ExternalIdentities, type KnownElsewhere } from './external-identities.ts';
export {
  type ImportRowOutcome,
  type ImportRowResult,
  ImportRows,
  type NewImportRow,
  type StoredImportRow,
} from './import-rows.ts';
export {
  type ImportCounts,
  type ImportState,
  Imports,
  type NewImport,
  type NewImportPlan,
  type StoredImport,
} from './imports.ts';
export { type Leadership, lead } from './leadership.ts';
export {
  MetadataDocuments,
  type NewMetadataDocument,
  type StoredMetadataDocument,
} from './metadata-documents.ts';
export {
  type ChangeRefusal,
  type MigrationChange,
  Migrations,
  type NewMigration,
  type StoredMigration,
} from './migrations.ts';
export { openStore, type Store, type StoreLocation } from './open-store.ts';
export {
  type NewScan,
  Readiness,
  type ReadinessQuery,
  type StoredReadiness,
  type StoredReadinessItem,
  type VerdictCount,
} from './readiness.ts';
export {
  type BegunStage,
  type SaidBroadcast,
  SeamlessBatches,
  type StageOfKind,
} from './seamless-batches.ts';
export { type HeardGateway, SeamlessGateways, type StoredSeamlessGateway } from './seamless-gateways.ts';
export { SeamlessLog, type StoredSeamlessLogEntry } from './seamless-log.ts';
export {
  type NewSeamlessTask,
  type SeamlessIntent,
  type SeamlessMode,
  type SeamlessPublication,
  SeamlessTasks,
  type SeamlessTopicPosition,
  type StoredSeamlessTask,
} from './seamless-tasks.ts';
export {
  type NewSeamlessTopic,
  type SeamlessTopicKind,
  SeamlessTopics,
  type StoredSeamlessTopic,
} from './seamless-topics.ts';
export { createSecretBox, newKey, parseKey, type SecretBox } from './secrets.ts';
export { Sessions } from './sessions.ts';
export { Settings } from './settings.ts';
export { storeErrors } from './store-errors.ts';
export { type NewSwitch, type StoredSwitch, Switches } from './switches.ts';
export {
  type ItemOutcome,
  type NewTask,
  type NewTaskItem,
  type StoredTask,
  type StoredTaskItem,
  type TaskItemState,
  type TaskState,
  Tasks,
} from './tasks.ts';
export { type NewToken, type Token, Tokens } from './tokens.ts';
export { type User, Users } from './users.ts';
