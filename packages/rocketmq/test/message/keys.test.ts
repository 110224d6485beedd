import { expect, it } from 'vitest';
import { DEFAULT_DELAY_LEVELS, delayQueueOf, parseDelayLevels } from '../../src/message/delay-levels.ts';
import { joinKeys, splitKeys, tagCode } from '../../src/message/keys.ts';

it('joins and splits keys', () => {
  expect(joinKeys(['a', 'b'])).toBe('a b');
  expect(splitKeys(' a  b ')).toEqual(['a', 'b']);
  expect(splitKeys('')).toEqual([]);
});

it('knows the code of a tag, which is Java’s hash', () => {
  expect(tagCode('TagA')).toBe(2598919);
  expect(tagCode('polygenelubricants')).toBe(-2147483648);
  expect(tagCode('标签')).toBe(857175);
  expect(tagCode('')).toBe(0);
  expect(tagCode(undefined)).toBe(0);
});

it('knows the delay of each level', () => {
  const delays = parseDelayLevels(DEFAULT_DELAY_LEVELS)!;
  expect(delays).toHaveLength(18);
  expect([delays[0], delays[4], delays[17]]).toEqual([1000, 60_000, 7_200_000]);
  expect(delayQueueOf(1)).toBe(0);
  expect(parseDelayLevels('1s 2d')).toEqual([1000, 172_800_000]);
  for (const none of ['', '1', '1s  2s', '1w', 'x1s']) expect(parseDelayLevels(none)).toBeUndefined();
});
