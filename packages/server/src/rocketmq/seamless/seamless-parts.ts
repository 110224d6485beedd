import { STILL_FOR_MS, type StepObserver } from '@mqferry/migration';
import type { FastifyBaseLogger } from 'fastify';
import type { Kept } from '../../kept.ts';
import type { ConnectedRocketmq } from '../clusters/connected-rocketmq.ts';
import { SeamlessBatching } from './tasks/batching.ts';
import { GatewayReports } from './tasks/gateway-reports.ts';
import { SeamlessMigrations } from './tasks/seamless-migrations.ts';
import { SeamlessSteps } from './tasks/steps.ts';
import type { SeamlessPace } from './tasks/watched-task.ts';

export type SeamlessParts = ReturnType<typeof seamlessParts>;

/** How tasks are watched unless told otherwise: clients are taken to have their default settings. */
const PACE: SeamlessPace = { lookMs: 5_000, clients: {}, stillMs: STILL_FOR_MS };

/** Everything of seamless migrations; nothing is watched yet. */
export const seamlessParts = (
  kept: Pick<
    Kept,
    'seamlessTasks' | 'seamlessTopics' | 'seamlessGateways' | 'seamlessBatches' | 'seamlessLog' | 'now'
  >,
  connected: ConnectedRocketmq,
  observer: StepObserver,
  log: FastifyBaseLogger,
  pace: SeamlessPace = PACE,
) => {
  const reports = new GatewayReports();
  const watching = { ...kept, connected, reports, log, pace };
  return {
    ...{ connected, reports },
    migrations: new SeamlessMigrations(watching),
    steps: new SeamlessSteps(watching, observer),
    batches: new SeamlessBatching({ ...watching, seamlessLog: kept.seamlessLog }),
  };
};
