import { ByteWriter } from '@mqferry/core';
import { expect, test } from 'vitest';
import { readOffsetsTopicRecord } from '../../src/group/offsets-topic.ts';

const bytes = (write: (writer: ByteWriter) => void): Buffer => {
  const writer = new ByteWriter();
  write(writer);
  return writer.toBuffer();
};

const text = (writer: ByteWriter, value: string): void => {
  writer.int16(Buffer.byteLength(value));
  writer.text(value);
};

const compact = (writer: ByteWriter, value: string): void => {
  writer.unsignedVarint(Buffer.byteLength(value) + 1);
  writer.text(value);
};

const offsetKey = (version: number) =>
  bytes((writer) => {
    writer.int16(version);
    text(writer, 'billing');
    text(writer, 'orders');
    writer.int32(3);
  });

const groupKey = bytes((writer) => {
  writer.int16(2);
  text(writer, 'billing');
});

/** An offset in each version of its format (OffsetCommitValue). */
const offsetValue = (version: number) =>
  bytes((writer) => {
    writer.int16(version);
    writer.int64(2n ** 40n);
    if (version >= 3) writer.int32(7);
    if (version >= 4) compact(writer, 'note');
    else text(writer, 'note');
    writer.int64(1n);
    if (version === 1) writer.int64(2n);
    if (version >= 4) writer.unsignedVarint(0);
  });

test.each([0, 1, 2, 3, 4])('an offset of version %i', (version) => {
  expect(readOffsetsTopicRecord(offsetKey(version % 2), offsetValue(version))).toEqual({
    ...{ kind: 'offset', group: 'billing', topic: 'orders', partition: 3, offset: 2n ** 40n },
  });
});

/** A group in each version of its format (GroupMetadataValue), up to its members. */
const groupValue = (version: number) =>
  bytes((writer) => {
    const put = version >= 4 ? compact : text;
    writer.int16(version);
    put(writer, 'consumer');
    writer.int32(9);
    put(writer, 'range');
    if (version >= 4) writer.unsignedVarint(0);
    else writer.int16(-1);
    if (version >= 2) writer.int64(5n);
    if (version >= 4) writer.unsignedVarint(2 + 1);
    else writer.int32(2);
  });

test.each([0, 1, 2, 3, 4])('a group of version %i', (version) => {
  expect(readOffsetsTopicRecord(groupKey, groupValue(version))).toEqual({
    ...{ kind: 'group', group: 'billing', about: { protocolType: 'consumer', members: 2 } },
  });
});

test('what was taken back, and what is of another kind', () => {
  expect(readOffsetsTopicRecord(offsetKey(1), null)).toMatchObject({ kind: 'offset', offset: undefined });
  expect(readOffsetsTopicRecord(groupKey, null)).toMatchObject({ kind: 'group', about: undefined });
  expect(
    readOffsetsTopicRecord(
      bytes((writer) => writer.int16(3)),
      Buffer.alloc(9),
    ),
  ).toBeUndefined();
  expect(readOffsetsTopicRecord(null, Buffer.alloc(9))).toBeUndefined();
});
