export { type Client, type ClientOptions, createClient } from './client.ts';
export { assessment, assessmentAnswers, targetLimits } from './contracts/assessments.ts';
export { dump } from './contracts/dumps.ts';
export {
  copyRates,
  migration,
  migrationPlan,
  migrationTopic,
  migrationView,
  rateSample,
  type SelectionText,
  selection,
} from './contracts/migrations.ts';
export { type OperationInput, type OperationName, operation, operationPlan } from './contracts/operations.ts';
export { errorOf, type Problem, problem, problemOf } from './contracts/problem.ts';
export { rocketmqTest } from './contracts/rocketmq/clusters.ts';
export { DOCUMENT_LIMIT, metadataDocument } from './contracts/rocketmq/documents.ts';
export { importChoice } from './contracts/rocketmq/import-choice.ts';
export { metadataImport } from './contracts/rocketmq/imports.ts';
export { gatewayReport, routingTable } from './contracts/rocketmq/seamless/gateways.ts';
export { seamlessTask } from './contracts/rocketmq/seamless/tasks.ts';
export { seamlessTopic, seamlessTopicDetail } from './contracts/rocketmq/seamless/topics.ts';
export type { Told } from './contracts/rocketmq/told.ts';
export { gate, RUNBOOKS, type Runbook, trafficSwitch } from './contracts/switches.ts';
export { apiErrors } from './errors.ts';
export { misfitOf } from './misfit.ts';
export { openApi } from './openapi.ts';
export { type Answer, type Given, type Input, isAtLeast, type Role, type Route, route } from './route.ts';
export { type RouteName, type Routes, routes } from './routes.ts';
