/**
 * Where the fields of a stored message are. All integers are big-endian. Source: MessageDecoder and MessageVersion of
 * 5.5.0; format 2 exists since 5.x, for topics of more than 127 bytes.
 *
 *   i32 total size, i32 magic, i32 checksum of the body, i32 queue id, i32 flag, i64 queue offset, i64 commit log offset,
 *   i32 system flag, i64 born timestamp, born host (4 or 16 bytes, i32 port), i64 store timestamp, store host (likewise),
 *   i32 reconsume times, i64 prepared transaction offset, i32 + body, i8 (format 1) or i16 (format 2) + topic,
 *   i16 + properties
 */
export const AT = {
  totalSize: 0,
  magic: 4,
  bodyCrc: 8,
  queueId: 12,
  flag: 16,
  queueOffset: 20,
  commitLogOffset: 28,
  sysFlag: 36,
  bornTimestamp: 40,
  bornHost: 48,
} as const;

/** Behind the born host: the store timestamp, 8 bytes, and the store host. */
export const STORE_TIMESTAMP_BYTES = 8;
/** Behind the store host, by how far they are before the body. */
export const TO_BODY = { reconsumeTimes: 16, preparedTransactionOffset: 12, bodyLength: 4 } as const;
/** Length of the properties. */
export const PROPERTIES_LENGTH_BYTES = 2;

export const MAGIC = { 1: 0xdaa320a7 | 0, 2: 0xdaa320ab | 0 } as const;
/** Fills what is left at the end of a commit log file; only its total size means anything. */
export const BLANK_MAGIC = 0xcbd43194 | 0;
/** Total size and magic. */
export const BLANK_BYTES = 8;

/** The layout of a stored message. */
export type MessageFormat = 1 | 2;

/** Bytes that a topic may take in each format; in format 1 its length has a sign too. */
export const MAX_TOPIC_BYTES: Readonly<Record<MessageFormat, number>> = { 1: 127, 2: 32_767 };
