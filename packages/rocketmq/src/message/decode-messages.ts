import { verifyBodyCrc } from './body-crc.ts';
import { DEFAULT_DECOMPRESSED_LIMIT } from './compression.ts';
import { createUnwrapper } from './inner-batch.ts';
import { MessageReader } from './message-reader.ts';
import type { StoredMessage } from './stored-message.ts';
import { isInnerBatch } from './sys-flag.ts';

/** How messages are decoded. */
export interface DecodeOptions {
  /** Whether the checksum of each body is checked. Java's clients do not. */
  readonly verifyCrc?: boolean;
  /** Bytes that one body, or all inner batches together, may take when decompressed; 64 MB unless given. */
  readonly decompressedLimit?: number;
  /** Leave inner batches as the messages they are stored as, to copy them or to look at them. */
  readonly keepInnerBatches?: boolean;
}

/**
 * Decodes stored messages that lie one behind the other, as in the answer to a pull or a part of a commit log, and
 * takes inner batches apart. Blank space at the end of a commit log file is skipped. Bodies and properties are views or
 * are decoded when asked for, so their own errors come then.
 *
 * Unlike Java's MessageDecoder.decodes, which silently drops everything from the first broken message on, it throws:
 * ROCKETMQ_MESSAGE_MALFORMED, ROCKETMQ_MESSAGE_CRC_MISMATCH, and for inner batches what `unwrapInnerBatch` throws.
 */
export const decodeMessages = (data: Buffer, options: DecodeOptions = {}): StoredMessage[] => {
  const {
    verifyCrc = false,
    decompressedLimit = DEFAULT_DECOMPRESSED_LIMIT,
    keepInnerBatches = false,
  } = options;
  const reader = new MessageReader(data, decompressedLimit);
  const unwrap = createUnwrapper(decompressedLimit);
  const messages: StoredMessage[] = [];
  for (let message = reader.next(); message !== undefined; message = reader.next()) {
    if (verifyCrc) verifyBodyCrc(message);
    if (keepInnerBatches || !isInnerBatch(message.sysFlag)) messages.push(message);
    else for (const inner of unwrap(message)) messages.push(inner);
  }
  return messages;
};
