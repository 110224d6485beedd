import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { openApi } from '@mqferry/api';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { assessmentHandlers } from '../handlers/assessments.ts';
import { clusterHandlers } from '../handlers/clusters.ts';
import { comparisonHandlers } from '../handlers/comparisons.ts';
import { dumpHandlers } from '../handlers/dumps.ts';
import { externalLoginHandlers } from '../handlers/external-login.ts';
import { inventoryHandlers } from '../handlers/inventory.ts';
import { migrationHandlers } from '../handlers/migrations.ts';
import { operationHandlers } from '../handlers/operations.ts';
import { peopleHandlers } from '../handlers/people.ts';
import { readinessHandlers } from '../handlers/readiness.ts';
import { recordHandlers } from '../handlers/records.ts';
import { rocketmqClusterHandlers } from '../handlers/rocketmq-clusters.ts';
import { documentHandlers } from '../handlers/rocketmq-documents.ts';
import { importHandlers } from '../handlers/rocketmq-imports.ts';
import { rocketmqInventoryHandlers } from '../handlers/rocketmq-inventory.ts';
import { seamlessBatchHandlers } from '../handlers/seamless-batches.ts';
import { seamlessStepHandlers } from '../handlers/seamless-steps.ts';
import { seamlessTaskHandlers } from '../handlers/seamless-tasks.ts';
import { seamlessTopicHandlers } from '../handlers/seamless-topics.ts';
import { switchHandlers } from '../handlers/switches.ts';
import { taskHandlers } from '../handlers/tasks.ts';
import { LoginAttempts } from '../login-attempts.ts';
import { ServiceMetrics } from '../metrics/service-metrics.ts';
import type { OidcLogin } from '../oidc/oidc-login.ts';
import type { ServiceParts } from '../service-parts.ts';
import { answerErrors, answerUnknown } from './answer-errors.ts';
import { admit, callerOf } from './caller.ts';
import { serveConsole } from './serve-console.ts';
import { serveRoutes } from './serve-routes.ts';

/** How the service is reached. */
export interface HttpOptions {
  readonly version: string;
  /** Whether browsers reach it by https, so that cookies go over nothing else. */
  readonly secureCookies: boolean;
  /** The folder with the console's files; without one there is only the API. */
  readonly console?: string | undefined;
  /** A provider of identities, if there is one. */
  readonly oidc: OidcLogin | undefined;
  readonly log: FastifyBaseLogger;
  /** Aborts when the service ends. */
  readonly closing: AbortSignal;
}

const BODY_LIMIT = 8 * 1024 * 1024;

/** What a page of the console may do: nothing comes from anywhere else, nothing may frame it. */
const POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** The web server with every route; it does not listen yet. */
export const httpApp = async (parts: ServiceParts, options: HttpOptions): Promise<FastifyInstance> => {
  const {
    kept,
    settings,
    connected,
    plans,
    copies,
    dumps,
    views,
    verbs,
    driver,
    firstStart,
    inventories,
    runner,
    scanner,
    assessor,
    observer,
    rocketmq,
  } = parts;
  const { secureCookies, closing, version } = options;
  const app = fastify({ loggerInstance: options.log, bodyLimit: BODY_LIMIT });
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    strictTransportSecurity: secureCookies,
  });
  await app.register(cookie);
  answerErrors(app);
  const handlers = {
    ...peopleHandlers(kept, firstStart, new LoginAttempts(), secureCookies),
    ...externalLoginHandlers(kept, options.oidc, secureCookies),
    ...clusterHandlers(kept, connected, inventories, copies, dumps, rocketmq),
    ...inventoryHandlers(kept, connected, inventories, rocketmq.inventories),
    ...comparisonHandlers(kept, inventories),
    ...migrationHandlers(kept, plans, views, copies, connected),
    ...operationHandlers(kept, plans, views, verbs, connected, runner, dumps, observer),
    ...switchHandlers(kept, copies, driver),
    ...readinessHandlers(kept, scanner),
    ...taskHandlers(kept, runner),
    ...assessmentHandlers(kept, assessor),
    ...dumpHandlers(kept, dumps),
    ...recordHandlers(kept),
    ...rocketmqClusterHandlers(kept, rocketmq.connected, rocketmq.inventories),
    ...rocketmqInventoryHandlers(kept, rocketmq.connected, rocketmq.inventories),
    ...documentHandlers(kept, rocketmq.documents, rocketmq.connected),
    ...importHandlers(kept, rocketmq.documents, rocketmq.targets, rocketmq.runner),
    ...seamlessBatchHandlers(rocketmq.seamless),
    ...seamlessTaskHandlers(kept, rocketmq.seamless),
    ...seamlessTopicHandlers(kept, rocketmq.seamless),
    ...seamlessStepHandlers(kept, rocketmq.seamless),
  };
  serveRoutes(app, handlers, kept, closing);
  const description = openApi(version);
  app.get('/api/openapi.json', async () => description);
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async () => {
    await settings.get('ready');
    return { ok: true };
  });
  const metrics = new ServiceMetrics(kept.migrations, copies, kept.dumps, dumps);
  app.get('/metrics', async (request, reply) => {
    admit(await callerOf(request, kept), 'viewer');
    return reply.type(metrics.registry.contentType).send(await metrics.text());
  });
  if (options.console === undefined) app.setNotFoundHandler(answerUnknown);
  else await serveConsole(app, options.console, answerUnknown);
  return app;
};
