import { DLQ_PREFIX, RETRY_PREFIX } from '@mqferry/rocketmq';
import { ONLY_SOURCE, type RoutingTable, type Share } from '../routing-table.ts';

/** Dead letters stay where they were made: they are written by brokers, and read on every side that a group is on. */
const deadLetters = ({ target }: Share): Share =>
  target === 'none' ? ONLY_SOURCE : { source: 'read-write', target: 'read' };

/** What clients are shown of a topic, topics of groups included; undefined where the table knows nothing of it. */
export const shareOf = ({ topics, groups }: RoutingTable, topic: string): Share | undefined => {
  if (topic.startsWith(RETRY_PREFIX)) return groups.get(topic.slice(RETRY_PREFIX.length));
  if (!topic.startsWith(DLQ_PREFIX)) return topics.get(topic);
  const share = groups.get(topic.slice(DLQ_PREFIX.length));
  return share && deadLetters(share);
};
