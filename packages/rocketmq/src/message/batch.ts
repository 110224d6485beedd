import { checkBatch } from './batch-checks.ts';
import { messageErrors } from './errors.ts';
import { encodeProperties, type MessageProperties } from './properties.ts';

/** A message to be sent in a batch. */
export interface BatchMessage {
  readonly topic: string;
  /** The user's own number, 0 unless given. */
  readonly flag?: number;
  readonly body: Buffer;
  readonly properties: MessageProperties;
}

/** A message read from a batch; buffers are views on the data. */
export interface BatchEntry {
  readonly flag: number;
  readonly body: Buffer;
  readonly propertyBytes: Buffer;
  /** The whole entry. */
  readonly raw: Buffer;
}

/** Total size, magic and checksum (both 0), flag, length of the body; behind the body: length of the properties. */
const BEFORE_BODY = 20;
const PROPERTIES_LENGTH = 2;
const SMALLEST = BEFORE_BODY + PROPERTIES_LENGTH;

const AT_FLAG = 12;
const AT_BODY_LENGTH = 16;

/**
 * The body of a batch request. Its topic is in the request's header.
 * Throws ROCKETMQ_PROPERTIES_TOO_LONG, ROCKETMQ_PROPERTY_INVALID and what `checkBatch` throws.
 * Source: MessageBatch.generateFromList and MessageDecoder.encodeMessages.
 */
export const encodeBatch = (messages: readonly BatchMessage[]): Buffer => {
  checkBatch(messages);
  const encoded = messages.map(({ flag = 0, body, properties }) => ({
    flag,
    body,
    propertyBytes: encodeProperties(properties),
  }));
  const sizes = encoded.map(({ body, propertyBytes }) => SMALLEST + body.length + propertyBytes.length);
  const batch = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  for (const [i, { flag, body, propertyBytes }] of encoded.entries()) {
    at = batch.writeInt32BE(sizes[i]!, at);
    at = batch.writeInt32BE(0, at);
    at = batch.writeInt32BE(0, at);
    at = batch.writeInt32BE(flag, at);
    at = batch.writeInt32BE(body.length, at);
    at += body.copy(batch, at);
    at = batch.writeInt16BE(propertyBytes.length, at);
    at += propertyBytes.copy(batch, at);
  }
  return batch;
};

/** More than could be in the 4 MB that a broker takes at once; each takes many times its smallest size in memory. */
export const MAX_BATCH_ENTRIES = 200_000;

/**
 * Decodes the body of a batch request, or of an inner batch. Magic and checksum are not looked at: producers write 0.
 * Throws ROCKETMQ_MESSAGE_MALFORMED, also for more than `limit` entries.
 */
export const decodeBatch = (data: Buffer, limit: number = MAX_BATCH_ENTRIES): BatchEntry[] => {
  const entries: BatchEntry[] = [];
  for (let at = 0; at < data.length; ) {
    if (entries.length === limit) throw malformed(at, `more than ${limit} entries`);
    const left = data.length - at;
    const size = left < SMALLEST ? 0 : data.readInt32BE(at);
    if (size < SMALLEST || size > left)
      throw malformed(at, `an entry of ${size} bytes where there are ${left}`);
    const bodyStart = at + BEFORE_BODY;
    const bodyLength = data.readInt32BE(at + AT_BODY_LENGTH);
    const bodyEnd = bodyStart + bodyLength;
    const propertiesStart = bodyEnd + PROPERTIES_LENGTH;
    const end = at + size;
    if (bodyLength < 0 || propertiesStart > end) throw malformed(at, `a body of ${bodyLength} bytes`);
    const propertiesLength = data.readInt16BE(bodyEnd);
    if (propertiesStart + propertiesLength !== end) {
      throw malformed(bodyEnd, `properties of ${propertiesLength} bytes`);
    }
    entries.push({
      flag: data.readInt32BE(at + AT_FLAG),
      body: data.subarray(bodyStart, bodyEnd),
      propertyBytes: data.subarray(propertiesStart, end),
      raw: data.subarray(at, end),
    });
    at = end;
  }
  return entries;
};

const malformed = (offset: number, reason: string): Error =>
  messageErrors.ROCKETMQ_MESSAGE_MALFORMED({ offset, reason: `in a batch: ${reason}` });
