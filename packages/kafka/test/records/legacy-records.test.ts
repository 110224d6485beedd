import { describe, expect, it } from 'vitest';
import { compress, readRecords, verifyCrc } from '../../src/records/index.ts';
import { codeOf } from './coded.ts';
import { message, type NewMessage } from './message-set.ts';

const GZIP = 1;
const APPEND_TIME = 8;
/** Bytes of an entry of format 1 up to the end of its value's length, when the key is null. */
const EMPTY_ENTRY = 34;

const wrapper = (fields: NewMessage, inner: readonly NewMessage[]): Buffer =>
  message({ attributes: GZIP, ...fields, value: compress('gzip', Buffer.concat(inner.map(message))) });

const offsets = (entry: Buffer) => Array.from(readRecords(entry), ({ offset }) => offset);
const timestamps = (entry: Buffer) => Array.from(readRecords(entry), ({ timestamp }) => timestamp);
const readAll = (entry: Buffer) => codeOf(() => [...readRecords(entry)]);

describe('format 0 and 1', () => {
  it('counts inner offsets of format 1 back from the wrapper', () => {
    expect(offsets(wrapper({ offset: 104n }, [{ offset: 0n }, { offset: 3n }, { offset: 4n }]))).toEqual([
      100n,
      103n,
      104n,
    ]);
  });

  it('takes inner offsets of format 0 as they are', () => {
    const inner = [100n, 104n].map((offset) => ({ magic: 0, offset }));
    expect(offsets(wrapper({ magic: 0, offset: 104n }, inner))).toEqual([100n, 104n]);
  });

  it('reads wrappers that librdkafka left at offset 0', () => {
    expect(offsets(wrapper({ offset: 0n }, [{ offset: 0n }, { offset: 1n }]))).toEqual([0n, 1n]);
  });

  it('takes create times from inside, the append time from the wrapper', () => {
    const inner = [{ timestamp: 5n }, { timestamp: 7n, offset: 1n }];
    expect(timestamps(wrapper({ offset: 1n, timestamp: 7n }, inner))).toEqual([5n, 7n]);
    const appended = { offset: 1n, timestamp: 9n, attributes: GZIP | APPEND_TIME };
    expect(timestamps(wrapper(appended, inner))).toEqual([9n, 9n]);
  });

  it('finds corruption by CRC-32', () => {
    const entry = message({ value: Buffer.from('value') });
    verifyCrc(entry);
    entry[entry.length - 1]! ^= 1;
    expect(codeOf(() => verifyCrc(entry))).toBe('RECORDS_CRC_MISMATCH');
  });

  it.each<[string, Buffer]>([
    ['a wrapper without value', message({ attributes: GZIP })],
    ['a wrapper of nothing', wrapper({}, [])],
    ['a wrapper in a wrapper', wrapper({}, [{ attributes: GZIP, value: Buffer.alloc(1) }])],
    ['inner offsets beyond the wrapper', wrapper({ offset: 3n }, [{ offset: 4n }])],
    ['format 2 inside', wrapper({}, [{ magic: 2 }])],
    ['a value beyond the end', message({}).fill(0x7f, EMPTY_ENTRY - 4)],
    ['bytes after the value', message({ value: Buffer.alloc(9) }).fill(0, EMPTY_ENTRY - 4, EMPTY_ENTRY)],
    [
      'an inner message cut off',
      message({ attributes: GZIP, value: compress('gzip', message({}).subarray(0, -1)) }),
    ],
  ])('refuses %s', (_, entry) => {
    expect(readAll(entry)).toBe('RECORDS_MALFORMED');
  });
});
