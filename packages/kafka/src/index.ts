export {
  type Acl,
  type AclFilter,
  aclText,
  createAcls,
  deleteAcls,
  describeAcls,
  tryCreateAcls,
} from './admin/acls.ts';
export { type BrokerProtocol, protocolOf } from './admin/broker-protocol.ts';
export { byTopic, partitionText, type TopicPartition } from './admin/by-leader.ts';
export {
  alterConfigs,
  type ConfigEntry,
  type ConfigResource,
  type ConfigSource,
  describeConfigs,
} from './admin/configs.ts';
export {
  type CommittedOffset,
  commitGroupOffsets,
  deleteGroupOffsets,
  fetchGroupOffsets,
  fetchOffsetsOfGroups,
} from './admin/group-offsets.ts';
export {
  deleteGroup,
  describeGroup,
  describeGroups,
  type GroupDescription,
  type GroupType,
  type ListedGroup,
  listGroups,
} from './admin/groups.ts';
export { describeLogDirectories, type LogDirectory } from './admin/log-dirs.ts';
export {
  deleteRecords,
  lastStableOffsets,
  listOffsets,
  logEndOffsets,
  logEndsOn,
  OFFSET_EARLIEST,
  OFFSET_LATEST,
  tellsLogEnds,
} from './admin/offsets.ts';
export {
  createPartitions,
  electLeaders,
  listReassignments,
  type Reassignment,
  type ReplicaPlacement,
  reassignPartitions,
} from './admin/partitions.ts';
export { type ActiveProducer, describeProducers } from './admin/producers.ts';
export {
  alterQuotas,
  describeQuotas,
  type Quota,
  type QuotaChange,
  type QuotaEntity,
} from './admin/quotas.ts';
export {
  alterScramUsers,
  describeScramUsers,
  type ScramChange,
  type ScramCredential,
  type ScramMechanism,
} from './admin/scram-users.ts';
export {
  type CreatedConfigs,
  createTopics,
  deleteTopics,
  type NewTopic,
  tryCreateTopics,
} from './admin/topics.ts';
export {
  describeTransaction,
  type ListedTransaction,
  listTransactions,
  type TransactionDescription,
} from './admin/transactions.ts';
export {
  BrokerConnection,
  type BrokerConnectionOptions,
  type MessageFor,
  type SendOptions,
} from './client/broker-connection.ts';
export { brokerError, brokerErrorName, throwOnError } from './client/broker-error.ts';
export type {
  BrokerNode,
  ClusterMetadata,
  PartitionMetadata,
  TopicMetadata,
} from './client/cluster-metadata.ts';
export type { ConnectionConfig, OAuthToken, SaslConfig } from './client/connection-config.ts';
export { EmptyTransactions, mayUseTransactionalId } from './client/empty-transactions.ts';
export {
  type AbortedTransaction,
  type FetchAnswer,
  type FetchBounds,
  type FetchedPartition,
  type FetchWant,
  fetchRecords,
} from './client/fetch-records.ts';
export { type Destination, KafkaClient, type KafkaClientOptions } from './client/kafka-client.ts';
export type { BrokerAddress } from './client/open-socket.ts';
export {
  type ProduceAnswer,
  type ProducedPartition,
  type ProduceItem,
  produceBatches,
} from './client/produce-batches.ts';
export { type TransactionalBatch, TransactionalProducer } from './client/transactional-producer.ts';
export type { OfferedVersions } from './client/version-negotiation.ts';
export {
  mayWriteMarkers,
  type TransactionMarker,
  type WrittenMarker,
  writeMarkers,
} from './client/write-markers.ts';
export type { Warning as ClientPropertiesWarning } from './client-properties/config-warnings.ts';
export { type FileAccess, givenFiles } from './client-properties/file-access.ts';
export {
  type ClientPropertiesSource,
  type LoadClientPropertiesOptions,
  type LoadedClientProperties,
  loadClientProperties,
} from './client-properties/load-client-properties.ts';
export { type PortableProperties, portableProperties } from './client-properties/portable-properties.ts';
export { withSecretsOf } from './client-properties/secret-properties.ts';
export { GroupMember, type GroupMemberOptions } from './group/group-member.ts';
export { describeMembers, heartbeat, leaveGroup, type MemberMetadata } from './group/group-requests.ts';
export { LeaseDeadline } from './group/lease-deadline.ts';
export { MemberLease } from './group/member-lease.ts';
export { OFFSETS_TOPIC, type OffsetsTopicRecord, readOffsetsTopicRecord } from './group/offsets-topic.ts';
export type { Api } from './protocol/api.ts';
export { kafkaErrorByCode } from './protocol/error-codes.ts';
// The generated index is itself a list of names: each API, its request and response type.
export * from './protocol/generated/index.ts';
export type { Loose, MessageCodec } from './protocol/message-codec.ts';
export {
  BATCH,
  BatchAssembler,
  type BatchFields,
  type BatchHeader,
  type BatchScan,
  batchBytes,
  buildBatch,
  type CompressionName,
  compress,
  computeCrc,
  DEFAULT_DECOMPRESSED_LIMIT,
  decompress,
  encodeBody,
  fillerBatch,
  forEachRecordSlice,
  type HeaderChanges,
  headerOfBatch,
  type KafkaRecord,
  type NewBatchFields,
  type NewRecord,
  openRecordSlices,
  type ReadOptions,
  type RecordContent,
  type RecordHeader,
  type RecordSlices,
  readBatchHeader,
  readBody,
  readRecords,
  recordErrors,
  rewriteHeader,
  scanBatches,
  type TimestampType,
  type TransactionEnd,
  transactionEndOf,
  verifyCrc,
  withCreateTime,
} from './records/index.ts';
export { parseZookeeperAddress, type ZookeeperAddress } from './zookeeper/zookeeper-address.ts';
export { readZookeeperTopics, type ZookeeperTopic } from './zookeeper/zookeeper-topics.ts';
