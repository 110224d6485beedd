import type { BodyValue } from '../body-value.ts';
import { type DataVersion, readDataVersion } from './data-version.ts';
import { readBoolean, readInt32, readInt64, readText, readTexts, type Texts } from './values.ts';

/** A subscription that a group of 5.x is held to: Java's `SimpleSubscriptionData`. */
export interface SimpleSubscription {
  readonly topic: string;
  /** TAG or SQL92. */
  readonly expressionType?: string | undefined;
  readonly expression?: string | undefined;
  readonly version?: bigint | undefined;
}

/** How soon a group of 5.x gets failed messages again; times in milliseconds. Java's `GroupRetryPolicy`. */
export interface GroupRetryPolicy {
  /** EXPONENTIAL or CUSTOMIZED. */
  readonly type: string;
  readonly exponentialRetryPolicy?:
    | { readonly initial: bigint; readonly max: bigint; readonly multiplier: bigint }
    | undefined;
  readonly customizedRetryPolicy?: { readonly next: readonly bigint[] } | undefined;
}

/** How a group is set up at one broker: Java's `SubscriptionGroupConfig`. Undefined is what the broker does not know. */
export interface SubscriptionGroupConfig {
  readonly groupName: string;
  readonly consumeEnable: boolean;
  readonly consumeFromMinEnable: boolean;
  readonly consumeBroadcastEnable: boolean;
  readonly retryQueueNums: number;
  readonly retryMaxTimes: number;
  readonly brokerId: bigint;
  readonly whichBrokerWhenConsumeSlowly: bigint;
  readonly notifyConsumerIdsChangedEnable?: boolean | undefined;
  /** From 5.0 on, as all that follows. */
  readonly consumeMessageOrderly?: boolean | undefined;
  readonly groupRetryPolicy?: GroupRetryPolicy | undefined;
  readonly groupSysFlag?: number | undefined;
  readonly consumeTimeoutMinute?: number | undefined;
  readonly subscriptionDataSet?: readonly SimpleSubscription[] | undefined;
  readonly attributes?: Texts | undefined;
}

/** The groups of a broker: Java's `SubscriptionGroupWrapper`. */
export interface SubscriptionGroupConfigs {
  readonly groups: readonly SubscriptionGroupConfig[];
  readonly dataVersion: DataVersion;
}

const readSubscription = (value: BodyValue): SimpleSubscription => ({
  topic: value.field('topic').text(),
  expressionType: value.field('expressionType').optional(readText),
  expression: value.field('expression').optional(readText),
  version: value.field('version').optional(readInt64),
});

const readRetryPolicy = (value: BodyValue): GroupRetryPolicy => ({
  type: value.field('type').text(),
  exponentialRetryPolicy: value.field('exponentialRetryPolicy').optional((policy) => ({
    initial: policy.field('initial').int64(),
    max: policy.field('max').int64(),
    multiplier: policy.field('multiplier').int64(),
  })),
  customizedRetryPolicy: value
    .field('customizedRetryPolicy')
    .optional((policy) => ({ next: policy.field('next').list(readInt64) })),
});

export const readSubscriptionGroupConfig = (value: BodyValue): SubscriptionGroupConfig => ({
  groupName: value.field('groupName').text(),
  consumeEnable: value.field('consumeEnable').boolean(),
  consumeFromMinEnable: value.field('consumeFromMinEnable').boolean(),
  consumeBroadcastEnable: value.field('consumeBroadcastEnable').boolean(),
  retryQueueNums: value.field('retryQueueNums').int32(),
  retryMaxTimes: value.field('retryMaxTimes').int32(),
  brokerId: value.field('brokerId').int64(),
  whichBrokerWhenConsumeSlowly: value.field('whichBrokerWhenConsumeSlowly').int64(),
  notifyConsumerIdsChangedEnable: value.field('notifyConsumerIdsChangedEnable').optional(readBoolean),
  consumeMessageOrderly: value.field('consumeMessageOrderly').optional(readBoolean),
  groupRetryPolicy: value.field('groupRetryPolicy').optional(readRetryPolicy),
  groupSysFlag: value.field('groupSysFlag').optional(readInt32),
  consumeTimeoutMinute: value.field('consumeTimeoutMinute').optional(readInt32),
  subscriptionDataSet: value.field('subscriptionDataSet').optional((set) => set.list(readSubscription)),
  attributes: value.field('attributes').optional(readTexts),
});

export const readSubscriptionGroupConfigs = (value: BodyValue): SubscriptionGroupConfigs => ({
  groups: value
    .field('subscriptionGroupTable')
    .entries(readSubscriptionGroupConfig)
    .map(([, config]) => config),
  dataVersion: readDataVersion(value.field('dataVersion')),
});
