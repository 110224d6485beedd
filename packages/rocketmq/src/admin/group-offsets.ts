import type { ConsumeStats } from '../protocol/bodies/consume-stats.ts';
import type { CommittedOffsets } from '../protocol/bodies/offset-tables.ts';
import {
  CLONE_GROUP_OFFSET,
  GET_ALL_CONSUMER_OFFSET,
  GET_CONSUME_STATS,
} from '../protocol/requests/offsets-admin.ts';
import { ask, askBody, type RocketmqAdmin } from './rocketmq-admin.ts';

/** Where every group goes on, at the broker at `host:port`. Throws as `ask` does. */
export const committedOffsets = (admin: RocketmqAdmin, address: string): Promise<CommittedOffsets[]> =>
  askBody(admin, address, GET_ALL_CONSUMER_OFFSET, {});

/**
 * How far a group is at the broker at `host:port`: in one topic, or in all it has offsets of. Topics that its clients, if
 * there are any, do not subscribe to are left out by the broker. Throws as `ask` does.
 */
export const consumeStats = (
  admin: RocketmqAdmin,
  address: string,
  consumerGroup: string,
  topic?: string,
): Promise<ConsumeStats> => askBody(admin, address, GET_CONSUME_STATS, { consumerGroup, topic });

/**
 * Has a group go on in a topic where another one does, at the broker at `host:port`. Offsets that it had there are
 * replaced. Throws as `ask` does.
 */
export const cloneOffsets = async (
  admin: RocketmqAdmin,
  address: string,
  { from, to, topic }: { readonly from: string; readonly to: string; readonly topic: string },
): Promise<void> => {
  await ask(admin, address, CLONE_GROUP_OFFSET, { srcGroup: from, destGroup: to, topic, offline: true });
};
