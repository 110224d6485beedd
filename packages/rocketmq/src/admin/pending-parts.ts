import { isCodedError } from '@mqferry/core';
import { delayLevelOf } from '../message/delay-levels.ts';
import { HALF_TOPIC, SCHEDULE_TOPIC } from '../names/system-names.ts';
import { GET_MAX_OFFSET } from '../protocol/requests/consumer.ts';
import { GET_ALL_DELAY_OFFSET, GET_TIMER_METRICS } from '../protocol/requests/offsets-admin.ts';
import { committedOffsets } from './group-offsets.ts';
import type { QueuePart } from './read-part.ts';
import { ask, askBody, type RocketmqAdmin } from './rocketmq-admin.ts';
import { topicStats } from './topic-stats.ts';

/** The group whose offset in the half topic is up to where transactions were looked at (`TransactionalMessageUtil.buildConsumerGroup`). */
export const TRANSACTION_GROUP = 'CID_RMQ_SYS_TRANS';
/** The half topic has no other queue, and none at all before the first transaction. */
const HALF_QUEUE = 0;

/** What waits in each delay level; throws as `ask` does. */
export const delayedParts = async (
  admin: RocketmqAdmin,
  address: string,
): Promise<(QueuePart & { level: number })[]> => {
  // What is delivered is read first: a message that comes between is counted as waiting, never the other way.
  const delivered = await askBody(admin, address, GET_ALL_DELAY_OFFSET, {});
  const stored = (await topicStats(admin, address, SCHEDULE_TOPIC))?.queues ?? [];
  return stored
    .map(({ queueId, maxOffset }) => {
      const level = delayLevelOf(queueId);
      return { level, queueId, from: delivered.get(level) ?? 0n, to: maxOffset };
    })
    .filter(({ from, to }) => to > from);
};

const hasNoTimers = (error: unknown): boolean =>
  isCodedError(error, 'ROCKETMQ_REQUEST_NOT_SUPPORTED') ||
  (isCodedError(error, 'ROCKETMQ_SYSTEM_ERROR') &&
    /timer message store is null/.test(String(error.parameters.remark)));

/** A broker of 4.x knows no timers, one of 5.x says that its store of them is null where they are switched off. */
export const timedMessages = async (admin: RocketmqAdmin, address: string) => {
  try {
    const counts = await askBody(admin, address, GET_TIMER_METRICS, {});
    return new Map([...counts].filter(([, count]) => count > 0n));
  } catch (error) {
    if (hasNoTimers(error)) return undefined;
    throw error;
  }
};

/** Half messages that the broker has not looked at since they were stored; throws as `ask` does. */
export const halfPart = async (admin: RocketmqAdmin, address: string): Promise<QueuePart> => {
  const offsets = await committedOffsets(admin, address);
  const { fields } = await ask(admin, address, GET_MAX_OFFSET, { topic: HALF_TOPIC, queueId: HALF_QUEUE });
  const looked = offsets.find(({ topic, group }) => topic === HALF_TOPIC && group === TRANSACTION_GROUP);
  return { queueId: HALF_QUEUE, from: looked?.offsets.get(HALF_QUEUE) ?? 0n, to: fields.offset };
};
