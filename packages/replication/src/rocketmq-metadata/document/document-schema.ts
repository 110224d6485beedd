import { z } from 'zod';
import { METADATA_FORMAT, METADATA_VERSION, type MetadataDocument } from './metadata-document.ts';

const count = z.int().nonnegative();
const words = z.array(z.string());
const texts = z.record(z.string(), z.string());
const name = z.string().min(1);

const topicSettings = z.strictObject({
  readQueueNums: count,
  writeQueueNums: count,
  perm: count,
  order: z.boolean(),
  topicFilterType: z.string(),
  topicSysFlag: z.int(),
  attributes: texts.exactOptional(),
});

const retryPolicy = z.strictObject({
  type: z.enum(['EXPONENTIAL', 'CUSTOMIZED']),
  exponentialRetryPolicy: z.strictObject({ initial: count, max: count, multiplier: count }).exactOptional(),
  customizedRetryPolicy: z.strictObject({ next: z.array(count) }).exactOptional(),
});

const subscription = z.strictObject({
  topic: name,
  expressionType: z.string().exactOptional(),
  expression: z.string().exactOptional(),
  version: z
    .string()
    .regex(/^-?\d{1,19}$/)
    .exactOptional(),
});

const groupSettings = z.strictObject({
  consumeEnable: z.boolean(),
  consumeFromMinEnable: z.boolean(),
  consumeBroadcastEnable: z.boolean(),
  retryQueueNums: count,
  retryMaxTimes: z.int(),
  brokerId: count,
  whichBrokerWhenConsumeSlowly: count,
  notifyConsumerIdsChangedEnable: z.boolean().exactOptional(),
  consumeMessageOrderly: z.boolean().exactOptional(),
  groupRetryPolicy: retryPolicy.exactOptional(),
  groupSysFlag: z.int().exactOptional(),
  consumeTimeoutMinute: z.int().exactOptional(),
  subscriptionDataSet: z.array(subscription).exactOptional(),
  attributes: texts.exactOptional(),
});

const onBrokers = <S extends z.ZodType>(settings: S) => ({
  settings,
  queueCounts: z.enum(['perBroker', 'sumOfBrokers']),
  brokers: words.exactOptional(),
  differing: z.array(z.strictObject({ broker: name, settings })).exactOptional(),
});

const topic = z.strictObject({
  name,
  kind: z.enum(['normal', 'retry', 'deadLetter']),
  namespace: name.exactOptional(),
  group: name.exactOptional(),
  ...onBrokers(topicSettings),
});

const group = z.strictObject({
  name,
  namespace: name.exactOptional(),
  ...onBrokers(groupSettings),
  consumes: words.exactOptional(),
});

const account = z.strictObject({
  accessKey: name,
  whiteRemoteAddress: z.string().exactOptional(),
  admin: z.boolean(),
  defaultTopicPerm: z.string().exactOptional(),
  defaultGroupPerm: z.string().exactOptional(),
  topicPerms: words,
  groupPerms: words,
  from: words,
});

const user = z.strictObject({
  username: name,
  userType: z.string().exactOptional(),
  userStatus: z.string().exactOptional(),
  from: words,
});

const rule = z.strictObject({
  resource: name,
  actions: words,
  sourceIps: words,
  decision: z.string(),
});

const policy = z.strictObject({
  subject: name,
  policies: z.array(z.strictObject({ policyType: z.string(), entries: z.array(rule) })),
  from: words,
});

const conflict = z.strictObject({
  kind: z.enum(['account', 'user', 'policy']),
  name,
  settings: words,
  from: words,
});

const acl = z.strictObject({
  accounts: z.array(account),
  globalWhiteRemoteAddresses: words,
  users: z.array(user),
  policies: z.array(policy),
  conflicts: z.array(conflict),
});

const source = z.strictObject({
  kind: z.enum(['cluster', 'mqadmin', 'acl-file']),
  nameServers: words.exactOptional(),
  cluster: z.string().exactOptional(),
  brokers: z
    .array(z.strictObject({ name, addresses: texts, version: z.string().exactOptional() }))
    .exactOptional(),
  files: words.exactOptional(),
});

/** Parameters of scrypt that a document may ask for: what is made here, and a little room; 256 MiB at most. */
const secrets = z.strictObject({
  algorithm: z.literal('scrypt-aes-256-gcm'),
  N: z.union([2 ** 14, 2 ** 15, 2 ** 16, 2 ** 17].map((cost) => z.literal(cost))),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
  salt: z.string(),
  sealed: z.string(),
});

const localized = z.strictObject({ en: z.string(), zh: z.string() });
const reason = z.strictObject({
  code: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  text: localized,
  advice: localized,
});

/** The document, strictly: what is not known here is refused, for it would be lost silently. */
export const documentSchema: z.ZodType<MetadataDocument> = z.strictObject({
  format: z.literal(METADATA_FORMAT),
  version: z.literal(METADATA_VERSION),
  exportedAt: z.iso.datetime().exactOptional(),
  source,
  topics: z.array(topic),
  groups: z.array(group),
  acl: acl.exactOptional(),
  orderConfigs: texts,
  namespaces: words,
  leftOut: z.strictObject({ topics: words, groups: words }),
  secrets: secrets.exactOptional(),
  warnings: z.array(reason),
});
