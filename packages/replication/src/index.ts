export type { CopyStatus, PartitionPhase, PartitionStatus } from './copier/copy-status.ts';
export type { GroupOffsetStatus } from './groups/group-status.ts';
export type { MigrationEvent, MigrationOptions, MigrationResult, RunningMigration } from './migrate.ts';
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
export type { TargetJournal } from './target-journal.ts';
export type {
  GroupVerdict,
  PartitionVerdict,
  RecordDifference,
  VerificationReport,
} from './verify/verification-report.ts';
