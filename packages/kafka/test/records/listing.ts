import { createHash, type Hash } from 'node:crypto';
import {
  batchBytes,
  headerOfBatch,
  type KafkaRecord,
  readRecords,
  scanBatches,
  verifyCrc,
} from '../../src/records/index.ts';

/**
 * What Kafka's own classes say of a piece of record data, as tools/record-vectors writes it: `records` in
 * base64, and each batch with its header and records.
 */
export interface Vector {
  readonly name: string;
  readonly records: string;
  readonly batches: readonly BatchListing[];
}

/** 64-bit integers as text; `baseOffset`, `baseTimestamp`, `recordCount` for format 2 only. */
export interface BatchListing extends Readonly<Record<string, unknown>> {
  readonly magic: number;
  readonly count: number;
  readonly digest: string;
}

const LISTED_RECORDS = 10;

const isValid = (batch: Buffer): boolean => {
  try {
    verifyCrc(batch);
    return true;
  } catch {
    return false;
  }
};

const digestInt = (hash: Hash, value: number): void => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  hash.update(bytes);
};

const digestBytes = (hash: Hash, bytes: Buffer | null): void => {
  digestInt(hash, bytes === null ? -1 : bytes.length);
  if (bytes !== null) hash.update(bytes);
};

const digestRecord = (hash: Hash, record: KafkaRecord): void => {
  const numbers = Buffer.alloc(16);
  numbers.writeBigInt64BE(record.offset);
  numbers.writeBigInt64BE(record.timestamp, 8);
  hash.update(numbers);
  digestBytes(hash, record.key);
  digestBytes(hash, record.value);
  digestInt(hash, record.headers.length);
  for (const header of record.headers) {
    digestBytes(hash, Buffer.from(header.key));
    digestBytes(hash, header.value);
  }
};

const text = (bytes: Buffer | null) => bytes?.subarray(0, 32).toString('hex') ?? null;

const listRecord = (record: KafkaRecord) => ({
  offset: String(record.offset),
  timestamp: String(record.timestamp),
  key: text(record.key),
  value: text(record.value),
  headers: record.headers.map(({ key, value }) => [key, text(value)]),
});

const listBatch = (batch: Buffer): BatchListing => {
  const header = headerOfBatch(batch);
  const records = [...readRecords(batch)];
  const hash = createHash('sha256');
  for (const record of records) digestRecord(hash, record);
  return {
    magic: header.magic,
    size: header.size,
    crc: header.crc,
    valid: isValid(batch),
    lastOffset: String(header.lastOffset),
    compression: header.compression,
    timestampType: header.magic === 0 ? 'NoTimestampType' : header.timestampType,
    maxTimestamp: String(header.maxTimestamp),
    producerId: String(header.producerId),
    producerEpoch: header.producerEpoch,
    baseSequence: header.baseSequence,
    partitionLeaderEpoch: header.partitionLeaderEpoch,
    isTransactional: header.isTransactional,
    isControl: header.isControl,
    hasDeleteHorizon: header.hasDeleteHorizon,
    ...(header.magic === 2 && {
      baseOffset: String(header.baseOffset),
      baseTimestamp: String(header.baseTimestamp),
      recordCount: header.recordCount,
    }),
    count: records.length,
    digest: hash.digest('hex'),
    ...(records.length <= LISTED_RECORDS && { list: records.map(listRecord) }),
  };
};

/** Our own listing of record data, in the shape of Java's. */
export const listBatches = (records: Buffer): BatchListing[] =>
  scanBatches(records).batches.map((header) => listBatch(batchBytes(records, header)));
