import type { createClient } from '@mqferry/api';
import {
  type ConnectionConfig,
  KafkaClient,
  listGroups as listedGroups,
  loadClientProperties,
} from '@mqferry/kafka';
import {
  endTransactions,
  makePlan,
  restoreTarget,
  startMigration,
  summariseGroups,
  summariseTopics,
  verify,
} from '@mqferry/replication';
import type { sandboxDown, sandboxList, sandboxUp } from '@mqferry/sandbox';
import type { startService } from '@mqferry/server';
import { liveRocketmq, type RocketmqServices } from './rocketmq/rocketmq-services.ts';

/** What the commands ask of the other packages. */
export interface Services {
  readonly rocketmq: RocketmqServices;
  readonly loadClientProperties: typeof loadClientProperties;
  readonly connect: (config: ConnectionConfig) => KafkaClient;
  readonly makePlan: typeof makePlan;
  readonly startMigration: typeof startMigration;
  readonly endTransactions: typeof endTransactions;
  readonly restoreTarget: typeof restoreTarget;
  readonly verify: typeof verify;
  readonly listTopics: typeof summariseTopics;
  readonly listGroups: typeof summariseGroups;
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
  rocketmq: liveRocketmq,
  loadClientProperties,
  connect: (config) => new KafkaClient(config),
  makePlan,
  startMigration,
  endTransactions,
  restoreTarget,
  verify,
  listTopics: summariseTopics,
  listGroups: summariseGroups,
  groupNames: async (client) => (await listedGroups(client)).map(({ groupId }) => groupId),
  startService: async (options) => {
    const [server, { assets }] = await Promise.all([import('@mqferry/server'), import('@mqferry/console')]);
    return server.startService({ ...options, console: assets });
  },
  createClient: async (options) => (await import('@mqferry/api')).createClient(options),
  sandboxUp: async (options) => (await sandbox()).sandboxUp(options),
  sandboxDown: async (which) => (await sandbox()).sandboxDown(which),
  sandboxList: async () => (await sandbox()).sandboxList(),
};
