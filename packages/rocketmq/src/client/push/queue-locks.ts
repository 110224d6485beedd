import { call } from '../../connection/call.ts';
import { LOCK_BATCH_MQ, UNLOCK_BATCH_MQ } from '../../protocol/requests/consumer.ts';
import type { ClientCore } from '../core/client-core.ts';
import { queueKey } from '../message-queue.ts';
import type { ProcessQueue } from './process-queue.ts';

const byBroker = (queues: readonly ProcessQueue[]): ProcessQueue[][] => [
  ...Map.groupBy(queues, ({ queue }) => queue.brokerName).values(),
];

const bodyFor = (core: ClientCore, consumerGroup: string, queues: readonly ProcessQueue[]): Buffer => {
  const { clientId } = core;
  const mqSet = queues.map(({ queue }) => queue);
  return Buffer.from(JSON.stringify({ consumerGroup, clientId, mqSet }));
};

const lockAtBroker = async (
  core: ClientCore,
  group: string,
  queues: readonly ProcessQueue[],
): Promise<void> => {
  const connection = await core.connect(await core.masterOf(queues[0]!.queue));
  const { body: locked } = await call(connection, LOCK_BATCH_MQ, {}, { body: bodyFor(core, group, queues) });
  const keys = new Set(locked!.map(queueKey));
  for (const queue of queues) queue.setLocked(keys.has(queueKey(queue.queue)));
};

/**
 * Has brokers lock queues for this client, or renew their locks; each queue knows afterwards whether it is. A broker that
 * does not answer is a problem: the locks of its queues run out by themselves.
 */
export const lockQueues = async (
  core: ClientCore,
  group: string,
  queues: readonly ProcessQueue[],
): Promise<void> => {
  await Promise.all(byBroker(queues).map((some) => lockAtBroker(core, group, some).catch(core.problem)));
};

/** Gives the locks of queues back. A broker that does not answer is a problem: the locks run out by themselves. */
export const unlockQueues = async (
  core: ClientCore,
  group: string,
  queues: readonly ProcessQueue[],
): Promise<void> => {
  const unlock = async (some: readonly ProcessQueue[]): Promise<void> => {
    for (const queue of some) queue.setLocked(false);
    const connection = await core.connect(await core.masterOf(some[0]!.queue));
    await call(connection, UNLOCK_BATCH_MQ, {}, { body: bodyFor(core, group, some) });
  };
  await Promise.all(byBroker(queues).map((some) => unlock(some).catch(core.problem)));
};
