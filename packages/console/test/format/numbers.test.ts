import { describe, expect, test } from 'vitest';
import { byteRateText, bytesText, grouped, percentOf, perSecond } from '../../src/format/numbers.ts';

describe('numbers', () => {
  test('are exact beyond 2^53, with grouped digits', () => {
    expect(grouped(9_223_372_036_854_775_807n, 'en')).toBe('9,223,372,036,854,775,807');
    expect(grouped(9_223_372_036_854_775_807n, 'zh')).toBe('9,223,372,036,854,775,807');
  });

  test('that are unknown are not zero', () => {
    for (const text of [
      grouped(null, 'en'),
      bytesText(null, 'en'),
      byteRateText(null, 'en'),
      perSecond(null, 'en'),
    ]) {
      expect(text).toBe('–');
    }
    expect(grouped(0, 'en')).toBe('0');
    expect(percentOf(0, 0)).toBeNull();
  });

  test('of bytes are in the largest unit that leaves at least one', () => {
    expect(bytesText(1023, 'en')).toBe('1,023 B');
    expect(bytesText(1024, 'en')).toBe('1.0 KiB');
    expect(bytesText(1_048_575, 'en')).toBe('1.0 MiB');
    expect(bytesText(3_602_113_998_112n, 'en')).toBe('3.3 TiB');
    expect(byteRateText(41_943_040, 'en')).toBe('40.0 MiB/s');
  });

  test('a second have a decimal where a whole number would hide what happens', () => {
    expect(perSecond(0, 'en')).toBe('0');
    expect(perSecond(0.04, 'en')).toBe('0.0');
    expect(perSecond(9.9, 'en')).toBe('9.9');
    expect(perSecond(9.97, 'en')).toBe('10');
    expect(perSecond(48_210.4, 'en')).toBe('48,210');
  });

  test('of percent reach 100 only when all is done', () => {
    expect(percentOf(9999, 10_000)).toBe(99);
    expect(percentOf(10_000, 10_000)).toBe(100);
  });
});
