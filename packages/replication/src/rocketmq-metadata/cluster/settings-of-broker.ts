import type { SubscriptionGroupConfig, TopicConfig } from '@mqferry/rocketmq';
import type {
  GroupSettings,
  GroupSubscription,
  RetryPolicy,
  TopicSettings,
} from '../document/metadata-document.ts';

/** Settings of a topic as a broker tells them. */
export const topicSettings = ({ topicName: _, attributes, ...settings }: TopicConfig): TopicSettings => ({
  ...settings,
  ...(attributes ? { attributes } : {}),
});

const retryPolicy = ({
  type,
  exponentialRetryPolicy: exponential,
  customizedRetryPolicy: customized,
}: NonNullable<SubscriptionGroupConfig['groupRetryPolicy']>): RetryPolicy => ({
  type: type === 'EXPONENTIAL' ? 'EXPONENTIAL' : 'CUSTOMIZED',
  ...(exponential && {
    exponentialRetryPolicy: {
      initial: Number(exponential.initial),
      max: Number(exponential.max),
      multiplier: Number(exponential.multiplier),
    },
  }),
  ...(customized && { customizedRetryPolicy: { next: customized.next.map(Number) } }),
});

const subscription = ({
  topic,
  expressionType,
  expression,
  version,
}: NonNullable<SubscriptionGroupConfig['subscriptionDataSet']>[number]): GroupSubscription => ({
  topic,
  ...(expressionType === undefined ? {} : { expressionType }),
  ...(expression === undefined ? {} : { expression }),
  ...(version === undefined ? {} : { version: version.toString() }),
});

/** Settings of a group as a broker tells them; those that it does not know are left out. */
export const groupSettings = (config: SubscriptionGroupConfig): GroupSettings => {
  const { groupName: _, brokerId, whichBrokerWhenConsumeSlowly, ...rest } = config;
  const { groupRetryPolicy, subscriptionDataSet, ...plain } = rest;
  return {
    ...(Object.fromEntries(
      Object.entries(plain).filter(([, value]) => value !== undefined),
    ) as unknown as Omit<GroupSettings, 'brokerId' | 'whichBrokerWhenConsumeSlowly'>),
    brokerId: Number(brokerId),
    whichBrokerWhenConsumeSlowly: Number(whichBrokerWhenConsumeSlowly),
    ...(groupRetryPolicy && { groupRetryPolicy: retryPolicy(groupRetryPolicy) }),
    ...(subscriptionDataSet && { subscriptionDataSet: subscriptionDataSet.map(subscription) }),
  };
};

/** Settings of a group as a broker takes them. */
export const groupConfig = (
  groupName: string,
  { brokerId, whichBrokerWhenConsumeSlowly, groupRetryPolicy, subscriptionDataSet, ...rest }: GroupSettings,
): SubscriptionGroupConfig => {
  const exponential = groupRetryPolicy?.exponentialRetryPolicy;
  const customized = groupRetryPolicy?.customizedRetryPolicy;
  return {
    groupName,
    ...rest,
    brokerId: BigInt(brokerId),
    whichBrokerWhenConsumeSlowly: BigInt(whichBrokerWhenConsumeSlowly),
    ...(groupRetryPolicy && {
      groupRetryPolicy: {
        type: groupRetryPolicy.type,
        ...(exponential && {
          exponentialRetryPolicy: {
            initial: BigInt(exponential.initial),
            max: BigInt(exponential.max),
            multiplier: BigInt(exponential.multiplier),
          },
        }),
        ...(customized && { customizedRetryPolicy: { next: customized.next.map(BigInt) } }),
      },
    }),
    ...(subscriptionDataSet && {
      subscriptionDataSet: subscriptionDataSet.map(({ version, ...one }) => ({
        ...one,
        ...(version === undefined ? {} : { version: BigInt(version) }),
      })),
    }),
  };
};
