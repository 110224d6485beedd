import type { createClient } from '@mqferry/api';
import {
  type ConnectionConfig,
  KafkaClient,
  listGroups as listedGroups,
  loadClientProperties,
} from '@mqferry/kafka';
import { endTransactions, makePlan, restoreTarget, startMigration, verify } from '@mqferry/replication';
import type { sandboxDown, sandboxList, sandboxUp } from '@mqferry/sandbox';
import type { startService } from '@mqferry/server';
import { listGroups } from './inventory/group-summary.ts';
import { listTopics } from './inventory/topic-summary.ts';

/** What the commands ask of the other packages. */
export interface Services {
  readonly loadClientProperties: typeof loadClientProperties;
  readonly connect: (config: ConnectionConfig) => KafkaClient;
  readonly makePlan: typeof makePlan;
  readonly startMigration: typeof startMigration;
  readonly endTransactions: typeof endTransactions;
  readonly restoreTarget: typeof restoreTarget;
  readonly verify: typeof verify;
  readonly listTopics: typeof listTopics;
  readonly listGroups: typeof listGroups;
  readonly groupNames: (client: KafkaClient) => Promise<string[]>;
  readonly startService: typeof startService;
  readonly createClient: (
    ...options: Parameters<typeof createClient>
  ) => Promise<ReturnType<typeof createClient>>;
  readonly sandboxUp: typeof sandboxUp;
  readonly sandboxDown: typeof sandboxDown;
  readonly sandboxList: () => Promise<ReturnType<typeof sandboxList>>;
}

// Loading it takes time and memory that a copy does not need to spend.
const sandbox = () => import('@mqferry/sandbox');

/** The real ones. */
export const liveServices: Services = {
  loadClientProperties,
  connect: (config) => new KafkaClient(config),
  makePlan,
  startMigration,
  endTransactions,
  restoreTarget,
  verify,
  listTopics,
  listGroups,
  groupNames: async (client) => (await listedGroups(client)).map(({ groupId }) => groupId),
  startService: async (options) => (await import('@mqferry/server')).startService(options),
  createClient: async (options) => (await import('@mqferry/api')).createClient(options),
  sandboxUp: async (options) => (await sandbox()).sandboxUp(options),
  sandboxDown: async (which) => (await sandbox()).sandboxDown(which),
  sandboxList: async () => (await sandbox()).sandboxList(),
};
