export { BatchAssembler, type BatchFields } from './batch-assembler.ts';
export {
  buildBatch,
  fillerBatch,
  type NewBatchFields,
  type NewRecord,
  withCreateTime,
} from './batch-builder.ts';
export { computeCrc, verifyCrc } from './batch-crc.ts';
export {
  BATCH,
  type BatchHeader,
  type BatchScan,
  batchBytes,
  headerOfBatch,
  readBatchHeader,
  scanBatches,
  type TimestampType,
} from './batch-header.ts';
export {
  type CompressionName,
  compress,
  DEFAULT_DECOMPRESSED_LIMIT,
  decompress,
} from './compression.ts';
export { type TransactionEnd, transactionEndOf } from './end-marker.ts';
export { encodeBody, type RecordContent, type RecordHeader, readBody } from './record-body.ts';
export type { RecordSlices } from './record-cursor.ts';
export { recordErrors } from './record-errors.ts';
export { type KafkaRecord, readRecords } from './record-reader.ts';
export { forEachRecordSlice, openRecordSlices, type ReadOptions } from './record-slices.ts';
export { type HeaderChanges, rewriteHeader } from './rewrite-header.ts';
