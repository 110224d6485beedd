export { CopyControl } from './copier/copy-control.ts';
export {
  COPY_NOT_BEGUN,
  type CopyStatus,
  type PartitionPhase,
  type PartitionStatus,
  type TopicStatus,
} from './copier/copy-status.ts';
export { RateLimit } from './copier/rate-limit.ts';
export { dumpErrors } from './dump/dump-errors.ts';
export type { DumpCounts, DumpEvent, DumpPlace, DumpSpec, DumpStart, DumpStatus } from './dump/dump-spec.ts';
export { isSameCluster } from './dump/dump-topics.ts';
export { groupOf, slotOf } from './dump/kept-positions.ts';
export { recentRecords } from './dump/recent-records.ts';
export { type DumpOptions, type DumpRetries, type DumpRetry, runDump } from './dump/run-dump.ts';
export { type EndedTransactions, endTransactions, type SourceTransaction } from './end-transactions.ts';
export { replicationErrors } from './errors.ts';
export { filterErrors } from './filter/filter-errors.ts';
export { type FilteredRecord, RecordFilter } from './filter/record-filter.ts';
export type { GroupOffsetStatus } from './groups/group-status.ts';
export { endsOf, type GroupPosition, type GroupSummary, summariseGroups } from './inventory/group-summary.ts';
export { groupsInOffsetsTopic } from './inventory/offsets-topic.ts';
export { type PartitionSummary, summariseTopics, type TopicSummary } from './inventory/topic-summary.ts';
export { DocumentCheckpoint } from './journal/document-checkpoint.ts';
export { DocumentJournal } from './journal/document-journal.ts';
export type { StateDocument } from './journal/state-document.ts';
export { ALL_BROKERS, type TargetJournal } from './journal/target-journal.ts';
export { mappedErrors } from './mapped/mapped-errors.ts';
export {
  PHASES,
  THROTTLES,
  TOPIC_METRICS,
  type TopicMetric,
  VERIFICATION_METRICS,
} from './metrics/topic-metrics.ts';
export type {
  MigrationEvent,
  MigrationOptions,
  MigrationResult,
  RefusedTopic,
  RunningMigration,
  SharedReplication,
} from './migration-run.ts';
export { ifTold, type OpenTransaction } from './open-transactions.ts';
export { isOwnershipGroup } from './ownership/ownership-group.ts';
export { CONFIG_POLICY, type ConfigPolicy, policyOf } from './plan/config-policy.ts';
export { makePlan } from './plan/make-plan.ts';
export {
  type ClusterFacts,
  type ConfigNote,
  type HeldConfig,
  type MigrationPlan,
  type OffsetMode,
  type PartitionPlan,
  type PlanWarning,
  refusalsOf,
  type Selection,
  type TopicPlan,
} from './plan/migration-plan.ts';
export { type TopicConfigs, topicConfigs } from './plan/read-configs.ts';
export { hadTransactions } from './plan/scan-log.ts';
export { isOfBrokers, isSelected } from './plan/selection.ts';
export { type ConfigValues, configsToCopy } from './plan/topic-configs.ts';
export { restoreTarget } from './prepare-target.ts';
export { readBatches, type WholeBatch } from './read-log.ts';
export { RocketmqTarget, type RocketmqTargetOptions } from './rocketmq-metadata/cluster/rocketmq-target.ts';
export { withAcl } from './rocketmq-metadata/document/add-acl.ts';
export type { AclSource } from './rocketmq-metadata/document/join-acl.ts';
export type {
  AccountEntry,
  AclConflict,
  AclEntry,
  GroupEntry,
  GroupSettings,
  GroupSubscription,
  LeftOutNames,
  MetadataDocument,
  MetadataSecrets,
  MetadataSource,
  PolicyEntry,
  PolicyRule,
  QueueCounts,
  RetryPolicy,
  SealedSecrets,
  SourceBroker,
  TopicEntry,
  TopicKind,
  TopicSettings,
  UserEntry,
} from './rocketmq-metadata/document/metadata-document.ts';
export { METADATA_FORMAT, METADATA_VERSION } from './rocketmq-metadata/document/metadata-document.ts';
export type { MetadataFile } from './rocketmq-metadata/document/read-document.ts';
export { openSecrets, sealSecrets } from './rocketmq-metadata/document/sealed-secrets.ts';
export type { ExportedMetadata } from './rocketmq-metadata/export/document-of-reading.ts';
export { type ExportOptions, exportMetadata } from './rocketmq-metadata/export/export-metadata.ts';
export { clusterNames } from './rocketmq-metadata/export/read-cluster.ts';
export { metadataText, readMetadata, readPlainAcl } from './rocketmq-metadata/files.ts';
export {
  type ImportChoice,
  MESSAGE_TYPES,
  type MessageType,
  MOST_GROUPS,
  MOST_TOPICS,
  type NameChoice,
} from './rocketmq-metadata/import/import-choice.ts';
export { importErrors } from './rocketmq-metadata/import/import-errors.ts';
export { importNotices } from './rocketmq-metadata/import/import-notices.ts';
export type {
  Adjustment,
  Difference,
  ImportPart,
  ImportPlan,
  LeftOutRow,
  PlannedOnBroker,
  PlanRow,
  PolicySettings,
  RowAction,
  RowKind,
  RowSettings,
  SettingObject,
  SettingValue,
  TargetBroker,
  UserSettings,
} from './rocketmq-metadata/import/import-plan.ts';
export type {
  BrokerOutcome,
  ImportEvent,
  ImportRun,
  ImportStatus,
  OutcomeCounts,
  RowOutcome,
  RowResult,
} from './rocketmq-metadata/import/import-run.ts';
export type { ImportTarget } from './rocketmq-metadata/import/import-target.ts';
export {
  makeImportPlan,
  partsOfImport,
  rowsToFail,
  rowsToWrite,
} from './rocketmq-metadata/import/make-import-plan.ts';
export { type ImportOptions, runImport } from './rocketmq-metadata/import/run-import.ts';
export { failedKeys } from './rocketmq-metadata/import/run-results.ts';
export { choiceOfPart } from './rocketmq-metadata/import/split-import.ts';
export type {
  BrokerContent,
  BrokerState,
  FoundAcl,
  FoundUser,
  TargetState,
} from './rocketmq-metadata/import/target-state.ts';
export { metadataErrors } from './rocketmq-metadata/metadata-errors.ts';
export { type Reason, reasonOf } from './rocketmq-metadata/reason.ts';
export {
  type GroupReading,
  groupReading,
  groupsByTopic,
  producersByAddress,
} from './rocketmq-observation/group-reading.ts';
export { type ClusterReading, readCluster } from './rocketmq-observation/read-cluster.ts';
export type { MasterReading, Watched } from './rocketmq-observation/read-master.ts';
export {
  type InFlight,
  inFlightOf,
  type Progress,
  progressOf,
  type TopicReading,
  topicReading,
  type Waiting,
  waitingFor,
} from './rocketmq-observation/topic-reading.ts';
export { type Writer, writersOf } from './rocketmq-observation/writers.ts';
export { recordsLost, type SourceGap } from './source-gap.ts';
export { startMigration } from './start-migration.ts';
export { transactionErrors } from './transaction-errors.ts';
export {
  type RollingCheckpoint,
  type RollingProgress,
  type RollingStatus,
  type VerifiedPartition,
  type VerifiedTopic,
  verifiedTopics,
} from './verify/rolling-status.ts';
export type { PartitionProgress, VerificationCheckpoint } from './verify/verification-checkpoint.ts';
export type {
  GroupVerdict,
  PartitionVerdict,
  RecordDifference,
  VerificationReport,
} from './verify/verification-report.ts';
export {
  type TimeRange,
  type VerificationOptions,
  type VerificationProgress,
  type VerificationScope,
  verify,
} from './verify/verify.ts';
