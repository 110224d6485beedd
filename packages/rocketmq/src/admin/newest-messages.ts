import type { StoredMessage } from '../message/stored-message.ts';
import { readQueue } from './read-queue.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';
import { topicStats } from './topic-stats.ts';

/**
 * The newest messages of a topic at the broker at `host:port`, at most `count` of each queue; none where the topic does not
 * exist. Throws as `ask` and `pull` do.
 */
export const newestMessages = async (
  admin: RocketmqAdmin,
  address: string,
  topic: string,
  count: number,
): Promise<StoredMessage[]> => {
  const { queues = [] } = (await topicStats(admin, address, topic)) ?? {};
  const found: StoredMessage[] = [];
  for (const { brokerName, queueId, minOffset, maxOffset } of queues) {
    const wanted = maxOffset - BigInt(count);
    const from = wanted > minOffset ? wanted : minOffset;
    if (maxOffset <= from) continue;
    for await (const messages of readQueue(admin, address, { topic, brokerName, queueId }, from)) {
      found.push(...messages.filter(({ queueOffset }) => queueOffset < maxOffset));
      if (messages.at(-1)!.queueOffset >= maxOffset - 1n) break;
    }
  }
  return found;
};
