import { z } from 'zod';
import type { GroupSettings, TopicSettings } from './metadata-document.ts';

const count = z.int();
const number64 = z.union([z.int(), z.bigint().transform(Number)]);
const texts = z.record(z.string(), z.string());
const version = z.union([z.int(), z.bigint()]).transform(String);

/** An attribute that is null is none. */
const orNone = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined);

/**
 * TopicConfig as brokers and mqadmin write it. What is missing has the default of the class: fastjson leaves nothing
 * out, but a file may have been written by hand.
 */
const topicConfig = z.object({
  readQueueNums: count,
  writeQueueNums: count,
  perm: count,
  topicFilterType: z.string().default('SINGLE_TAG'),
  topicSysFlag: count.default(0),
  order: z.boolean().default(false),
  attributes: orNone(texts),
});

const retryPolicy = z.object({
  type: z.enum(['EXPONENTIAL', 'CUSTOMIZED']).default('CUSTOMIZED'),
  exponentialRetryPolicy: orNone(z.object({ initial: number64, max: number64, multiplier: number64 })),
  customizedRetryPolicy: orNone(z.object({ next: z.array(number64) })),
});

const groupConfig = z.object({
  consumeEnable: z.boolean().default(true),
  consumeFromMinEnable: z.boolean().default(true),
  consumeBroadcastEnable: z.boolean().default(true),
  retryQueueNums: count.default(1),
  retryMaxTimes: count.default(16),
  brokerId: number64.default(0),
  whichBrokerWhenConsumeSlowly: number64.default(1),
  notifyConsumerIdsChangedEnable: orNone(z.boolean()),
  consumeMessageOrderly: orNone(z.boolean()),
  groupRetryPolicy: orNone(retryPolicy),
  groupSysFlag: orNone(count),
  consumeTimeoutMinute: orNone(count),
  subscriptionDataSet: orNone(
    z.array(
      z.object({
        topic: z.string(),
        expressionType: orNone(z.string()),
        expression: orNone(z.string()),
        version: orNone(version),
      }),
    ),
  ),
  attributes: orNone(texts),
});

/** The same without the members that are undefined, at any depth; there are no bigints left in it. */
const defined = <T>(value: object): T => JSON.parse(JSON.stringify(value)) as T;

/** Settings of a topic from its TopicConfig as JSON. Attributes of a 4.x broker, which has none, are left out. */
export const topicSettingsOf = (config: unknown): z.ZodSafeParseResult<TopicSettings> =>
  topicConfig.transform((value) => defined<TopicSettings>(value)).safeParse(config);

/** Settings of a group from its SubscriptionGroupConfig as JSON. */
export const groupSettingsOf = (config: unknown): z.ZodSafeParseResult<GroupSettings> =>
  groupConfig.transform((value) => defined<GroupSettings>(value)).safeParse(config);
