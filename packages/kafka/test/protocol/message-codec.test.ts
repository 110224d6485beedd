import { ByteReader, ByteWriter } from '@mqferry/core';
import { describe, expect, it } from 'vitest';
import { Fetch, ListOffsets, Metadata, Produce, UpdateFeatures } from '../../src/protocol/generated/index.ts';
import type { Loose, MessageCodec } from '../../src/protocol/message-codec.ts';
import { codeOf } from './code-of.ts';

const TOPIC_ID = 'AAECAwQFBgcICQoLDA0ODw';

const encode = <T>(codec: MessageCodec<T>, message: Loose<T>, version: number): Buffer => {
  const writer = new ByteWriter();
  codec.encode(writer, message, version);
  return writer.toBuffer();
};

const decode = <T>(codec: MessageCodec<T>, bytes: Buffer, version: number): T =>
  codec.decode(new ByteReader(bytes), version);

describe('a message', () => {
  it('is read with all fields, those its version lacks with their defaults', () => {
    const bytes = encode(Fetch.request, { maxWaitMs: 500, topics: [{ topic: 'orders' }] }, 4);
    expect(decode(Fetch.request, bytes, 4)).toEqual({
      clusterId: null,
      replicaId: -1,
      replicaState: { replicaId: -1, replicaEpoch: -1n },
      maxWaitMs: 500,
      minBytes: 0,
      maxBytes: 0x7fffffff,
      isolationLevel: 0,
      sessionId: 0,
      sessionEpoch: -1,
      topics: [{ topic: 'orders', topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitions: [] }],
      forgottenTopicsData: [],
      rackId: '',
    });
  });

  it('has uuids in the text form of Kafka', () => {
    const bytes = encode(Fetch.request, { topics: [{ topicId: TOPIC_ID }] }, 13);
    expect(bytes.includes(Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'))).toBe(true);
    expect(decode(Fetch.request, bytes, 13).topics[0]?.topicId).toBe(TOPIC_ID);
    const wrong = (): Buffer => encode(Fetch.request, { topics: [{ topicId: 'orders' }] }, 13);
    expect(codeOf(wrong)).toBe('PROTOCOL_UUID_MALFORMED');
  });

  it('takes null for a value, not for a missing one', () => {
    expect(decode(Metadata.request, encode(Metadata.request, {}, 9), 9).topics).toEqual([]);
    expect(decode(Metadata.request, encode(Metadata.request, { topics: null }, 9), 9).topics).toBeNull();
  });

  it('carries records as views on the frame, and large ones by reference', () => {
    const records = Buffer.alloc(10_000, 7);
    const writer = new ByteWriter();
    Produce.request.encode(writer, { topicData: [{ name: 't', partitionData: [{ index: 0, records }] }] }, 9);
    const chunks = writer.chunks();
    expect(chunks).toContain(records);
    const frame = Buffer.concat(chunks);
    const read = decode(Produce.request, frame, 9).topicData[0]?.partitionData[0]?.records;
    expect(read).toEqual(records);
    expect(read?.buffer).toBe(frame.buffer);
  });

  it('leaves the bytes behind it unread', () => {
    const reader = new ByteReader(Buffer.concat([encode(Metadata.request, {}, 12), Buffer.from('rest')]));
    Metadata.request.decode(reader, 12);
    expect(reader.bytes(reader.remaining).toString()).toBe('rest');
  });
});

describe('what a version cannot carry', () => {
  it('is a version that is not known', () => {
    const above = Fetch.maxVersion + 1;
    expect(codeOf(() => encode(Fetch.request, {}, above))).toBe('PROTOCOL_VERSION_UNKNOWN');
    expect(codeOf(() => decode(Fetch.request, Buffer.alloc(100), -1))).toBe('PROTOCOL_VERSION_UNKNOWN');
  });

  it('is a field it lacks, when its loss would change the meaning', () => {
    const group = (version: number): Buffer =>
      encode(UpdateFeatures.request, { validateOnly: true }, version);
    expect(codeOf(() => group(0))).toBe('PROTOCOL_FIELD_UNSUPPORTED');
    expect(codeOf(() => group(1))).toBeUndefined();
    const level = (version: number): Buffer => encode(ListOffsets.request, { isolationLevel: 1 }, version);
    expect(codeOf(() => level(1))).toBe('PROTOCOL_FIELD_UNSUPPORTED');
  });

  it('is dropped when its schema calls it ignorable', () => {
    const bytes = encode(Fetch.request, { rackId: 'r1', sessionId: 9 }, 4);
    expect(decode(Fetch.request, bytes, 4)).toMatchObject({ rackId: '', sessionId: 0 });
  });

  it('may be set to its default', () => {
    const request = { forgottenTopicsData: [], replicaState: { replicaId: -1 } };
    expect(encode(Fetch.request, request, 4)).toEqual(encode(Fetch.request, {}, 4));
  });

  it('is a struct with any field set', () => {
    const request = { replicaState: { replicaEpoch: 3n } };
    expect(codeOf(() => encode(Fetch.request, request, 14))).toBe('PROTOCOL_FIELD_UNSUPPORTED');
    expect(decode(Fetch.request, encode(Fetch.request, request, 15), 15).replicaState.replicaEpoch).toBe(3n);
  });

  it('is an unknown tagged field before the flexible versions', () => {
    const request = { unknownTaggedFields: [{ tag: 9, data: Buffer.from('x') }] };
    expect(codeOf(() => encode(Metadata.request, request, 8))).toBe('PROTOCOL_FIELD_UNSUPPORTED');
    expect(decode(Metadata.request, encode(Metadata.request, request, 9), 9)).toMatchObject(request);
  });

  it('is null where its schema forbids it', () => {
    expect(codeOf(() => encode(Metadata.request, { topics: [{ name: null }] }, 9))).toBe(
      'PROTOCOL_NULL_FORBIDDEN',
    );
    const withoutName = encode(Metadata.request, { topics: [{ name: '' }] }, 1).fill(0xff, 4, 6);
    expect(codeOf(() => decode(Metadata.request, withoutName, 1))).toBe('PROTOCOL_NULL_FORBIDDEN');
  });
});
