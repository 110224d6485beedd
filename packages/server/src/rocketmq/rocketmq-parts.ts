import type { StepObserver } from '@mqferry/migration';
import { RocketmqTarget } from '@mqferry/replication';
import type { FastifyBaseLogger } from 'fastify';
import { findCluster } from '../clusters/find-cluster.ts';
import type { Networks } from '../clusters/open-connection.ts';
import type { Kept } from '../kept.ts';
import { ConnectedRocketmq } from './clusters/connected-rocketmq.ts';
import { KeptDocuments } from './documents/kept-documents.ts';
import { ImportRunner, type ImportTargets } from './imports/import-runner.ts';
import { RocketmqInventories } from './inventory/rocketmq-inventories.ts';
import { seamlessParts } from './seamless/seamless-parts.ts';
import type { SeamlessPace } from './seamless/tasks/watched-task.ts';

export type RocketmqParts = ReturnType<typeof rocketmqParts>;

/** Everything of the service that is for RocketMQ; nothing runs yet. */
export const rocketmqParts = (
  kept: Pick<
    Kept,
    | 'clusters'
    | 'imports'
    | 'importRows'
    | 'metadataDocuments'
    | 'seamlessTasks'
    | 'seamlessTopics'
    | 'seamlessGateways'
    | 'seamlessBatches'
    | 'seamlessLog'
    | 'now'
  >,
  networks: Networks,
  observer: StepObserver,
  log: FastifyBaseLogger,
  seamlessPace?: SeamlessPace,
) => {
  const { clusters, now } = kept;
  const connected = new ConnectedRocketmq(async (id) => {
    await findCluster(clusters, id, 'rocketmq');
    return (await clusters.rocketmqConnectionOf(id))!;
  }, networks);
  const inventories = new RocketmqInventories(
    (id) => connected.get(id),
    () => now().getTime(),
  );
  const targets: ImportTargets = {
    target: async (id, brokers = []) => {
      const { admin, clusterName: cluster } = await connected.get(id);
      return new RocketmqTarget(admin, { cluster, brokers });
    },
    changed: (id) => inventories.expire(id),
  };
  const runner = new ImportRunner(kept, targets, observer, log);
  const seamless = seamlessParts(kept, connected, observer, log, seamlessPace);
  return {
    connected,
    seamless,
    inventories,
    targets,
    runner,
    documents: new KeptDocuments(kept.metadataDocuments),
    /** A cluster is forgotten. */
    forget: async (id: string): Promise<void> => {
      inventories.forget(id);
      await connected.forget(id);
    },
    /** Lets the rows that are being written come to their end, and ends all connections. */
    close: async (): Promise<void> => {
      await runner.close();
      await seamless.migrations.close();
      await connected.close();
    },
  };
};
