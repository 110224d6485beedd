import { expect, test } from 'vitest';
import { wholeName } from '../../src/migrations/selection-of.ts';

test('a pattern means whole names', () => {
  const isWanted = wholeName('matching', 'orders|pay.*');
  expect(['orders', 'my-orders', 'orders2', 'payments'].map(isWanted)).toEqual([true, false, false, true]);
});

test.each(['orders[', 'a)(b'])('%s is refused, with the member that holds it', (pattern) => {
  expect(() => wholeName('matching', pattern)).toThrow(
    expect.objectContaining({
      code: 'API_INPUT_INVALID',
      parameters: { reason: expect.stringMatching(/^matching: /u) },
    }),
  );
});
