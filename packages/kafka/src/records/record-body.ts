import { type ByteReader, ByteWriter } from '@mqferry/core';

/**
 * A record's *body* is what format 2 stores of it after its timestamp and offset: key, value and headers, each
 * with its length before it as a zigzag variable-length integer (-1 for null).
 * Source: Kafka's protocol guide, "Record", and the DefaultRecord class.
 */
export interface RecordHeader {
  readonly key: string;
  readonly value: Buffer | null;
}

export interface RecordContent {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly RecordHeader[];
}

const NO_HEADERS: readonly RecordHeader[] = [];

/** Any negative length stands for null, as in Kafka's own readers. */
const readNullableBytes = (reader: ByteReader): Buffer | null => {
  const length = reader.varint();
  return length < 0 ? null : reader.bytes(length);
};

const readHeaders = (reader: ByteReader): readonly RecordHeader[] => {
  const count = reader.varint();
  if (count === 0) return NO_HEADERS;
  if (count < 0) throw reader.malformed(`a record with ${count} headers`);
  const headers: RecordHeader[] = [];
  for (let i = 0; i < count; i++) {
    headers.push({ key: reader.text(reader.varint()), value: readNullableBytes(reader) });
  }
  return headers;
};

/** Reads a body; key and values are views. Throws BYTES_TRUNCATED and BYTES_MALFORMED. */
export const readBody = (reader: ByteReader): RecordContent => ({
  key: readNullableBytes(reader),
  value: readNullableBytes(reader),
  headers: readHeaders(reader),
});

const writeNullableBytes = (writer: ByteWriter, bytes: Buffer | null): void => {
  writer.varint(bytes === null ? -1 : bytes.length);
  if (bytes !== null) writer.bytes(bytes);
};

/** The body of a record, in the shortest form. */
export const encodeBody = ({ key, value, headers }: RecordContent): Buffer => {
  const writer = new ByteWriter();
  writeNullableBytes(writer, key);
  writeNullableBytes(writer, value);
  writer.varint(headers.length);
  for (const header of headers) {
    writer.varint(Buffer.byteLength(header.key));
    writer.text(header.key);
    writeNullableBytes(writer, header.value);
  }
  return writer.toBuffer();
};

/** Whether the integer that ends before `end` has a last group of zeros, and so could be shorter. */
const isPadded = (reader: ByteReader, start: number): boolean =>
  reader.offset - start > 1 && reader.buffer[reader.offset - 1] === 0;

/**
 * Moves over a body without reading it out. Returns whether its bytes are in the shortest form: they may be
 * compared with other bodies then. Throws BYTES_TRUNCATED and BYTES_MALFORMED.
 */
export const skipBody = (reader: ByteReader): boolean => {
  let shortest = true;
  const length = (): number => {
    const start = reader.offset;
    const value = reader.varint();
    if (value < -1 || isPadded(reader, start)) shortest = false;
    return value;
  };
  const skip = (count: number): void => {
    if (count > reader.remaining) reader.bytes(count);
    else if (count > 0) reader.offset += count;
  };
  skip(length());
  skip(length());
  const headers = length();
  if (headers < 0) throw reader.malformed(`a record with ${headers} headers`);
  for (let i = 0; i < headers; i++) {
    const keyLength = length();
    if (keyLength < 0) throw reader.malformed('a header without key');
    skip(keyLength);
    skip(length());
  }
  return shortest;
};

/** The same body in the shortest form, header keys byte for byte. */
export const shortenBody = (reader: ByteReader): Buffer => {
  const writer = new ByteWriter();
  writeNullableBytes(writer, readNullableBytes(reader));
  writeNullableBytes(writer, readNullableBytes(reader));
  const headers = reader.varint();
  writer.varint(headers);
  for (let i = 0; i < headers; i++) {
    writeNullableBytes(writer, reader.bytes(reader.varint()));
    writeNullableBytes(writer, readNullableBytes(reader));
  }
  return writer.toBuffer();
};
