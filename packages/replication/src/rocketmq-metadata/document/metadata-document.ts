import type { Reason } from '../reason.ts';

/** What tells the document apart from other JSON. */
export const METADATA_FORMAT = 'rocketmq-metadata-export';

/** Grows when older readers could misunderstand the document. */
export const METADATA_VERSION = 1;

/** Settings of a topic on one broker, as TopicConfig has them. */
export interface TopicSettings {
  readonly readQueueNums: number;
  readonly writeQueueNums: number;
  /** 4 read, 2 write, 1 inherit. */
  readonly perm: number;
  readonly order: boolean;
  /** SINGLE_TAG or MULTI_TAG. */
  readonly topicFilterType: string;
  /** 1 unit, 2 unit subscription (TopicSysFlag). */
  readonly topicSysFlag: number;
  /** Attributes of 5.x, `message.type` among them; absent before. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What a topic is for; brokers make those of retries and dead letters by themselves. */
export type TopicKind = 'normal' | 'retry' | 'deadLetter';

/** What the counts of queues count: those of each broker, or those of all masters together. */
export type QueueCounts = 'perBroker' | 'sumOfBrokers';

/** A topic. */
export interface TopicEntry {
  /** As brokers know it, with prefix and namespace. */
  readonly name: string;
  readonly kind: TopicKind;
  /** What stands before `%`, without `%RETRY%` and `%DLQ%`; absent where nothing does. */
  readonly namespace?: string;
  /** Of which group a topic of retries or dead letters is. */
  readonly group?: string;
  readonly settings: TopicSettings;
  readonly queueCounts: QueueCounts;
  /** Names of the brokers that have it; absent where that cannot be told. */
  readonly brokers?: readonly string[];
  /** Brokers where it is set up otherwise. */
  readonly differing?: readonly { readonly broker: string; readonly settings: TopicSettings }[];
}

/** One subscription that a 5.x group is held to. */
export interface GroupSubscription {
  readonly topic: string;
  readonly expressionType?: string;
  readonly expression?: string;
  /** Milliseconds since 1970, as a text. */
  readonly version?: string;
}

/** How soon a 5.x group gets failed messages again; times in milliseconds. */
export interface RetryPolicy {
  readonly type: 'EXPONENTIAL' | 'CUSTOMIZED';
  readonly exponentialRetryPolicy?: {
    readonly initial: number;
    readonly max: number;
    readonly multiplier: number;
  };
  readonly customizedRetryPolicy?: { readonly next: readonly number[] };
}

/** Settings of a group on one broker, as SubscriptionGroupConfig has them; absent is what the broker does not know. */
export interface GroupSettings {
  readonly consumeEnable: boolean;
  readonly consumeFromMinEnable: boolean;
  readonly consumeBroadcastEnable: boolean;
  readonly retryQueueNums: number;
  readonly retryMaxTimes: number;
  readonly brokerId: number;
  readonly whichBrokerWhenConsumeSlowly: number;
  readonly notifyConsumerIdsChangedEnable?: boolean;
  readonly consumeMessageOrderly?: boolean;
  readonly groupRetryPolicy?: RetryPolicy;
  readonly groupSysFlag?: number;
  readonly consumeTimeoutMinute?: number;
  readonly subscriptionDataSet?: readonly GroupSubscription[];
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A consumer group. */
export interface GroupEntry {
  readonly name: string;
  readonly namespace?: string;
  readonly settings: GroupSettings;
  readonly queueCounts: QueueCounts;
  readonly brokers?: readonly string[];
  readonly differing?: readonly { readonly broker: string; readonly settings: GroupSettings }[];
  /** Topics of which it has committed offsets; absent where that cannot be told. */
  readonly consumes?: readonly string[];
}

/** An account of ACL 1.0 (up to 5.3.2), as PlainAccessConfig has it, without its secret key. */
export interface AccountEntry {
  readonly accessKey: string;
  readonly whiteRemoteAddress?: string;
  readonly admin: boolean;
  /** DENY, PUB, SUB or PUB|SUB. */
  readonly defaultTopicPerm?: string;
  readonly defaultGroupPerm?: string;
  /** `topic=PUB|SUB`. */
  readonly topicPerms: readonly string[];
  readonly groupPerms: readonly string[];
  /** Where it comes from: broker names or files. */
  readonly from: readonly string[];
}

/** A user of ACL 2.0 (from 5.3.0), without its password. */
export interface UserEntry {
  readonly username: string;
  /** Super or Normal. */
  readonly userType?: string;
  /** enable or disable. */
  readonly userStatus?: string;
  readonly from: readonly string[];
}

/** One rule of a policy. */
export interface PolicyRule {
  /** `Topic:orders`, `Group:*`, `Topic:test-*`. */
  readonly resource: string;
  readonly actions: readonly string[];
  /** Addresses or CIDR ranges it is for; empty: all. */
  readonly sourceIps: readonly string[];
  /** Allow or Deny. */
  readonly decision: string;
}

/** What one subject of ACL 2.0 may do. */
export interface PolicyEntry {
  /** `User:name`. */
  readonly subject: string;
  readonly policies: readonly { readonly policyType: string; readonly entries: readonly PolicyRule[] }[];
  readonly from: readonly string[];
}

/** An account or user that several sources describe differently: the first of them is the one that is told. */
export interface AclConflict {
  readonly kind: 'account' | 'user' | 'policy';
  readonly name: string;
  /** Names of the settings that differ, `secretKey` among them. */
  readonly settings: readonly string[];
  readonly from: readonly string[];
}

/** Who may do what. */
export interface AclEntry {
  readonly accounts: readonly AccountEntry[];
  /** Addresses that ACL 1.0 lets in without any check. */
  readonly globalWhiteRemoteAddresses: readonly string[];
  readonly users: readonly UserEntry[];
  readonly policies: readonly PolicyEntry[];
  readonly conflicts: readonly AclConflict[];
}

/** Secret keys of accounts and passwords of users, sealed with a passphrase: AES-256-GCM with a key by scrypt. */
export interface SealedSecrets {
  readonly algorithm: 'scrypt-aes-256-gcm';
  /** Parameters of scrypt. */
  readonly N: number;
  readonly r: number;
  readonly p: number;
  /** Base64. */
  readonly salt: string;
  /** Base64 of nonce, tag and what was sealed. */
  readonly sealed: string;
}

/** A broker of the source. */
export interface SourceBroker {
  readonly name: string;
  /** Addresses by broker id; `0` is the master. */
  readonly addresses: Readonly<Record<string, string>>;
  /** `V4_9_7`; absent where the broker did not tell. */
  readonly version?: string;
}

/** Where the document comes from. */
export interface MetadataSource {
  readonly kind: 'cluster' | 'mqadmin' | 'acl-file';
  readonly nameServers?: readonly string[];
  readonly cluster?: string;
  readonly brokers?: readonly SourceBroker[];
  /** Files that were read into it, by name. */
  readonly files?: readonly string[];
}

/** Names that were left out because every cluster has its own of them. */
export interface LeftOutNames {
  readonly topics: readonly string[];
  readonly groups: readonly string[];
}

/**
 * The metadata of a RocketMQ cluster: what `mqferry rocketmq export` writes and an import reads. What the source did
 * not tell is absent, never a default.
 */
export interface MetadataDocument {
  readonly format: typeof METADATA_FORMAT;
  readonly version: typeof METADATA_VERSION;
  /** ISO 8601, UTC; absent where the file that was read does not tell. */
  readonly exportedAt?: string;
  readonly source: MetadataSource;
  readonly topics: readonly TopicEntry[];
  readonly groups: readonly GroupEntry[];
  /** Absent: it could not be read, or was not asked for. */
  readonly acl?: AclEntry;
  /** Ordered topics in the key-value store of the name servers: `broker-a:8;broker-b:8` by topic. */
  readonly orderConfigs: Readonly<Record<string, string>>;
  /** All namespaces of topics and groups. */
  readonly namespaces: readonly string[];
  readonly leftOut: LeftOutNames;
  readonly secrets?: SealedSecrets;
  /** What could not be told, and how to hand it in. */
  readonly warnings: readonly Reason[];
}

/** Secrets by name, in the clear: only ever in memory. */
export interface MetadataSecrets {
  readonly accounts: Readonly<Record<string, string>>;
  readonly users: Readonly<Record<string, string>>;
}
