import { describe, expect, test } from 'vitest';
import { rateOf, selectionOf, typedOf } from '../../src/pages/new-migration/selection-text.ts';
import { patternFault } from '../../src/parts/pattern-fault.ts';

describe('what is moved, as it is typed', () => {
  test('leaves out what is empty', () => {
    expect(selectionOf({ topics: ' orders.* ', groups: '', mostHoles: ' ' })).toEqual({ topics: 'orders.*' });
    expect(rateOf({ rate: '' })).toBeNull();
  });

  test('comes back as the same', () => {
    const typed = {
      topics: 'a',
      exclude: 'b',
      groups: '.*',
      mapped: 'c',
      mostHoles: '9000000000000000000',
      rate: '12.5',
    };
    expect(typedOf(selectionOf(typed), rateOf(typed))).toEqual(typed);
    expect(selectionOf(typed).mostHoles).toBe(9_000_000_000_000_000_000n);
    expect(rateOf(typed)).toBe(13_107_200);
  });

  test('tells what is wrong with a pattern', () => {
    expect(patternFault('orders[')).toContain('Invalid regular expression');
    expect(patternFault('orders.*')).toBeUndefined();
    expect(patternFault(undefined)).toBeUndefined();
  });
});
