import { expect, test } from 'vitest';
import { collidingNames } from '../../src/plan/colliding-names.ts';

test('names that differ in dots and underscores only cannot be side by side', () => {
  expect(collidingNames(['a.b', 'a-b', 'a_b', 'x', 'a.b.c'])).toEqual([['a.b', 'a_b']]);
});
