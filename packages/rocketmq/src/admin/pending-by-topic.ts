import { PROPERTY } from '../message/property-names.ts';
import type { StoredMessage } from '../message/stored-message.ts';
import { HALF_OP_TOPIC, HALF_TOPIC, SCHEDULE_TOPIC } from '../names/system-names.ts';
import { committedOffsets } from './group-offsets.ts';
import { delayedParts, halfPart, TRANSACTION_GROUP, timedMessages } from './pending-parts.ts';
import { readPart } from './read-part.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';
import { topicStats } from './topic-stats.ts';

/** Messages that wait for one topic; what the broker does not keep is undefined. */
export interface PendingOfTopic {
  /** In delay levels, those that are to be delivered once more to a group among them (in its topic for retries). */
  readonly delayed: bigint;
  readonly timed: bigint | undefined;
  /** Of transactions whose end the broker does not know. */
  readonly half: bigint;
}

/** What waits, by topic. */
export interface PendingByTopic {
  /** Topics for which nothing waits are left out. */
  readonly topics: ReadonlyMap<string, PendingOfTopic>;
  /** False: not everything could be read, so that more may wait for any topic. */
  readonly isWhole: boolean;
}

/** Offsets in the half topic of transactions that have ended, of which the broker has not taken notice there yet. */
const endedTransactions = async (admin: RocketmqAdmin, address: string): Promise<ReadonlySet<string>> => {
  const ended = new Set<string>();
  const offsets = await committedOffsets(admin, address);
  const queues = (await topicStats(admin, address, HALF_OP_TOPIC))?.queues ?? [];
  const looked = offsets.find(({ topic, group }) => topic === HALF_OP_TOPIC && group === TRANSACTION_GROUP);
  for (const { queueId, minOffset, maxOffset } of queues) {
    const part = { queueId, from: looked?.offsets.get(queueId) ?? minOffset, to: maxOffset };
    await readPart(admin, address, HALF_OP_TOPIC, part, (message) => {
      // One in 4.x, several with commas between and behind them in 5.x (`TransactionalMessageServiceImpl`).
      for (const offset of message.body.toString().split(',')) ended.add(offset);
    });
  }
  return ended;
};

/**
 * What waits at the broker at `host:port`, by the topic that it will be delivered to: each waiting message is read.
 * Throws as `ask` and `pull` do.
 */
export const pendingByTopic = async (admin: RocketmqAdmin, address: string): Promise<PendingByTopic> => {
  const counts = { delayed: new Map<string, bigint>(), half: new Map<string, bigint>() };
  const count = (of: Map<string, bigint>, message: StoredMessage): void => {
    const topic = message.property(PROPERTY.realTopic) ?? '';
    of.set(topic, (of.get(topic) ?? 0n) + 1n);
  };
  let isWhole = true;
  for (const part of await delayedParts(admin, address)) {
    const take = (message: StoredMessage) => count(counts.delayed, message);
    isWhole = (await readPart(admin, address, SCHEDULE_TOPIC, part, take)) && isWhole;
  }
  const part = await halfPart(admin, address);
  const ended = part.to > part.from ? await endedTransactions(admin, address) : new Set<string>();
  const take = (message: StoredMessage) => {
    if (!ended.has(String(message.queueOffset))) count(counts.half, message);
  };
  isWhole = (await readPart(admin, address, HALF_TOPIC, part, take)) && isWhole;
  const timed = await timedMessages(admin, address);
  const topics = new Set([...counts.delayed.keys(), ...counts.half.keys(), ...(timed?.keys() ?? [])]);
  const pendingOf = (topic: string): PendingOfTopic => ({
    delayed: counts.delayed.get(topic) ?? 0n,
    timed: timed && (timed.get(topic) ?? 0n),
    half: counts.half.get(topic) ?? 0n,
  });
  return { topics: new Map([...topics].map((topic) => [topic, pendingOf(topic)])), isWhole };
};
