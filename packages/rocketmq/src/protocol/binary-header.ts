import { ByteReader, ByteWriter } from '@mqferry/core';
import { type HeaderFields, LANGUAGES, type RemotingCommand } from './command.ts';
import { protocolErrors } from './errors.ts';

const MAX_INT16 = 0x7fff;

const putText = (writer: ByteWriter, text: string | undefined): void => {
  writer.int32(text === undefined ? 0 : Buffer.byteLength(text));
  if (text !== undefined) writer.text(text);
};

const putFields = (writer: ByteWriter, fields: HeaderFields): void => {
  const content = new ByteWriter();
  for (const [key, value] of Object.entries(fields)) {
    content.int16(Buffer.byteLength(key));
    content.text(key);
    putText(content, value);
  }
  writer.int32(content.length);
  writer.bytes(content.toBuffer());
};

/** Whether a code can be told in this form, which has two bytes for it. */
export const fitsBinaryHeader = (code: number): boolean => code >= -MAX_INT16 - 1 && code <= MAX_INT16;

/** Writes a header in the form ROCKETMQ (Java: `RocketMQSerializable`). */
export const encodeBinaryHeader = (command: RemotingCommand): Buffer => {
  const writer = new ByteWriter();
  writer.int16(command.code);
  writer.int8(LANGUAGES.indexOf(command.language));
  writer.int16(command.version);
  writer.int32(command.opaque);
  writer.int32(command.flag);
  putText(writer, command.remark);
  putFields(writer, command.fields);
  return writer.toBuffer();
};

const readFields = (reader: ByteReader): HeaderFields => {
  const size = reader.int32();
  if (size < 0 || size > reader.remaining) throw reader.malformed(`${size} bytes of header fields`);
  const end = reader.offset + size;
  const fields: Record<string, string> = Object.create(null);
  while (reader.offset < end) {
    const key = reader.text(reader.int16());
    fields[key] = reader.text(reader.int32());
  }
  if (reader.offset !== end) throw reader.malformed('a header field beyond the end of the fields');
  return fields;
};

/** Reads a header in the form ROCKETMQ. Throws ROCKETMQ_FRAME_MALFORMED. */
export const decodeBinaryHeader = (header: Buffer): Omit<RemotingCommand, 'body' | 'serialization'> => {
  const reader = new ByteReader(header);
  try {
    const code = reader.int16();
    const language = LANGUAGES[reader.int8()] ?? 'OTHER';
    const version = reader.int16();
    const opaque = reader.int32();
    const flag = reader.int32();
    const remark = reader.text(reader.int32()) || undefined;
    return { code, language, version, opaque, flag, remark, fields: readFields(reader) };
  } catch (error) {
    throw protocolErrors.ROCKETMQ_FRAME_MALFORMED({ reason: (error as Error).message }, error);
  }
};
