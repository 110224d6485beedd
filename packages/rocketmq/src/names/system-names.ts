import { DLQ_PREFIX, isReplyTopic, LMQ_PREFIX, RETRY_PREFIX } from './topic-names.ts';

/** The topic that brokers make new topics after, if they may make them by themselves (autoCreateTopicEnable). */
export const AUTO_CREATE_TOPIC = 'TBW102';
/** Where messages with a delay level wait; queue 0 is that of level 1. */
export const SCHEDULE_TOPIC = 'SCHEDULE_TOPIC_XXXX';
/** Where half messages of transactions wait. */
export const HALF_TOPIC = 'RMQ_SYS_TRANS_HALF_TOPIC';
/** What became of half messages. */
export const HALF_OP_TOPIC = 'RMQ_SYS_TRANS_OP_HALF_TOPIC';
/** Where clients write message traces unless told otherwise. */
export const TRACE_TOPIC = 'RMQ_SYS_TRACE_TOPIC';
/** 5.x: where messages with a time of delivery wait. */
export const TIMER_TOPIC = 'rmq_sys_wheel_timer';

const SYSTEM_TOPIC_PREFIX = 'rmq_sys_';

/** 5.x: where a broker of a cluster notes what was popped and acknowledged, each when its time is over (`PopAckConstants`). */
export const reviveTopic = (cluster: string): string => `${SYSTEM_TOPIC_PREFIX}REVIVE_LOG_${cluster}`;

/**
 * Topics that RocketMQ keeps for itself. Source: TopicValidator of 4.9.7 and 5.5.0; the last three are of 5.x.
 */
export const SYSTEM_TOPICS: ReadonlySet<string> = new Set([
  AUTO_CREATE_TOPIC,
  SCHEDULE_TOPIC,
  'BenchmarkTest',
  HALF_TOPIC,
  TRACE_TOPIC,
  HALF_OP_TOPIC,
  'TRANS_CHECK_MAX_TIME_TOPIC',
  'SELF_TEST_TOPIC',
  'OFFSET_MOVED_EVENT',
  'CHECKPOINT_TOPIC',
  'RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC',
  'RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC',
]);

/**
 * Whether the clients of RocketMQ take a topic for a system topic: they put no namespace before it, and brokers let no
 * one change it. A broker adds names of its own, see `isInternalTopic`. Source: TopicValidator.isSystemTopic.
 */
export const isSystemTopic = (topic: string): boolean =>
  SYSTEM_TOPICS.has(topic) || topic.startsWith(SYSTEM_TOPIC_PREFIX);

const SYSTEM_GROUP_PREFIX = 'CID_RMQ_SYS_';

/** 5.x: its offset is that of the last popped messages which the broker has seen to (`PopAckConstants`). */
export const REVIVE_GROUP = `${SYSTEM_GROUP_PREFIX}REVIVE_GROUP`;

/** Whether the clients of RocketMQ take a group for a system group. Source: MixAll.isSysConsumerGroup. */
export const isSystemGroup = (group: string): boolean => group.startsWith(SYSTEM_GROUP_PREFIX);

/** Made by the proxy of 5.x, in the cluster behind it: by it proxies tell each other of their consumers. Source: ProxyConfig. */
export const HEARTBEAT_SYNC_TOPIC = 'DefaultHeartBeatSyncerTopic';

/** Groups of RocketMQ's own programs. Source: MixAll.PREDEFINE_GROUP_SET of 5.5.0, which has all that 4.9.7 names. */
const PREDEFINED_GROUPS: ReadonlySet<string> = new Set([
  'DEFAULT_CONSUMER',
  'DEFAULT_PRODUCER',
  'TOOLS_CONSUMER',
  'SCHEDULE_CONSUMER',
  'FILTERSRV_CONSUMER',
  '__MONITOR_CONSUMER',
  'CLIENT_INNER_PRODUCER',
  'SELF_TEST_P_GROUP',
  'SELF_TEST_C_GROUP',
  'CID_ONS-HTTP-PROXY',
  'CID_ONSAPI_PERMISSION',
  'CID_ONSAPI_OWNER',
  'CID_ONSAPI_PULL',
  `CID_${HEARTBEAT_SYNC_TOPIC}`,
]);

/** Names in the cluster that a topic is of. */
export interface ClusterNames {
  readonly clusters: readonly string[];
  readonly brokers: readonly string[];
}

/**
 * Whether a topic is made by RocketMQ rather than by a user: a system topic, one that is named after a cluster or broker,
 * or one that belongs to a group or to another topic (retry, dead letters, replies, light queues).
 * Source: TopicConfigManager and ProxyConfig of 5.5.0.
 */
export const isInternalTopic = (topic: string, { clusters, brokers }: ClusterNames): boolean =>
  isSystemTopic(topic) ||
  topic === HEARTBEAT_SYNC_TOPIC ||
  [RETRY_PREFIX, DLQ_PREFIX, LMQ_PREFIX].some((prefix) => topic.startsWith(prefix)) ||
  isReplyTopic(topic) ||
  clusters.includes(topic) ||
  brokers.includes(topic);

/** Whether a group is of RocketMQ's own programs. */
export const isInternalGroup = (group: string): boolean =>
  isSystemGroup(group) || PREDEFINED_GROUPS.has(group);
