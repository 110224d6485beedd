import { observed, type StepObserver } from '@mqferry/migration';
import {
  Audit,
  Clusters,
  Documents,
  Dumps as DumpStore,
  Events,
  Migrations,
  type SecretBox,
  Sessions,
  Settings,
  type Store,
  Switches,
  Tasks,
  Tokens,
  Users,
} from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';
import { ConnectedClusters, type Networks } from './clusters/open-connection.ts';
import { Copies } from './copies/copies.ts';
import type { Way } from './copies/copy-calls.ts';
import { keptJournal } from './copies/kept-journal.ts';
import { Dumps } from './dumps/dumps.ts';
import { FirstStart } from './first-start.ts';
import { Inventories } from './inventory/inventories.ts';
import { MigrationPlans } from './migrations/migration-plans.ts';
import { MigrationViews } from './migrations/migration-views.ts';
import { dumpVerbs } from './operations/dump-verbs.ts';
import { type ServiceVerbs, serviceVerbs } from './operations/service-verbs.ts';
import { SwitchDriver } from './switches/switch-driver.ts';
import { TaskRunner } from './tasks/task-runner.ts';

/** What the parts of a service are made of. */
export interface PartsOptions {
  readonly store: Store;
  readonly secrets: SecretBox;
  /** Where offset maps are kept. */
  readonly folder: string;
  readonly networks: Networks;
  readonly steps: StepObserver | undefined;
  readonly log: FastifyBaseLogger;
}

export type ServiceParts = ReturnType<typeof serviceParts>;

/** Everything of a service but how it is reached; nothing runs yet. */
export const serviceParts = ({ store, secrets, folder, networks, steps, log }: PartsOptions) => {
  const settings = new Settings(store);
  const kept = {
    users: new Users(store),
    sessions: new Sessions(store),
    tokens: new Tokens(store),
    clusters: new Clusters(store, secrets),
    migrations: new Migrations(store),
    switches: new Switches(store),
    documents: new Documents(store),
    events: new Events(store),
    tasks: new Tasks(store, secrets),
    dumps: new DumpStore(store),
    audit: new Audit(store),
    now: () => new Date(),
  };
  const connected = new ConnectedClusters((id) => kept.clusters.connectionOf(id), networks);
  const plans = new MigrationPlans(kept.documents, connected, folder);
  const copies = new Copies(kept, folder, networks, log);
  const dumps = new Dumps(kept, networks, log);
  const views = new MigrationViews(kept, plans, copies);
  const observer: StepObserver = {
    begun: async (step) => {
      log.debug({ step }, 'begun');
      await steps?.begun?.(step);
    },
    done: async (step) => {
      log.debug({ step }, 'done');
      await steps?.done?.(step);
    },
  };
  const verbs = observed<Omit<ServiceVerbs, 'runTask'>>(
    { ...serviceVerbs(kept, copies, connected), ...dumpVerbs(kept, dumps, connected) },
    observer,
  );
  const journalOf = (migrationId: string, way: Way) => keptJournal(kept.documents, folder, migrationId, way);
  const driver = new SwitchDriver(kept, connected, copies, verbs, journalOf, log);
  const clientOf = (id: string) => connected.client(id);
  const inventories = new Inventories(clientOf, () => kept.now().getTime());
  const runner = new TaskRunner(kept, { client: clientOf, changed: (id) => inventories.expire(id) }, log);
  const firstStart = new FirstStart(settings, kept.users);
  return {
    observer,
    inventories,
    runner,
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
  };
};
