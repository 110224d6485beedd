import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { GRPC, GrpcFailure } from './grpc-frames.ts';

/** A field of a protobuf message. */
interface WireField {
  readonly no: number;
  readonly type: WireType;
  /** Its value as it was written; that of a text or a message has its length before it. */
  readonly raw: Uint8Array;
}

/** A protobuf message of which only some fields are known; the others stay as they were written. */
export type WireMessage = readonly WireField[];

const fieldsIn = (bytes: Uint8Array): WireField[] => {
  const reader = new BinaryReader(bytes);
  const fields: WireField[] = [];
  while (reader.pos < reader.len) {
    const [no, type] = reader.tag();
    fields.push({ no, type, raw: reader.skip(type, no) });
  }
  return fields;
};

/** Throws GrpcFailure for what is no message. */
export const readMessage = (bytes: Uint8Array): WireMessage => {
  try {
    return fieldsIn(bytes);
  } catch (error) {
    throw new GrpcFailure(GRPC.INTERNAL, `a message that cannot be read: ${(error as Error).message}`);
  }
};

export const messageBytes = (message: WireMessage): Uint8Array => {
  const writer = new BinaryWriter();
  for (const { no, type, raw } of message) writer.tag(no, type).raw(raw);
  return writer.finish();
};

const lengthDelimited = (message: WireMessage, no: number): Uint8Array[] =>
  message
    .filter((field) => field.no === no && field.type === WireType.LengthDelimited)
    .map(({ raw }) => new BinaryReader(raw).bytes());

/** The messages in a repeated field. */
export const messagesIn = (message: WireMessage, no: number): WireMessage[] =>
  lengthDelimited(message, no).map(readMessage);

/** The message in a field; an absent one has no fields, and so is in effect the same. */
export const messageIn = (message: WireMessage, no: number): WireMessage =>
  messagesIn(message, no).at(-1) ?? [];

/** The text in a field, empty when absent. */
export const textIn = (message: WireMessage, no: number): string =>
  Buffer.from(lengthDelimited(message, no).at(-1) ?? []).toString();

/** The number in a field of type int32 or an enumeration, 0 when absent. */
export const numberIn = (message: WireMessage, no: number): number => {
  const field = message.findLast((each) => each.no === no && each.type === WireType.Varint);
  return field ? new BinaryReader(field.raw).int32() : 0;
};

/** What a field can be set to. */
export type WireValue = string | number | WireMessage;

const fieldOf = (no: number, value: WireValue): WireField => {
  const writer = new BinaryWriter();
  if (typeof value === 'number') return { no, type: WireType.Varint, raw: writer.int32(value).finish() };
  const raw = typeof value === 'string' ? writer.string(value) : writer.bytes(messageBytes(value));
  return { no, type: WireType.LengthDelimited, raw: raw.finish() };
};

/** The same message with other values in one field, all the others untouched. */
export const withField = (message: WireMessage, no: number, ...values: WireValue[]): WireMessage => [
  ...message.filter((field) => field.no !== no),
  ...values.map((value) => fieldOf(no, value)),
];
