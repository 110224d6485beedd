import type { ByteReader, ByteWriter } from '@mqferry/core';
import { protocolErrors } from './errors.ts';
import type { TaggedField } from './tagged-fields.ts';

type Leaf = Buffer | TaggedField | string | number | bigint | boolean | null | undefined;

/**
 * What may be given to encode: every field is optional and a missing one has its schema's default.
 * `null` is not "missing" but a value of nullable fields.
 */
export type Loose<T> = T extends Leaf
  ? T
  : T extends readonly (infer Element)[]
    ? readonly Loose<Element>[]
    : { readonly [Field in keyof T]?: Loose<T[Field]> | undefined };

/** Both directions of one message, for every known version. */
export interface MessageCodec<T> {
  /** As in Kafka's schema: `FetchRequest`. */
  readonly name: string;
  /** Lowest known version. */
  readonly minVersion: number;
  /** Highest known version. */
  readonly maxVersion: number;
  /** First version with compact lengths and tagged fields; Infinity if there is none. */
  readonly flexibleFrom: number;
  /**
   * Appends the message. Byte fields are written by reference.
   * Throws PROTOCOL_VERSION_UNKNOWN, PROTOCOL_FIELD_UNSUPPORTED, PROTOCOL_NULL_FORBIDDEN, PROTOCOL_TEXT_TOO_LONG,
   * PROTOCOL_UUID_MALFORMED or PROTOCOL_TAG_DUPLICATE; what was appended before that is of no use.
   */
  encode(writer: ByteWriter, message: Loose<T>, version: number): void;
  /**
   * Reads the message; byte fields are views on the reader's buffer, bytes behind the message stay unread.
   * Throws PROTOCOL_VERSION_UNKNOWN, PROTOCOL_NULL_FORBIDDEN, BYTES_TRUNCATED or BYTES_MALFORMED.
   */
  decode(reader: ByteReader, version: number): T;
}

/** Guards generated code against versions it was not generated for. */
export const createCodec = <T>(generated: MessageCodec<T>): MessageCodec<T> => {
  const { name, minVersion, maxVersion, flexibleFrom, encode, decode } = generated;
  const check = (version: number): void => {
    if (version >= minVersion && version <= maxVersion) return;
    throw protocolErrors.PROTOCOL_VERSION_UNKNOWN({
      message: name,
      version,
      minimum: minVersion,
      maximum: maxVersion,
    });
  };
  return {
    name,
    minVersion,
    maxVersion,
    flexibleFrom,
    encode(writer, message, version) {
      check(version);
      encode(writer, message, version);
    },
    decode(reader, version) {
      check(version);
      return decode(reader, version);
    },
  };
};
