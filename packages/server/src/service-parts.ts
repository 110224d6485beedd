import type { Way } from '@mqferry/migration';
import { observed, type StepObserver } from '@mqferry/migration';
import {
  Assessments,
  Audit,
  Clusters,
  Documents,
  Dumps as DumpStore,
  Events,
  ExternalIdentities,
  ImportRows,
  Imports,
  MetadataDocuments,
  Migrations,
  Readiness,
  SeamlessBatches,
  SeamlessGateways,
  SeamlessLog,
  SeamlessTasks,
  SeamlessTopics,
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
import { AssessmentRunner } from './assessment/assessment-runner.ts';
import { findCluster } from './clusters/find-cluster.ts';
import { ConnectedClusters, type Networks } from './clusters/open-connection.ts';
import { Copies } from './copies/copies.ts';
import { keptJournal } from './copies/kept-journal.ts';
import { Dumps } from './dumps/dumps.ts';
import { FirstStart } from './first-start.ts';
import { Housekeeper } from './housekeeper.ts';
import { Inventories } from './inventory/inventories.ts';
import { MigrationPlans } from './migrations/migration-plans.ts';
import { MigrationViews } from './migrations/migration-views.ts';
import { dumpVerbs } from './operations/dump-verbs.ts';
import { type ServiceVerbs, serviceVerbs } from './operations/service-verbs.ts';
import { ReadinessScanner } from './readiness/readiness-scanner.ts';
import { rocketmqParts } from './rocketmq/rocketmq-parts.ts';
import type { SeamlessPace } from './rocketmq/seamless/tasks/watched-task.ts';
import { SwitchDriver, type SwitchPace } from './switches/switch-driver.ts';
import { TaskRunner } from './tasks/task-runner.ts';

/** What the parts of a service are made of. */
export interface PartsOptions {
  readonly store: Store;
  readonly secrets: SecretBox;
  /** Where offset maps are kept. */
  readonly folder: string;
  readonly networks: Networks;
  /** Days for which ended tasks and events are kept. */
  readonly keptDays: number;
  readonly steps: StepObserver | undefined;
  readonly log: FastifyBaseLogger;
  readonly switchPace: SwitchPace | undefined;
  readonly seamlessPace: SeamlessPace | undefined;
}

export type ServiceParts = ReturnType<typeof serviceParts>;

/** Everything of a service but how it is reached; nothing runs yet. */
export const serviceParts = (options: PartsOptions) => {
  const { store, secrets, folder, networks, keptDays, steps, log, switchPace, seamlessPace } = options;
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
    assessments: new Assessments(store),
    dumps: new DumpStore(store),
    metadataDocuments: new MetadataDocuments(store, secrets),
    imports: new Imports(store, secrets),
    importRows: new ImportRows(store),
    seamlessTasks: new SeamlessTasks(store),
    seamlessTopics: new SeamlessTopics(store),
    seamlessGateways: new SeamlessGateways(store),
    seamlessBatches: new SeamlessBatches(store),
    seamlessLog: new SeamlessLog(store),
    audit: new Audit(store),
    readiness: new Readiness(store),
    identities: new ExternalIdentities(store),
    now: () => new Date(),
  };
  const connected = new ConnectedClusters(async (id) => {
    await findCluster(kept.clusters, id, 'kafka');
    return kept.clusters.connectionOf(id);
  }, networks);
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
  const driver = new SwitchDriver(kept, connected, copies, verbs, journalOf, log, switchPace);
  const clientOf = (id: string) => connected.client(id);
  const inventories = new Inventories(clientOf, () => kept.now().getTime());
  const runner = new TaskRunner(kept, { client: clientOf, changed: (id) => inventories.expire(id) }, log);
  const scanner = new ReadinessScanner(kept, clientOf, (stored, now) => views.of(stored, now), log);
  const rocketmq = rocketmqParts(kept, networks, observer, log, seamlessPace);
  const assessor = new AssessmentRunner(kept, clientOf, log);
  const housekeeper = new Housekeeper(kept, keptDays, log);
  const firstStart = new FirstStart(settings, kept.users);
  return {
    observer,
    inventories,
    runner,
    scanner,
    assessor,
    housekeeper,
    kept,
    settings,
    connected,
    plans,
    copies,
    dumps,
    views,
    verbs,
    driver,
    rocketmq,
    firstStart,
  };
};
