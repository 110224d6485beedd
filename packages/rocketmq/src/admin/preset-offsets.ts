import { inParallel } from '@mqferry/core';
import { UPDATE_CONSUMER_OFFSET } from '../protocol/requests/consumer.ts';
import { committedOffsets } from './group-offsets.ts';
import { type BrokerOutcome, onMasters } from './outcomes.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';
import { topicStats } from './topic-stats.ts';

/** Groups that are to begin at the first message of a topic. */
export interface PresetOffsets {
  readonly topic: string;
  readonly groups: readonly string[];
}

/** Topics of one broker that are asked for at once. */
const AT_ONCE = 8;

const presetAt = async (
  admin: RocketmqAdmin,
  address: string,
  wanted: readonly PresetOffsets[],
): Promise<number> => {
  const known = new Map(
    (await committedOffsets(admin, address)).map(({ topic, group, offsets }) => [
      JSON.stringify([topic, group]),
      offsets,
    ]),
  );
  const counts = await inParallel(wanted, AT_ONCE, async ({ topic, groups }) => {
    const { queues = [] } = (await topicStats(admin, address, topic)) ?? {};
    let count = 0;
    for (const consumerGroup of groups) {
      const offsets = known.get(JSON.stringify([topic, consumerGroup]));
      for (const { queueId, minOffset: commitOffset } of queues) {
        if (offsets?.has(queueId)) continue;
        await ask(admin, address, UPDATE_CONSUMER_OFFSET, { consumerGroup, topic, queueId, commitOffset });
        count += 1;
      }
    }
    return count;
  });
  return counts.reduce((sum, count) => sum + count, 0);
};

/**
 * Has groups begin at the first message of every queue of their topics in which they have no offset yet, at every master of the
 * cluster; gives how many queues these were. Without an offset consumers begin where their own setting says, which for most is the
 * end. Throws as `onMasters` does.
 */
export const presetOffsets = (
  admin: RocketmqAdmin,
  cluster: string,
  wanted: readonly PresetOffsets[],
): Promise<BrokerOutcome<number>[]> =>
  onMasters(admin, cluster, ({ address }) => presetAt(admin, address, wanted));
