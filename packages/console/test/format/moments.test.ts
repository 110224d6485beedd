import { describe, expect, test } from 'vitest';
import { instantOf, localOf, relativeText } from '../../src/format/moments.ts';

const NOW = Date.parse('2026-11-22T08:00:00Z');

describe('moments', () => {
  test('are told by their age in its largest unit', () => {
    expect(relativeText(NOW, NOW, 'en')).toBe('now');
    expect(relativeText(NOW - 59_000, NOW, 'en')).toBe('59 sec. ago');
    expect(relativeText(NOW - 119_000, NOW, 'en')).toBe('1 min. ago');
    expect(relativeText(NOW - 3 * 3_600_000, NOW, 'en')).toBe('3 hr. ago');
    expect(relativeText(NOW + 2 * 86_400_000, NOW, 'en')).toBe('in 2 days');
    expect(relativeText(NOW - 119_000, NOW, 'zh')).toBe('1分钟前');
  });

  test('go into a field and come back as the same', () => {
    expect(instantOf(localOf('2026-11-22T08:05:00.000Z'))).toBe('2026-11-22T08:05:00.000Z');
  });

  test('that are none are undefined', () => {
    expect(instantOf('')).toBeUndefined();
    expect(instantOf('soon')).toBeUndefined();
    expect(localOf(undefined)).toBe('');
  });
});
