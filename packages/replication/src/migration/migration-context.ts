import type { KafkaClient } from '@mqferry/kafka';
import type { MigrationEvent, MigrationOptions } from '../migration-run.ts';
import type { MigrationPlan } from '../plan/migration-plan.ts';

/** What every part of a running migration works with. */
export interface MigrationContext {
  readonly plan: MigrationPlan;
  readonly source: KafkaClient;
  readonly target: KafkaClient;
  readonly options: MigrationOptions;
  readonly tell: (event: MigrationEvent) => void;
}
