import { isCodedError } from '@mqferry/core';
import { delayLevelOf } from '../message/delay-levels.ts';
import { HALF_TOPIC, SCHEDULE_TOPIC } from '../names/system-names.ts';
import { GET_MAX_OFFSET } from '../protocol/requests/consumer.ts';
import { GET_ALL_DELAY_OFFSET, GET_TIMER_METRICS } from '../protocol/requests/offsets-admin.ts';
import { committedOffsets } from './group-offsets.ts';
import { ask, askBody, type RocketmqAdmin } from './rocketmq-admin.ts';
import { topicStats } from './topic-stats.ts';

/** What a broker has yet to deliver by itself. */
export interface PendingMessages {
  /** Messages that wait in a delay level, by level; levels without any are left out. */
  readonly delayed: ReadonlyMap<number, bigint>;
  /** Messages with a time of delivery that wait, by topic; undefined where the broker has none of that kind. */
  readonly timed: ReadonlyMap<string, bigint> | undefined;
  /**
   * Half messages of transactions that the broker has not looked at since they were stored, resolved ones among them: it
   * looks every half minute or minute, and stores those that are not resolved anew.
   */
  readonly halfMessages: bigint;
}

/** The group whose offset in the half topic is up to where transactions were looked at (`TransactionalMessageUtil.buildConsumerGroup`). */
const TRANSACTION_GROUP = 'CID_RMQ_SYS_TRANS';
/** The half topic has no other queue, and none at all before the first transaction. */
const HALF_QUEUE = 0;

const delayedMessages = async (admin: RocketmqAdmin, address: string): Promise<Map<number, bigint>> => {
  // What is delivered is read first: a message that comes between is counted as waiting, never the other way.
  const delivered = await askBody(admin, address, GET_ALL_DELAY_OFFSET, {});
  const stored = (await topicStats(admin, address, SCHEDULE_TOPIC))?.queues ?? [];
  return new Map(
    stored
      .map(({ queueId, maxOffset }): [number, bigint] => {
        const level = delayLevelOf(queueId);
        return [level, maxOffset - (delivered.get(level) ?? 0n)];
      })
      .filter(([, count]) => count > 0n),
  );
};

const hasNoTimers = (error: unknown): boolean =>
  isCodedError(error, 'ROCKETMQ_REQUEST_NOT_SUPPORTED') ||
  (isCodedError(error, 'ROCKETMQ_SYSTEM_ERROR') &&
    /timer message store is null/.test(String(error.parameters.remark)));

/** A broker of 4.x knows no timers, one of 5.x says that its store of them is null where they are switched off. */
const timedMessages = async (admin: RocketmqAdmin, address: string) => {
  try {
    const counts = await askBody(admin, address, GET_TIMER_METRICS, {});
    return new Map([...counts].filter(([, count]) => count > 0n));
  } catch (error) {
    if (hasNoTimers(error)) return undefined;
    throw error;
  }
};

const halfMessages = async (admin: RocketmqAdmin, address: string): Promise<bigint> => {
  const offsets = await committedOffsets(admin, address);
  const { fields } = await ask(admin, address, GET_MAX_OFFSET, { topic: HALF_TOPIC, queueId: HALF_QUEUE });
  const looked = offsets.find(({ topic, group }) => topic === HALF_TOPIC && group === TRANSACTION_GROUP);
  return fields.offset - (looked?.offsets.get(HALF_QUEUE) ?? 0n);
};

/** What the broker at `host:port` has yet to deliver by itself. Throws as `ask` does. */
export const pendingMessages = async (admin: RocketmqAdmin, address: string): Promise<PendingMessages> => ({
  delayed: await delayedMessages(admin, address),
  timed: await timedMessages(admin, address),
  halfMessages: await halfMessages(admin, address),
});
