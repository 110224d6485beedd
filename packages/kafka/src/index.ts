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
  describeGroup,
  fetchGroupOffsets,
  type GroupDescription,
  type ListedGroup,
  listGroups,
} from './admin/groups.ts';
export { describeLogDirectories, type LogDirectory } from './admin/log-dirs.ts';
export {
  deleteRecords,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
  OFFSET_LATEST,
} from './admin/offsets.ts';
export { createPartitions, createTopics, deleteTopics, type NewTopic } from './admin/topics.ts';
export {
  BrokerConnection,
  type BrokerConnectionOptions,
  type MessageFor,
} from './client/broker-connection.ts';
export { brokerError, brokerErrorName, throwOnError } from './client/broker-error.ts';
export type {
  BrokerNode,
  ClusterMetadata,
  PartitionMetadata,
  TopicMetadata,
} from './client/cluster-metadata.ts';
export type { ConnectionConfig, OAuthToken, SaslConfig, TlsConfig } from './client/connection-config.ts';
export { type Destination, KafkaClient, type KafkaClientOptions } from './client/kafka-client.ts';
export { addressText, type BrokerAddress } from './client/open-socket.ts';
export { type OfferedVersions, offers } from './client/version-negotiation.ts';
export type { Api } from './protocol/api.ts';
export { kafkaErrorByCode } from './protocol/error-codes.ts';
export * from './protocol/generated/index.ts';
export type { Loose, MessageCodec } from './protocol/message-codec.ts';
export {
  buildBatch,
  fillerBatch,
  type NewBatchFields,
  type NewRecord,
  withCreateTime,
} from './records/batch-builder.ts';
export { verifyCrc } from './records/batch-crc.ts';
export {
  type BatchHeader,
  batchBytes,
  headerOfBatch,
  readBatchHeader,
  scanBatches,
} from './records/batch-header.ts';
export type { CompressionName } from './records/compression.ts';
export { type KafkaRecord, readRecords } from './records/record-reader.ts';
export { forEachRecordSlice } from './records/record-slices.ts';
export { type HeaderChanges, rewriteHeader } from './records/rewrite-header.ts';
