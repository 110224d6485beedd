import { ByteReader, type ByteWriter } from '@mqferry/core';
import { protocolErrors } from './errors.ts';

/** A tagged field as bytes (KIP-482). */
export interface TaggedField {
  tag: number;
  data: Buffer;
}

/** Any decoded struct: tags its schema does not know are kept, so that re-encoding loses nothing. */
export interface Tagged {
  unknownTaggedFields?: TaggedField[];
}

/** No tagged fields. */
export const NO_TAGS: readonly TaggedField[] = [];

/** Reads a known tagged field into the message; false if the tag means nothing in this version. */
export type TagDecoder<T> = (field: ByteReader, tag: number, message: T, version: number) => boolean;

/** Reads the tagged field section at the end of a struct into it. */
export const readTags = <T extends Tagged>(
  reader: ByteReader,
  message: T,
  version: number,
  decodeKnown?: TagDecoder<T>,
): void => {
  for (let left = reader.unsignedVarint(); left > 0; left -= 1) {
    const tag = reader.unsignedVarint();
    const data = reader.bytes(reader.unsignedVarint());
    const end = reader.offset;
    const field = new ByteReader(reader.buffer, end - data.length, end);
    if (decodeKnown?.(field, tag, message, version)) {
      if (field.remaining > 0) throw field.malformed(`${field.remaining} bytes too many in tag ${tag}`);
      continue;
    }
    message.unknownTaggedFields ??= [];
    message.unknownTaggedFields.push({ tag, data });
  }
};

/** Writes a tagged field section: the known fields that are set and the unknown ones, in the order of their tags. */
export const writeTags = (
  writer: ByteWriter,
  known: readonly TaggedField[],
  unknown: readonly TaggedField[] | undefined,
): void => {
  if (known.length === 0 && (unknown === undefined || unknown.length === 0)) {
    writer.uint8(0);
    return;
  }
  const all = [...known, ...(unknown ?? [])].sort((a, b) => a.tag - b.tag);
  writer.unsignedVarint(all.length);
  let previous = -1;
  for (const { tag, data } of all) {
    if (tag === previous) throw protocolErrors.PROTOCOL_TAG_DUPLICATE({ tag });
    previous = tag;
    writer.unsignedVarint(tag);
    writer.unsignedVarint(data.length);
    writer.bytes(data);
  }
};
