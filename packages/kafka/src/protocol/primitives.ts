import type { ByteReader, ByteWriter } from '@mqferry/core';
import { protocolErrors } from './errors.ts';

/**
 * Kafka's field types, in the old form (fixed-size lengths, -1 is null) and in the compact form of flexible
 * versions (length + 1 as an unsigned varint, 0 is null). `field` names the field in errors.
 */

/** The uuid that stands for none. */
export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';
/** Default of byte fields. */
export const EMPTY_BYTES: Buffer = Buffer.alloc(0);

const LONGEST_TEXT = 0x7fff;
const nullForbidden = (field: string): Error => protocolErrors.PROTOCOL_NULL_FORBIDDEN({ field });

export const readBool = (reader: ByteReader): boolean => reader.int8() !== 0;

export const writeBool = (writer: ByteWriter, value: boolean): void => writer.int8(value ? 1 : 0);

/** A uuid in Kafka's own text form. */
export const readUuid = (reader: ByteReader): string => reader.bytes(16).toString('base64url');

export const writeUuid = (writer: ByteWriter, value: string): void => {
  const bytes = Buffer.from(value, 'base64url');
  if (bytes.length !== 16 || value.length !== ZERO_UUID.length) {
    throw protocolErrors.PROTOCOL_UUID_MALFORMED({ value });
  }
  writer.bytes(bytes);
};

export const readNullableString = (
  reader: ByteReader,
  flexible: boolean,
  nullable: boolean,
  field: string,
): string | null => {
  const length = flexible ? reader.unsignedVarint() - 1 : reader.int16();
  if (length >= 0) {
    if (length > LONGEST_TEXT) throw reader.malformed(`text of ${length} bytes in ${field}`);
    return reader.text(length);
  }
  if (!nullable) throw nullForbidden(field);
  return null;
};

export const readString = (reader: ByteReader, flexible: boolean, field: string): string =>
  readNullableString(reader, flexible, false, field) as string;

export const writeString = (
  writer: ByteWriter,
  value: string | null,
  flexible: boolean,
  nullable: boolean,
  field: string,
): void => {
  if (value === null) {
    if (!nullable) throw nullForbidden(field);
    if (flexible) writer.uint8(0);
    else writer.int16(-1);
    return;
  }
  const bytes = Buffer.byteLength(value);
  if (bytes > LONGEST_TEXT) throw protocolErrors.PROTOCOL_TEXT_TOO_LONG({ field, bytes });
  if (flexible) writer.unsignedVarint(bytes + 1);
  else writer.int16(bytes);
  writer.text(value);
};

const readLength = (reader: ByteReader, flexible: boolean): number =>
  flexible ? reader.unsignedVarint() - 1 : reader.int32();

/** Writes the length of bytes or of an array; undefined stands for null. */
const writeLength = (writer: ByteWriter, length: number | undefined, flexible: boolean): void => {
  if (flexible) writer.unsignedVarint(length === undefined ? 0 : length + 1);
  else writer.int32(length ?? -1);
};

export const readNullableBytes = (
  reader: ByteReader,
  flexible: boolean,
  nullable: boolean,
  field: string,
): Buffer | null => {
  const length = readLength(reader, flexible);
  if (length >= 0) return reader.bytes(length);
  if (!nullable) throw nullForbidden(field);
  return null;
};

export const readBytes = (reader: ByteReader, flexible: boolean, field: string): Buffer =>
  readNullableBytes(reader, flexible, false, field) as Buffer;

export const writeBytes = (
  writer: ByteWriter,
  value: Buffer | null,
  flexible: boolean,
  nullable: boolean,
  field: string,
): void => {
  if (value === null && !nullable) throw nullForbidden(field);
  writeLength(writer, value?.length, flexible);
  if (value !== null) writer.bytes(value);
};

/** Reads one element of an array. */
export type ElementDecoder<T> = (reader: ByteReader, version: number, flexible: boolean) => T;
/** Writes one element of an array. */
export type ElementEncoder<T> = (writer: ByteWriter, element: T, version: number, flexible: boolean) => void;

export const readNullableArray = <T>(
  reader: ByteReader,
  flexible: boolean,
  nullable: boolean,
  field: string,
  decode: ElementDecoder<T>,
  version: number,
): T[] | null => {
  const count = readLength(reader, flexible);
  if (count < 0) {
    if (!nullable) throw nullForbidden(field);
    return null;
  }
  // No element takes less than a byte; the array still grows only as elements are really there.
  if (count > reader.remaining) throw reader.malformed(`${count} elements announced in ${field}`);
  const elements: T[] = [];
  for (let index = 0; index < count; index += 1) elements.push(decode(reader, version, flexible));
  return elements;
};

export const readArray = <T>(
  reader: ByteReader,
  flexible: boolean,
  field: string,
  decode: ElementDecoder<T>,
  version: number,
): T[] => readNullableArray(reader, flexible, false, field, decode, version) as T[];

export const writeArray = <T>(
  writer: ByteWriter,
  elements: readonly T[] | null,
  flexible: boolean,
  nullable: boolean,
  field: string,
  encode: ElementEncoder<T>,
  version: number,
): void => {
  if (elements === null && !nullable) throw nullForbidden(field);
  writeLength(writer, elements?.length, flexible);
  if (elements === null) return;
  for (const element of elements) encode(writer, element, version, flexible);
};

/** A struct that may be null is preceded by a byte: negative when it is. */
export const readNullableStruct = <T>(
  reader: ByteReader,
  decode: (reader: ByteReader, version: number) => T,
  version: number,
): T | null => (reader.int8() < 0 ? null : decode(reader, version));

export const writeNullableStruct = <T>(
  writer: ByteWriter,
  value: T | null,
  encode: (writer: ByteWriter, value: T, version: number) => void,
  version: number,
): void => {
  writer.int8(value === null ? -1 : 1);
  if (value !== null) encode(writer, value, version);
};

/** The error for a field that is set but that this version cannot carry. */
export const unsupported = (field: string, version: number): Error =>
  protocolErrors.PROTOCOL_FIELD_UNSUPPORTED({ field, version });
