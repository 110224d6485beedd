import { assessmentsZh } from './assessments/zh.ts';
import { auditZh } from './audit/zh.ts';
import { clustersZh } from './clusters/zh.ts';
import { commonZh } from './common/zh.ts';
import { copiesZh } from './copies/zh.ts';
import { dumpsZh } from './dumps/zh.ts';
import type { english } from './english.ts';
import { eventsZh } from './events/zh.ts';
import { importsZh } from './imports/zh.ts';
import { inventoryZh } from './inventory/zh.ts';
import { migrationZh } from './migration/zh.ts';
import { migrationsZh } from './migrations/zh.ts';
import { newImportZh } from './new-import/zh.ts';
import { overviewZh } from './overview/zh.ts';
import { planZh } from './plan/zh.ts';
import { readinessZh } from './readiness/zh.ts';
import { rocketmqZh } from './rocketmq/zh.ts';
import { seamlessZh } from './seamless/zh.ts';
import { seamlessTopicZh } from './seamless-topic/zh.ts';
import { sessionZh } from './session/zh.ts';
import { settingsZh } from './settings/zh.ts';
import { shellZh } from './shell/zh.ts';
import { switchesZh } from './switches/zh.ts';
import { tasksZh } from './tasks/zh.ts';

/** Every text of the console in Chinese. */
export const chinese: Readonly<Record<keyof typeof english, string>> = {
  ...assessmentsZh,
  ...auditZh,
  ...clustersZh,
  ...commonZh,
  ...copiesZh,
  ...dumpsZh,
  ...eventsZh,
  ...importsZh,
  ...inventoryZh,
  ...migrationZh,
  ...migrationsZh,
  ...newImportZh,
  ...overviewZh,
  ...planZh,
  ...readinessZh,
  ...rocketmqZh,
  ...seamlessZh,
  ...seamlessTopicZh,
  ...sessionZh,
  ...settingsZh,
  ...shellZh,
  ...switchesZh,
  ...tasksZh,
};
