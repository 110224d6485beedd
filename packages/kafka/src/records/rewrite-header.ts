import { advanceCrcDifference, shortCrc } from './batch-crc.ts';
import { ATTRIBUTE, BATCH } from './batch-header.ts';
import { recordErrors } from './record-errors.ts';

/** Header fields to be replaced; what is left out stays. */
export interface HeaderChanges {
  readonly baseOffset?: bigint;
  readonly partitionLeaderEpoch?: number;
  readonly producerId?: bigint;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly isTransactional?: boolean;
  /**
   * Can only be cleared. `baseTimestamp` keeps the horizon: the records' timestamps are relative to it
   * (MemoryRecordsBuilder starts from the horizon when the cleaner sets one), so they stay what they are.
   */
  readonly hasDeleteHorizon?: false;
}

const withBit = (attributes: number, bit: number, on: boolean | undefined): number =>
  on === undefined ? attributes : on ? attributes | bit : attributes & ~bit;

/**
 * Changes the header of a format 2 batch in place; the caller owns the buffer, which starts with the batch.
 *
 * The checksum is carried over, not computed anew: it changes by exactly what the header bytes changed by, so a
 * batch that was corrupt before is still recognised as corrupt afterwards, and the records are not read.
 * Base offset and leader epoch lie outside the checksum. Throws RECORDS_NOT_REWRITABLE for formats 0 and 1.
 */
export const rewriteHeader = (batch: Buffer, changes: HeaderChanges): void => {
  if (batch[BATCH.magic] !== 2) {
    throw recordErrors.RECORDS_NOT_REWRITABLE({
      offset: batch.readBigInt64BE(0),
      magic: batch[BATCH.magic]!,
    });
  }
  if (changes.baseOffset !== undefined) batch.writeBigInt64BE(changes.baseOffset, 0);
  if (changes.partitionLeaderEpoch !== undefined) {
    batch.writeInt32BE(changes.partitionLeaderEpoch, BATCH.partitionLeaderEpoch);
  }

  const before = shortCrc(batch, BATCH.attributes, BATCH.records);
  const { producerId, producerEpoch, baseSequence, isTransactional, hasDeleteHorizon } = changes;
  if (producerId !== undefined) batch.writeBigInt64BE(producerId, BATCH.producerId);
  if (producerEpoch !== undefined) batch.writeInt16BE(producerEpoch, BATCH.producerEpoch);
  if (baseSequence !== undefined) batch.writeInt32BE(baseSequence, BATCH.baseSequence);
  let attributes = batch.readInt16BE(BATCH.attributes);
  attributes = withBit(attributes, ATTRIBUTE.transactional, isTransactional);
  attributes = withBit(attributes, ATTRIBUTE.deleteHorizon, hasDeleteHorizon);
  batch.writeInt16BE(attributes, BATCH.attributes);
  const difference = before ^ shortCrc(batch, BATCH.attributes, BATCH.records);
  if (difference === 0) return;

  const length = BATCH.lengthEnd + batch.readInt32BE(8) - BATCH.records;
  const crc = batch.readUInt32BE(BATCH.crc) ^ advanceCrcDifference(difference, length);
  batch.writeUInt32BE(crc >>> 0, BATCH.crc);
};
