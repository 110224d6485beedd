import { ByteReader, ByteWriter } from '@mqferry/core';
import { describe, expect, it } from 'vitest';
import { readTags, type Tagged, type TaggedField, writeTags } from '../../src/protocol/tagged-fields.ts';
import { codeOf } from './code-of.ts';

const field = (tag: number, text: string): TaggedField => ({ tag, data: Buffer.from(text) });

const written = (known: TaggedField[], unknown: TaggedField[] | undefined): Buffer => {
  const writer = new ByteWriter();
  writeTags(writer, known, unknown);
  return writer.toBuffer();
};

describe('a tagged field section', () => {
  it('is one zero byte when nothing is tagged', () => {
    expect(written([], undefined)).toEqual(Buffer.from([0]));
    expect(written([], [])).toEqual(Buffer.from([0]));
  });

  it('has known and unknown fields in the order of their tags', () => {
    const bytes = written([field(1, 'b'), field(5, 'd')], [field(300, 'e'), field(0, 'a'), field(3, 'c')]);
    expect(bytes.toString('hex')).toBe('05000161010162030163050164ac020165');
  });

  it('keeps what it does not know', () => {
    const message: Tagged & { known?: number } = {};
    const bytes = written(
      [{ tag: 1, data: Buffer.from('0000002a', 'hex') }],
      [field(0, 'a'), field(200, 'z')],
    );
    readTags(new ByteReader(bytes), message, 0, (data, tag, into) => {
      if (tag !== 1) return false;
      into.known = data.int32();
      return true;
    });
    expect(message).toEqual({ known: 42, unknownTaggedFields: [field(0, 'a'), field(200, 'z')] });
  });

  it('says nothing of unknown fields when there are none', () => {
    const message: Tagged = {};
    readTags(new ByteReader(Buffer.from([0])), message, 0);
    expect(message).not.toHaveProperty('unknownTaggedFields');
  });

  it('is not written with a tag twice', () => {
    expect(codeOf(() => written([field(1, 'a')], [field(1, 'b')]))).toBe('PROTOCOL_TAG_DUPLICATE');
  });

  it('is refused when a known field is longer or shorter than its announced size', () => {
    const read = (size: number): void => {
      const bytes = written([{ tag: 1, data: Buffer.alloc(size) }], undefined);
      readTags(new ByteReader(bytes), {}, 0, (data) => data.int32() === 0);
    };
    expect(codeOf(() => read(4))).toBeUndefined();
    expect(codeOf(() => read(5))).toBe('BYTES_MALFORMED');
    expect(codeOf(() => read(3))).toBe('BYTES_TRUNCATED');
  });
});
