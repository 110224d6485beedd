import type { TopicStats } from '../protocol/bodies/topic-stats.ts';
import { GET_TOPIC_STATS_INFO, QUERY_TOPIC_CONSUME_BY_WHO } from '../protocol/requests/topics.ts';
import { ask, askBody, type RocketmqAdmin } from './rocketmq-admin.ts';

/** What a topic holds at the broker at `host:port`, or undefined where it does not exist. Throws as `ask` does. */
export const topicStats = async (
  admin: RocketmqAdmin,
  address: string,
  topic: string,
): Promise<TopicStats | undefined> => (await ask(admin, address, GET_TOPIC_STATS_INFO, { topic })).body;

/** The groups that consume a topic at the broker at `host:port`, or have offsets in it. Throws as `ask` does. */
export const consumersOf = (
  admin: RocketmqAdmin,
  address: string,
  topic: string,
): Promise<readonly string[]> => askBody(admin, address, QUERY_TOPIC_CONSUME_BY_WHO, { topic });
