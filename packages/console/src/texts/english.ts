import { assessmentsEn } from './assessments/en.ts';
import { auditEn } from './audit/en.ts';
import { clustersEn } from './clusters/en.ts';
import { commonEn } from './common/en.ts';
import { copiesEn } from './copies/en.ts';
import { dumpsEn } from './dumps/en.ts';
import { eventsEn } from './events/en.ts';
import { importsEn } from './imports/en.ts';
import { inventoryEn } from './inventory/en.ts';
import { migrationEn } from './migration/en.ts';
import { migrationsEn } from './migrations/en.ts';
import { newImportEn } from './new-import/en.ts';
import { overviewEn } from './overview/en.ts';
import { planEn } from './plan/en.ts';
import { readinessEn } from './readiness/en.ts';
import { rocketmqEn } from './rocketmq/en.ts';
import { seamlessEn } from './seamless/en.ts';
import { seamlessTopicEn } from './seamless-topic/en.ts';
import { sessionEn } from './session/en.ts';
import { settingsEn } from './settings/en.ts';
import { shellEn } from './shell/en.ts';
import { switchesEn } from './switches/en.ts';
import { tasksEn } from './tasks/en.ts';

/** Every text of the console in English; these keys are the keys of every language. */
export const english = {
  ...assessmentsEn,
  ...auditEn,
  ...clustersEn,
  ...commonEn,
  ...copiesEn,
  ...dumpsEn,
  ...eventsEn,
  ...importsEn,
  ...inventoryEn,
  ...migrationEn,
  ...migrationsEn,
  ...newImportEn,
  ...overviewEn,
  ...planEn,
  ...readinessEn,
  ...rocketmqEn,
  ...seamlessEn,
  ...seamlessTopicEn,
  ...sessionEn,
  ...settingsEn,
  ...shellEn,
  ...switchesEn,
  ...tasksEn,
} as const;
