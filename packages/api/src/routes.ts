import { assessmentRoutes } from './contracts/assessments.ts';
import { clusterRoutes } from './contracts/clusters.ts';
import { comparisonRoutes } from './contracts/comparisons.ts';
import { dumpRoutes } from './contracts/dumps.ts';
import { externalLoginRoutes } from './contracts/external-login.ts';
import { inventoryRoutes } from './contracts/inventory.ts';
import { migrationRoutes } from './contracts/migrations.ts';
import { operationRoutes } from './contracts/operations.ts';
import { peopleRoutes } from './contracts/people.ts';
import { readinessRoutes } from './contracts/readiness.ts';
import { recordRoutes } from './contracts/records.ts';
import { rocketmqClusterRoutes } from './contracts/rocketmq/clusters.ts';
import { documentRoutes } from './contracts/rocketmq/documents.ts';
import { importRoutes } from './contracts/rocketmq/imports.ts';
import { rocketmqInventoryRoutes } from './contracts/rocketmq/inventory.ts';
import { seamlessBatchRoutes } from './contracts/rocketmq/seamless/batches.ts';
import { seamlessGatewayRoutes } from './contracts/rocketmq/seamless/gateways.ts';
import { seamlessStepRoutes } from './contracts/rocketmq/seamless/steps.ts';
import { seamlessTaskRoutes } from './contracts/rocketmq/seamless/tasks.ts';
import { seamlessTopicRoutes } from './contracts/rocketmq/seamless/topics.ts';
import { switchRoutes } from './contracts/switches.ts';
import { taskRoutes } from './contracts/tasks.ts';

/** Every operation of the API, by name. */
export const routes = {
  ...peopleRoutes,
  ...externalLoginRoutes,
  ...clusterRoutes,
  ...inventoryRoutes,
  ...comparisonRoutes,
  ...migrationRoutes,
  ...operationRoutes,
  ...switchRoutes,
  ...readinessRoutes,
  ...taskRoutes,
  ...assessmentRoutes,
  ...dumpRoutes,
  ...recordRoutes,
  ...rocketmqClusterRoutes,
  ...rocketmqInventoryRoutes,
  ...documentRoutes,
  ...importRoutes,
  ...seamlessTaskRoutes,
  ...seamlessTopicRoutes,
  ...seamlessStepRoutes,
  ...seamlessBatchRoutes,
  ...seamlessGatewayRoutes,
};

export type Routes = typeof routes;
export type RouteName = keyof Routes;
