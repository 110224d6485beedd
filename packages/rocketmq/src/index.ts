export { type AccessControl, accessControlOf } from './admin/access-control.ts';
export {
  type AccountToPut,
  accessConfig,
  deleteAccount,
  putAccount,
  setGlobalWhiteAddresses,
} from './admin/accounts.ts';
export { brokersOf, masterOf, mastersOf, type RegisteredBroker } from './admin/brokers.ts';
export {
  allProducers,
  consumerConnections,
  consumerRunningInfo,
  producerConnections,
} from './admin/clients.ts';
export { type BrokerStatus, brokerStatus, listBrokers } from './admin/cluster.ts';
export { brokerConfig, nameServerConfigs, updateBrokerConfig } from './admin/configs.ts';
export { adminErrors } from './admin/errors.ts';
export type { FoundMessage, MessageSearch } from './admin/found-messages.ts';
export { cloneOffsets, committedOffsets, consumeStats } from './admin/group-offsets.ts';
export { deleteGroup, groupConfigs, type NewGroup, putGroup, putGroups } from './admin/groups.ts';
export { messageByOffsetId } from './admin/message-by-offset-id.ts';
export { messagesByTime } from './admin/messages-by-time.ts';
export {
  ORDER_TOPIC_CONFIG,
  removeStoredValue,
  storedValue,
  storedValues,
  storeValue,
} from './admin/name-server-store.ts';
export { newestMessages } from './admin/newest-messages.ts';
export {
  type BrokerOutcome,
  type NameServerOutcome,
  type Outcome,
  onAllBrokers,
  onBrokers,
  onMasters,
  onNameServers,
  valuesOf,
} from './admin/outcomes.ts';
export { type PendingMessages, pendingMessages } from './admin/pending.ts';
export { type PendingByTopic, type PendingOfTopic, pendingByTopic } from './admin/pending-by-topic.ts';
export {
  createPolicies,
  deletePolicies,
  findPolicies,
  listPolicies,
  updatePolicies,
} from './admin/policies.ts';
export type { CountsByTopic } from './admin/pop-notes.ts';
export { type PoppedMessages, poppedMessages } from './admin/popped-messages.ts';
export { type PresetOffsets, presetOffsets } from './admin/preset-offsets.ts';
export { type ProxyHeartbeats, proxyHeartbeats } from './admin/proxy-heartbeats.ts';
export { messagesByKey, messagesByUniqueKey, type TimeRange } from './admin/query-messages.ts';
export { type OffsetReset, type QueueOffset, resetOffsets, resetOffsetsAt } from './admin/reset-offsets.ts';
export { ask, createRocketmqAdmin, type RocketmqAdmin } from './admin/rocketmq-admin.ts';
export { systemTopicsOfBroker, systemTopicsOfClusters, topicNames } from './admin/topic-names.ts';
export { consumersOf, topicStats } from './admin/topic-stats.ts';
export {
  deleteTopic,
  type NewTopic,
  putTopic,
  putTopics,
  type TopicDeletion,
  topicConfig,
  topicConfigs,
} from './admin/topics.ts';
export { createUser, deleteUser, findUser, listUsers, updateUser } from './admin/users.ts';

export { addWritePermission, wipeWritePermission } from './admin/write-permission.ts';

export type { ClientOptions } from './client/client-options.ts';
export type { ReplyMessage } from './client/core/reply-message.ts';
export { clientErrors } from './client/errors.ts';
export { compareQueues, queueKey } from './client/message-queue.ts';
export type { OutgoingMessage, PropertyInput } from './client/producer/outgoing-message.ts';
export type { Producer, ProducerOptions, SendOptions } from './client/producer/producer.ts';
export type { SendResult, SendStatus } from './client/producer/send-result.ts';
export type { TransactionOutcome } from './client/producer/transaction-end.ts';
export type { TransactionChecker, TransactionResult } from './client/producer/transactions.ts';
export type {
  PullConsumer,
  PullConsumerOptions,
  PullOptions,
  PullResult,
} from './client/pull/pull-consumer.ts';
export type { PullAnswer, PullStatus } from './client/pull/pull-request.ts';
export type { PushConsumer } from './client/push/push-consumer.ts';
export type {
  ConcurrentOptions,
  OrderlyOptions,
  PushConsumerOptions,
  Retry,
  Suspend,
} from './client/push/push-options.ts';
export type { ReceivedMessage } from './client/push/received-message.ts';
export { RocketmqClient } from './client/rocketmq-client.ts';
export type { SubscriptionOptions } from './client/subscription.ts';

export { parseAddress, parseNameServers, vipAddress } from './connection/address.ts';
export { type CallOptions, type CallResult, call, tell } from './connection/call.ts';
export { ConnectionPool } from './connection/connection-pool.ts';
export { accessKeyOf, type Credentials, isSignedWith, signed } from './connection/credentials.ts';
export { connectionErrors } from './connection/errors.ts';
export { NameServers } from './connection/name-servers.ts';
export {
  type Answer,
  type ConnectionOptions,
  type OutgoingRequest,
  RemotingConnection,
  type RequestHandler,
  SOCKET_ERRORS,
} from './connection/remoting-connection.ts';
export {
  type BatchEntry,
  type BatchMessage,
  decodeBatch,
  encodeBatch,
} from './message/batch.ts';
export { checkBatch } from './message/batch-checks.ts';
export { bodyCrcOf, verifyBodyCrc } from './message/body-crc.ts';
export {
  compressBody,
  compressionOf,
  DEFAULT_DECOMPRESSED_LIMIT,
  decompressBody,
  type MessageCompression,
  withCompression,
} from './message/compression.ts';
export { type DecodeOptions, decodeMessages } from './message/decode-messages.ts';
export { DEFAULT_DELAY_LEVELS, delayQueueOf, parseDelayLevels } from './message/delay-levels.ts';
export { encodeStoredMessage } from './message/encode-message.ts';
export { messageErrors } from './message/errors.ts';
export { type GrpcIdParts, type MessageId, messageIdOf, parseMessageId } from './message/ids/message-id.ts';
export {
  type MessageLocation,
  offsetMessageId,
  parseOffsetMessageId,
} from './message/ids/offset-message-id.ts';
export {
  createUniqueKeys,
  nearestTime,
  parseUniqueKey,
  type UniqueKeyParts,
  type UniqueKeySource,
} from './message/ids/unique-key.ts';
export { unwrapInnerBatch } from './message/inner-batch.ts';
export { joinKeys, splitKeys, tagCode } from './message/keys.ts';
export type { MessageFormat } from './message/layout.ts';
export {
  decodeProperties,
  encodeProperties,
  MAX_PROPERTY_BYTES,
  type MessageProperties,
  parsePropertyText,
  propertyText,
} from './message/properties.ts';
export { PROPERTY, SYSTEM_PROPERTIES, TRANSIENT_PROPERTY_PREFIX } from './message/property-names.ts';
export { changedMessage, type StoredMessage, type StoredMessageFields } from './message/stored-message.ts';
export {
  isInnerBatch,
  SYS_FLAG,
  type TransactionState,
  transactionStateOf,
  withTransactionState,
} from './message/sys-flag.ts';
export { namespaceOf, withNamespace, withoutNamespace } from './names/namespace.ts';
export {
  AUTO_CREATE_TOPIC,
  type ClusterNames,
  HALF_OP_TOPIC,
  HALF_TOPIC,
  isInternalGroup,
  isInternalTopic,
  isSystemGroup,
  isSystemTopic,
  SCHEDULE_TOPIC,
  SYSTEM_TOPICS,
  TIMER_TOPIC,
  TRACE_TOPIC,
} from './names/system-names.ts';
export {
  DLQ_PREFIX,
  dlqTopic,
  isReplyTopic,
  LMQ_PREFIX,
  popRetryTopic,
  RETRY_PREFIX,
  replyTopic,
  retryTopic,
} from './names/topic-names.ts';
export type { AccessAccount, AccessConfig } from './protocol/bodies/access-config.ts';

export type {
  ClientConnection,
  ConsumerConnections,
  ProducerClient,
  SubscriptionData,
} from './protocol/bodies/clients.ts';
export type { ConsumeStats, QueueProgress } from './protocol/bodies/consume-stats.ts';
export type { ConsumedQueue, ConsumerRunningInfo } from './protocol/bodies/consumer-running-info.ts';

export type { MessageQueue } from './protocol/bodies/message-queue.ts';

export type { CommittedOffsets } from './protocol/bodies/offset-tables.ts';
export type { ProxyHeartbeat } from './protocol/bodies/proxy-heartbeat.ts';
export type {
  GroupRetryPolicy,
  SimpleSubscription,
  SubscriptionGroupConfig,
} from './protocol/bodies/subscription-group-config.ts';
export type { TopicConfig } from './protocol/bodies/topic-config.ts';
export type { QueueStats, TopicStats } from './protocol/bodies/topic-stats.ts';
export type {
  AclPolicy,
  AclUser,
  PolicyRule,
  SubjectPolicies,
} from './protocol/bodies/users-and-policies.ts';
export { BodyValue, jsonBody } from './protocol/body-value.ts';
export { brokerError, brokerErrors } from './protocol/broker-errors.ts';
export {
  type ClientLanguage,
  type HeaderFields,
  LANGUAGES,
  MQ_VERSION,
  NO_BODY,
  ONEWAY_FLAG,
  RESPONSE_FLAG,
  type RemotingCommand,
  type Serialization,
} from './protocol/command.ts';
export { protocolErrors } from './protocol/errors.ts';
export { type FastjsonObject, type FastjsonValue, parseFastjson } from './protocol/fastjson.ts';
export {
  decodeFields,
  encodeFields,
  type FieldSpec,
  type FieldSpecs,
  type FieldValues,
} from './protocol/fields.ts';
export { decodeFrame, encodeFrame, MAX_FRAME_BYTES, MAX_HEADER_BYTES } from './protocol/frame.ts';
export { jsonBytes, jsonText } from './protocol/json-text.ts';
export type { Settings } from './protocol/properties.ts';
export { releaseName, releaseNumber } from './protocol/release.ts';
export type { KnownIn, RequestDefinition, RequestReceiver } from './protocol/request.ts';
export { GET_BROKER_CLUSTER_INFO, GET_ROUTEINFO_BY_TOPIC } from './protocol/requests/name-server.ts';
export { RESPONSE, type ResponseName, responseName } from './protocol/response-codes.ts';
export type { BrokerData, ClusterInfo, QueueData, TopicRoute } from './protocol/route-data.ts';
