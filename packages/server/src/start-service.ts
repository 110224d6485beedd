import { networksOf } from '@mqferry/kafka';
import type { StepObserver } from '@mqferry/migration';
import { createSecretBox, type Leadership, lead, openStore, type Store } from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import { httpApp } from './http/http-app.ts';
import { checkKey, type KeySource, readKey } from './keys.ts';
import { serviceParts } from './service-parts.ts';

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
  /** Told of each step that changes something for an operator. */
  readonly steps?: StepObserver;
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

type Serving = Omit<Service, 'lost'>;

const serve = async (store: Store, options: ServiceOptions): Promise<Serving> => {
  const { folder, version, secureCookies, networks, steps } = options;
  // A slip of the pen is told at once.
  if (networks) networksOf(networks);
  const log: FastifyBaseLogger = pino({ name: 'mqferry' }, options.log);
  const secrets = createSecretBox(await readKey({ ...options.key, folder }));
  const parts = serviceParts({ store, secrets, folder, networks, steps, log });
  const { settings, connected, copies, dumps, driver, runner, firstStart } = parts;
  await checkKey(settings, secrets);
  const closing = new AbortController();
  const app = await httpApp(parts, {
    ...{ version, secureCookies, console: options.console, log, closing: closing.signal },
  });
  const close = async (): Promise<void> => {
    closing.abort();
    await app.close();
    await driver.close();
    await runner.close();
    await copies.close();
    await dumps.close();
    await connected.close();
  };
  try {
    const url = await app.listen({ host: options.host, port: options.port });
    await copies.start();
    await dumps.start();
    driver.start();
    await runner.start();
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
