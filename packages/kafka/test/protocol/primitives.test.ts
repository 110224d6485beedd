import { ByteReader, ByteWriter } from '@mqferry/core';
import { describe, expect, it } from 'vitest';
import { readArray, readBytes, readNullableString, writeString } from '../../src/protocol/primitives.ts';
import { codeOf } from './code-of.ts';

const bytes = (hex: string): ByteReader => new ByteReader(Buffer.from(hex, 'hex'));

describe('lengths that cannot be right', () => {
  it.each([
    ['an array of 2 147 483 647 elements', false, '7fffffff00', 'BYTES_MALFORMED'],
    ['a compact array of 4 294 967 294 elements', true, 'ffffffff0f00', 'BYTES_MALFORMED'],
    ['an array with fewer elements than announced', false, '0000000200000001', 'BYTES_TRUNCATED'],
    ['an array that is null', false, 'ffffffff', 'PROTOCOL_NULL_FORBIDDEN'],
    ['a compact array that is null', true, '00', 'PROTOCOL_NULL_FORBIDDEN'],
  ])('%s', (_name, flexible, hex, code) => {
    const read = () => readArray(bytes(hex), flexible, 'Test.field', (element) => element.int32(), 0);
    expect(codeOf(read)).toBe(code);
  });

  it.each([
    ['bytes beyond the end', false, '7fffffff00', 'BYTES_TRUNCATED'],
    ['compact bytes beyond the end', true, 'ffffffff0f00', 'BYTES_TRUNCATED'],
    ['bytes that are null', false, 'ffffffff', 'PROTOCOL_NULL_FORBIDDEN'],
  ])('%s', (_name, flexible, hex, code) => {
    expect(codeOf(() => readBytes(bytes(hex), flexible, 'Test.field'))).toBe(code);
  });

  it('a compact text longer than any text', () => {
    const reader = new ByteReader(Buffer.concat([Buffer.from('818002', 'hex'), Buffer.alloc(0x8000)]));
    expect(codeOf(() => readNullableString(reader, true, true, 'Test.field'))).toBe('BYTES_MALFORMED');
  });
});

describe('a text', () => {
  it.each([false, true])('of 32767 bytes is carried, a longer one refused (compact: %s)', (flexible) => {
    const write = (text: string): Buffer => {
      const writer = new ByteWriter();
      writeString(writer, text, flexible, false, 'Test.field');
      return writer.toBuffer();
    };
    const longest = `${'é'.repeat(16_383)}x`;
    const reader = new ByteReader(write(longest));
    expect(readNullableString(reader, flexible, false, 'Test.field')).toBe(longest);
    expect(codeOf(() => write(`${longest}x`))).toBe('PROTOCOL_TEXT_TOO_LONG');
  });
});
