import { networksOf } from '@mqferry/core';
import type { StepObserver } from '@mqferry/migration';
import { createSecretBox, type Leadership, lead, openStore, type Store } from '@mqferry/store';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { KEPT_DAYS } from './housekeeper.ts';
import { httpApp } from './http/http-app.ts';
import { checkKey, type KeySource, readKey } from './keys.ts';
import { OidcLogin } from './oidc/oidc-login.ts';
import type { OidcOptions } from './oidc/oidc-options.ts';
import type { SeamlessPace } from './rocketmq/seamless/tasks/watched-task.ts';
import { serviceParts } from './service-parts.ts';
import type { SwitchPace } from './switches/switch-driver.ts';

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
  /** The folder with the console's files; without one there is only the API. */
  readonly console?: string;
  /** Told once, when another node serves and this one waits for its turn. */
  readonly onStandby?: () => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** Networks in CIDR notation in which the brokers of clusters have to be; anywhere when absent. */
  readonly networks?: readonly string[] | undefined;
  /** Days for which ended tasks, and what happened to migrations, are kept; 90 when absent. */
  readonly keptDays?: number | undefined;
  /** By whom people log in beside passwords. */
  readonly oidc?: OidcOptions | undefined;
  /** Told of each step that changes something for an operator. */
  readonly steps?: StepObserver;
  /** Other waits than those of operators, for tests. */
  readonly switchPace?: SwitchPace | undefined;
  readonly seamlessPace?: SeamlessPace | undefined;
  /** Takes the log: a JSON object on each line. */
  readonly log: { write(line: string): unknown };
}

/** A running service. */
export interface Service {
  /** `http://host:port`. */
  readonly url: string;
  /** What makes the first administrator; undefined when there is one. */
  readonly firstStartToken: string | undefined;
  /** Rejects when this node may not go on to serve: another one may take its place. It has to end then. */
  readonly lost: Promise<never>;
  /** Answers what was asked already, ends copies at a safe point, and ends. */
  close(): Promise<void>;
}

/** A folder is locked by the store: whoever has opened it leads. */
const ALONE: Leadership = { lost: new Promise<never>(() => {}), release: async () => {} };

/** A request as it is logged: what is behind the path may be a code to log in with, or what somebody searches for. */
const shownRequest = ({ method, url, ip }: FastifyRequest) => ({
  ...{ method, path: url.split('?')[0], remoteAddress: ip },
});

const LET_GO_MS = 50;

type Serving = Omit<Service, 'lost'>;

/** Connections of streams that end with the service would otherwise be kept for as long as clients may use them again. */
const closeServer = async (app: FastifyInstance): Promise<void> => {
  const letGo = setInterval(() => app.server.closeIdleConnections(), LET_GO_MS);
  await app.close().finally(() => clearInterval(letGo));
};

const serve = async (store: Store, options: ServiceOptions): Promise<Serving> => {
  const {
    folder,
    version,
    secureCookies,
    networks,
    keptDays = KEPT_DAYS,
    steps,
    switchPace,
    seamlessPace,
  } = options;
  // A slip of the pen is told at once.
  if (networks) networksOf(networks);
  const oidc = options.oidc && (await OidcLogin.open(options.oidc, networks));
  const log: FastifyBaseLogger = pino({ name: 'mqferry', serializers: { req: shownRequest } }, options.log);
  const secrets = createSecretBox(await readKey({ ...options.key, folder }));
  const paces = { switchPace, seamlessPace };
  const parts = serviceParts({ store, secrets, folder, networks, keptDays, steps, log, ...paces });
  const { settings, connected, copies, dumps, driver, runner, scanner, assessor, housekeeper } = parts;
  const { rocketmq, firstStart } = parts;
  await checkKey(settings, secrets);
  const closing = new AbortController();
  const app = await httpApp(parts, {
    ...{ version, secureCookies, console: options.console, oidc, log, closing: closing.signal },
  });
  const close = async (): Promise<void> => {
    closing.abort();
    await closeServer(app);
    await driver.close();
    await scanner.close();
    await housekeeper.close();
    await runner.close();
    await assessor.close();
    await copies.close();
    await dumps.close();
    await connected.close();
    await rocketmq.close();
  };
  try {
    const url = await app.listen({ host: options.host, port: options.port });
    await copies.start();
    await dumps.start();
    driver.start();
    scanner.start();
    housekeeper.start();
    await runner.start();
    await rocketmq.runner.start();
    await rocketmq.seamless.migrations.start();
    await assessor.start();
    return { url, firstStartToken: await firstStart.token(), close };
  } catch (error) {
    await close();
    throw error;
  }
};

/**
 * Starts the service. Of several nodes that share a database one serves, and the others wait for it to end. Throws
 * STORE_… and what keeps it from listening.
 */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const { folder, database, onStandby = () => {}, signal = new AbortController().signal } = options;
  const leadership = database === undefined ? ALONE : await lead(database, onStandby, signal);
  let store: Store | undefined;
  const letGo = async (): Promise<void> => {
    await store?.close();
    await leadership.release();
  };
  try {
    store = await openStore(database === undefined ? { folder } : { url: database });
    const { url, firstStartToken, close } = await serve(store, options);
    const end = async () => {
      await close();
      await letGo();
    };
    return { url, firstStartToken, lost: leadership.lost, close: end };
  } catch (error) {
    await letGo();
    throw error;
  }
};
