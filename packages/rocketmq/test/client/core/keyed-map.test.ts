import { expect, it } from 'vitest';
import { jsonText, keyedMapText } from '../../../src/client/core/keyed-map.ts';
import { parseFastjson } from '../../../src/index.ts';

it('writes maps with objects as keys as they are read, and integers of 64 bits as numbers', () => {
  const key = { topic: 't"', queueId: 1 };
  const text = keyedMapText([[key, { offset: 2n ** 60n, list: [1, 'a', null, true], absent: undefined }]]);
  expect(text).toBe('{{"topic":"t\\"","queueId":1}:{"offset":1152921504606846976,"list":[1,"a",null,true]}}');
  const [[readKey, value]] = [...(parseFastjson(text) as ReadonlyMap<object, object>)] as [[object, object]];
  expect({ ...readKey }).toEqual(key);
  expect(value).toMatchObject({ offset: 2n ** 60n });
  expect(keyedMapText([])).toBe('{}');
  expect(jsonText('x')).toBe('"x"');
});
