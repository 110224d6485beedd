/** Names that RocketMQ derives from those of groups and clusters. Source: MixAll and KeyBuilder of 5.5.0. */

/** Before a group: the topic of what its consumers sent back. */
export const RETRY_PREFIX = '%RETRY%';
/** Before a group: the topic of what its consumers failed on too often. */
export const DLQ_PREFIX = '%DLQ%';
/** Before the name of a light message queue, which is no topic of its own. */
export const LMQ_PREFIX = '%LMQ%';
const REPLY_SUFFIX = '_REPLY_TOPIC';

/** The topic of what the consumers of a group sent back. */
export const retryTopic = (group: string): string => RETRY_PREFIX + group;

/** The topic of what the consumers of a group failed on too often. */
export const dlqTopic = (group: string): string => DLQ_PREFIX + group;

/** The topic of replies to requests in a cluster. */
export const replyTopic = (cluster: string): string => cluster + REPLY_SUFFIX;

/** Whether a topic is a cluster's topic of replies. */
export const isReplyTopic = (topic: string): boolean => topic.endsWith(REPLY_SUFFIX);

/**
 * The topic of what a group of POP consumers (5.x) did not acknowledge of a topic. Brokers with enableRetryTopicV2 join
 * the names with `+`, which no name contains; before it was `_`, which leaves open where the topic begins.
 */
export const popRetryTopic = (group: string, topic: string, separator: '_' | '+'): string =>
  RETRY_PREFIX + group + separator + topic;

/** The topic that messages of a group come from: that of what was not acknowledged stands for the topic itself (`KeyBuilder`). */
export const poppedTopic = (topic: string, group: string): string => {
  const prefix = RETRY_PREFIX + group;
  const isRetried = topic.startsWith(`${prefix}+`) || topic.startsWith(`${prefix}_`);
  return isRetried ? topic.slice(prefix.length + 1) : topic;
};
