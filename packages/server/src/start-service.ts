import cookie from '@fastify/cookie';
import { openApi } from '@mqferry/api';
import {
  Audit,
  Clusters,
  createSecretBox,
  openStore,
  Sessions,
  Settings,
  type StoreLocation,
  Tokens,
  Users,
} from '@mqferry/store';
import fastify, { type FastifyBaseLogger } from 'fastify';
import { ConnectedClusters } from './clusters/open-connection.ts';
import { FirstStart } from './first-start.ts';
import { clusterHandlers } from './handlers/clusters.ts';
import { peopleHandlers } from './handlers/people.ts';
import { recordHandlers } from './handlers/records.ts';
import { answerErrors } from './http/answer-errors.ts';
import { serveRoutes } from './http/serve-routes.ts';
import { checkKey } from './keys.ts';
import { LoginAttempts } from './login-attempts.ts';

/** How the service runs. */
export interface ServiceOptions {
  readonly store: StoreLocation;
  /** 32 bytes that seal what is secret in the database. */
  readonly key: Buffer;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly version: string;
  /** Whether the service is reached by https, so that cookies go over nothing else. */
  readonly secureCookies: boolean;
  readonly logger: FastifyBaseLogger;
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
  const store = await openStore(options.store);
  const secrets = createSecretBox(options.key);
  const settings = new Settings(store);
  const users = new Users(store);
  const kept = {
    users,
    sessions: new Sessions(store),
    tokens: new Tokens(store),
    clusters: new Clusters(store, secrets),
    audit: new Audit(store),
    now: () => new Date(),
  };
  const connected = new ConnectedClusters((id) => kept.clusters.connectionOf(id));
  const firstStart = new FirstStart(settings, users);
  const app = fastify({ loggerInstance: options.logger, bodyLimit: BODY_LIMIT });
  try {
    await checkKey(settings, secrets);
    await app.register(cookie);
    answerErrors(app, BODY_LIMIT);
    serveRoutes(
      app,
      {
        ...peopleHandlers(kept, firstStart, new LoginAttempts(), options.secureCookies),
        ...clusterHandlers(kept, connected),
        ...recordHandlers(kept),
      },
      kept,
    );
    const description = openApi(options.version);
    app.get('/api/openapi.json', async () => description);
    app.get('/healthz', async () => ({ ok: true }));
    app.get('/readyz', async () => {
      await settings.get('ready');
      return { ok: true };
    });
    const url = await app.listen({ host: options.host, port: options.port });
    return {
      url,
      firstStartToken: await firstStart.token(),
      close: async () => {
        await app.close();
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
