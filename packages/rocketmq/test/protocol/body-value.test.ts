import { describe, expect, test } from 'vitest';
import { type BodyValue, jsonBody, optionalJsonBody } from '../../src/protocol/body-value.ts';
import { jsonBytes, jsonText } from '../../src/protocol/json-text.ts';
import { codeOf } from '../coded.ts';

const read = <T>(text: string, reader: (value: BodyValue) => T): T => jsonBody(reader)(Buffer.from(text));

describe('values of a body', () => {
  test('are read as what they are', () => {
    const text =
      '{"text":"a","yes":true,"small":-2147483648,"large":-9223372036854775808,"tps":0.5,"list":[1,2],"names":{"b":1,3:2}}';
    read(text, (value) => {
      expect(value.field('text').text()).toBe('a');
      expect(value.field('yes').boolean()).toBe(true);
      expect(value.field('small').int32()).toBe(-2147483648);
      expect(value.field('small').int64()).toBe(-2147483648n);
      expect(value.field('large').int64()).toBe(-9223372036854775808n);
      expect(value.field('tps').number()).toBe(0.5);
      expect(value.field('list').list((item) => item.int32())).toEqual([1, 2]);
      expect(value.field('names').entries((item, key) => `${key}${item.int32()}`)).toEqual([
        ['3', '32'],
        ['b', 'b1'],
      ]);
    });
  });

  test('may be absent', () => {
    read('{"nothing":null}', (value) => {
      for (const name of ['nothing', 'constructor', '__proto__']) {
        expect(value.field(name).isAbsent).toBe(true);
        expect(value.field(name).optional((item) => item.text())).toBeUndefined();
      }
    });
  });

  test('maps with objects as keys, and those without entries', () => {
    const entries = (value: BodyValue) =>
      value.keyedEntries((key, item) => [key.field('q').int32(), item.int64()]);
    expect(read('{{"q":1}:2,{"q":3}:4}', entries)).toEqual([
      [1, 2n],
      [3, 4n],
    ]);
    expect(read('{}', entries)).toEqual([]);
  });

  test.each<[string, string, (value: BodyValue) => unknown, string]>([
    ['no text', '{"a":{"b":1}}', (value) => value.field('a').field('b').text(), '$.a.b'],
    ['no truth value', '{"a":"true"}', (value) => value.field('a').boolean(), '$.a'],
    ['no integer', '{"a":1.5}', (value) => value.field('a').int32(), '$.a'],
    ['too large for 32 bits', '{"a":2147483648}', (value) => value.field('a').int32(), '$.a'],
    ['too large for 64 bits', '{"a":9223372036854775808}', (value) => value.field('a').int64(), '$.a'],
    ['infinite', '{"a":1e999}', (value) => value.field('a').int64(), '$.a'],
    ['no number', '{"a":"1"}', (value) => value.field('a').number(), '$.a'],
    ['no list', '{"a":{}}', (value) => value.field('a').list(() => 0), '$.a'],
    [
      'wrong within a list',
      '{"a":[1,"x"]}',
      (value) => value.field('a').list((item) => item.int32()),
      '$.a[1]',
    ],
    ['no object', '{"a":[]}', (value) => value.field('a').field('b'), '$.a'],
    ['a map with objects as keys instead of texts', '{{"a":1}:2}', (value) => value.field('a'), '$'],
    ['texts as keys instead of objects', '{"a":1}', (value) => value.keyedEntries(() => 0), '$'],
  ])('%s is told with its place', (_, text, reader, path) => {
    expect(() => read(text, reader)).toThrow(
      expect.objectContaining({
        code: 'ROCKETMQ_BODY_UNEXPECTED',
        parameters: expect.objectContaining({ path }),
      }),
    );
  });

  test('an empty body is nothing only where that is said', () => {
    const reader = (value: BodyValue) => value.text();
    expect(optionalJsonBody(reader)(Buffer.alloc(0))).toBeUndefined();
    expect(optionalJsonBody(reader)(Buffer.from('"a"'))).toBe('a');
    expect(codeOf(() => jsonBody(reader)(Buffer.alloc(0)))).toBe('ROCKETMQ_JSON_MALFORMED');
  });
});

test('64-bit integers are written as numbers with all their digits', () => {
  const value = { a: 9_007_199_254_740_993n, b: [-1n], c: undefined, d: '1' };
  expect(jsonText(value)).toBe('{"a":9007199254740993,"b":[-1],"d":"1"}');
  expect(jsonBytes('中')).toEqual(Buffer.from('"中"'));
});
