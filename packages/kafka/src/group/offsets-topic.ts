import { ByteReader } from '@mqferry/core';

/** What a record of `__consumer_offsets` says; undefined where it takes back what an earlier one said. */
export type OffsetsTopicRecord =
  | {
      readonly kind: 'offset';
      readonly group: string;
      readonly topic: string;
      readonly partition: number;
      readonly offset: bigint | undefined;
    }
  | {
      readonly kind: 'group';
      readonly group: string;
      readonly about: { readonly protocolType: string; readonly members: number } | undefined;
    };

/** The topic in which coordinators keep what groups have committed. */
export const OFFSETS_TOPIC = '__consumer_offsets';

/** Versions of keys: those of offsets, and that of groups; newer ones are of newer kinds of groups. */
const OFFSET_KEYS: ReadonlySet<number> = new Set([0, 1]);
const GROUP_KEY = 2;
/** The first version of GroupMetadataValue with compact texts and lists. */
const COMPACT = 4;
/** The first one that says when its state was entered. */
const WITH_TIME = 2;

const text = (reader: ByteReader): string => reader.text(reader.int16());

const nullableText = (reader: ByteReader, isCompact: boolean): string | null => {
  const size = isCompact ? reader.unsignedVarint() - 1 : reader.int16();
  return size < 0 ? null : reader.text(size);
};

/** GroupMetadataValue up to the number of its members. */
const aboutGroup = (reader: ByteReader): { protocolType: string; members: number } => {
  const version = reader.int16();
  const isCompact = version >= COMPACT;
  const protocolType = nullableText(reader, isCompact) ?? '';
  reader.int32();
  nullableText(reader, isCompact);
  nullableText(reader, isCompact);
  if (version >= WITH_TIME) reader.int64();
  return { protocolType, members: isCompact ? reader.unsignedVarint() - 1 : reader.int32() };
};

/**
 * Reads a record of the topic by the formats OffsetCommitKey 0–1, OffsetCommitValue 0–4, GroupMetadataKey 2 and
 * GroupMetadataValue 0–4 of Apache Kafka; undefined for records of other kinds. Throws BYTES_TRUNCATED and
 * BYTES_MALFORMED.
 */
export const readOffsetsTopicRecord = (
  key: Buffer | null,
  value: Buffer | null,
): OffsetsTopicRecord | undefined => {
  if (key === null) return undefined;
  const reader = new ByteReader(key);
  const version = reader.int16();
  if (version === GROUP_KEY) {
    return {
      kind: 'group',
      group: text(reader),
      about: value ? aboutGroup(new ByteReader(value)) : undefined,
    };
  }
  if (!OFFSET_KEYS.has(version)) return undefined;
  const [group, topic, partition] = [text(reader), text(reader), reader.int32()];
  // The offset follows the version in all of them.
  return { kind: 'offset', group, topic, partition, offset: value ? value.readBigInt64BE(2) : undefined };
};
