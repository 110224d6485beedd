import cookie from '@fastify/cookie';
import { openApi } from '@mqferry/api';
import {
  Audit,
  Clusters,
  createSecretBox,
  Documents,
  Events,
  Migrations,
  openStore,
  Sessions,
  Settings,
  Switches,
  Tasks,
  Tokens,
  Users,
} from '@mqferry/store';
import fastify, { type FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import { ConnectedClusters } from './clusters/open-connection.ts';
import { Copies } from './copies/copies.ts';
import { FirstStart } from './first-start.ts';
import { clusterHandlers } from './handlers/clusters.ts';
import { comparisonHandlers } from './handlers/comparisons.ts';
import { inventoryHandlers } from './handlers/inventory.ts';
import { migrationHandlers } from './handlers/migrations.ts';
import { operationHandlers } from './handlers/operations.ts';
import { peopleHandlers } from './handlers/people.ts';
import { recordHandlers } from './handlers/records.ts';
import { switchHandlers } from './handlers/switches.ts';
import { taskHandlers } from './handlers/tasks.ts';
import { answerErrors } from './http/answer-errors.ts';
import { serveRoutes } from './http/serve-routes.ts';
import { Inventories } from './inventory/inventories.ts';
import { checkKey, type KeySource, readKey } from './keys.ts';
import { LoginAttempts } from './login-attempts.ts';
import { MigrationPlans } from './migrations/migration-plans.ts';
import { MigrationViews } from './migrations/migration-views.ts';
import { serviceVerbs } from './operations/service-verbs.ts';
import { SwitchDriver } from './switches/switch-driver.ts';
import { TaskRunner } from './tasks/task-runner.ts';

/** How the service runs. */
export interface ServiceOptions {
  /** For the database, unless `database` names another, and for the key, unless one is given. */
  readonly folder: string;
  /** `postgres://…`, where several nodes share one. */
  readonly database?: string | undefined;
  /** What seals the secrets in the database: 32 bytes as Base64, or the file that has them. */
  readonly key?: Omit<KeySource, 'folder'>;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly version: string;
  /** Whether the service is reached by https, so that cookies go over nothing else. */
  readonly secureCookies: boolean;
  /** Takes the log: a JSON object on each line. */
  readonly log: { write(line: string): unknown };
}

/** A running service. */
export interface Service {
  /** `http://host:port`. */
  readonly url: string;
  /** What makes the first administrator; undefined when there is one. */
  readonly firstStartToken: string | undefined;
  /** Answers what was asked already, and ends. */
  close(): Promise<void>;
}

const BODY_LIMIT = 8 * 1024 * 1024;

/** Starts the service. Throws STORE_… and what keeps it from listening. */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const { folder, database } = options;
  const store = await openStore(database === undefined ? { folder } : { url: database });
  const secrets = createSecretBox(await readKey({ ...options.key, folder }));
  const settings = new Settings(store);
  const users = new Users(store);
  const kept = {
    users,
    sessions: new Sessions(store),
    tokens: new Tokens(store),
    clusters: new Clusters(store, secrets),
    migrations: new Migrations(store),
    switches: new Switches(store),
    documents: new Documents(store),
    events: new Events(store),
    tasks: new Tasks(store, secrets),
    audit: new Audit(store),
    now: () => new Date(),
  };
  const connected = new ConnectedClusters((id) => kept.clusters.connectionOf(id));
  const inventories = new Inventories(
    (id) => connected.client(id),
    () => kept.now().getTime(),
  );
  const firstStart = new FirstStart(settings, users);
  const loggerInstance: FastifyBaseLogger = pino({ name: 'mqferry' }, options.log);
  const plans = new MigrationPlans(kept.documents, connected, folder);
  const copies = new Copies(kept, folder, loggerInstance);
  const views = new MigrationViews(kept, plans, copies);
  const verbs = serviceVerbs(kept, copies, connected);
  const driver = new SwitchDriver(kept, connected, copies, verbs, loggerInstance);
  const clientOf = (id: string) => connected.client(id);
  const runner = new TaskRunner(
    kept,
    { client: clientOf, changed: (id) => inventories.expire(id) },
    loggerInstance,
  );
  const closing = new AbortController();
  const app = fastify({ loggerInstance, bodyLimit: BODY_LIMIT });
  try {
    await checkKey(settings, secrets);
    await app.register(cookie);
    answerErrors(app, BODY_LIMIT);
    serveRoutes(
      app,
      {
        ...peopleHandlers(kept, firstStart, new LoginAttempts(), options.secureCookies),
        ...clusterHandlers(kept, connected, inventories),
        ...inventoryHandlers(kept, connected, inventories),
        ...comparisonHandlers(kept, inventories),
        ...migrationHandlers(kept, plans, views, copies, connected),
        ...operationHandlers(kept, plans, views, verbs, clientOf, runner),
        ...switchHandlers(kept, copies, driver),
        ...taskHandlers(kept, runner),
        ...recordHandlers(kept),
      },
      kept,
      closing.signal,
    );
    const description = openApi(options.version);
    app.get('/api/openapi.json', async () => description);
    app.get('/healthz', async () => ({ ok: true }));
    app.get('/readyz', async () => {
      await settings.get('ready');
      return { ok: true };
    });
    const url = await app.listen({ host: options.host, port: options.port });
    await copies.start();
    driver.start();
    await runner.start();
    return {
      url,
      firstStartToken: await firstStart.token(),
      close: async () => {
        closing.abort();
        await app.close();
        await driver.close();
        await runner.close();
        await copies.close();
        await connected.close();
        await store.close();
      },
    };
  } catch (error) {
    await app.close();
    await store.close();
    throw error;
  }
};
