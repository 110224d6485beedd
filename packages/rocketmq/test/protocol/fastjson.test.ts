import { isCodedError } from '@mqferry/core';
import { describe, expect, test } from 'vitest';
import { BodyValue } from '../../src/protocol/body-value.ts';
import { parseFastjson } from '../../src/protocol/fastjson.ts';

const isRefused = (text: string) => {
  try {
    return `read as ${JSON.stringify(parseFastjson(text))}`;
  } catch (error) {
    return isCodedError(error, 'ROCKETMQ_JSON_MALFORMED') ? 'refused' : String(error);
  }
};

describe('bodies as fastjson writes them', () => {
  test('numbers as keys', () => {
    expect(parseFastjson('{"brokerAddrs":{0:"127.0.0.1:10911",-1 : "b"}}')).toEqual({
      brokerAddrs: { 0: '127.0.0.1:10911', '-1': 'b' },
    });
  });

  test('objects as keys', () => {
    const value = parseFastjson('{"offsetTable":{{"topic":"a","queueId":1}:{"lag":3},{"topic":"b"}:null}}');
    expect(value).toEqual({
      offsetTable: new Map<unknown, unknown>([
        [{ topic: 'a', queueId: 1 }, { lag: 3 }],
        [{ topic: 'b' }, null],
      ]),
    });
  });

  test('what looks like a key inside a text stays text', () => {
    expect(parseFastjson('{"a":"{0:1,{2:3","b\\"\\u4e2d":"\\\\"}')).toEqual({ a: '{0:1,{2:3', 'b"中': '\\' });
  });

  test('64-bit integers keep every digit', () => {
    expect(parseFastjson('[9223372036854775807,-9223372036854775808,1.5e3,-0.25]')).toEqual([
      9223372036854775807n,
      -9223372036854775808n,
      1500,
      -0.25,
    ]);
  });

  test('what objects inherit is absent', () => {
    const body = new BodyValue(parseFastjson('{"a":1}'));
    expect(['toString', '__proto__', 'a'].map((name) => body.field(name).isAbsent)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('names that objects have of their own are ordinary keys', () => {
    const value = parseFastjson('{"__proto__":1,"constructor":2}') as Record<string, unknown>;
    expect(Object.entries(value)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  test('everything that is JSON is read as JSON', () => {
    const text = ' { "a" : [ true , false , null , [ ] , { } ] , "b" : "\\n" } ';
    expect(parseFastjson(text)).toEqual(JSON.parse(text));
  });
});

describe('refused', () => {
  test.each([
    ['single quotes', "{'a':1}"],
    ['a name without quotes', '{a:1}'],
    ['a value without quotes', '{"a":b}'],
    ['a comma at the end', '[1,]'],
    ['a comma at the end of an object', '{"a":1,}'],
    ['a comment', '{/**/}'],
    ['two values', '1 2'],
    ['nothing', ''],
    ['an end too early', '{"a":{"b":1}'],
    ['a text without end', '"abc'],
    ['a text that ends in an escape', '"abc\\'],
    ['an unknown escape', '"\\x"'],
    ['a control character in a text', '"\n"'],
    ['a number with a leading zero', '01'],
    ['NaN', 'NaN'],
    ['texts and objects as keys of one object', '{"a":1,{}:2}'],
    ['arrays as keys', '{[1]:2}'],
    ['a nesting of 65', `${'['.repeat(66)}${']'.repeat(66)}`],
    ['more values than a frame should have', `[${'{},'.repeat(4_000_000)}0]`],
    ['a nesting of keys', '{'.repeat(100_000)],
  ])('%s', (_, text) => {
    expect(isRefused(text)).toBe('refused');
  });
});
