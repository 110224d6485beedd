import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInt64 } from '../src/read-int64.ts';

const edges = [
  0n,
  -1n,
  1n,
  2n ** 52n - 1n,
  2n ** 52n,
  -(2n ** 52n),
  -(2n ** 52n) - 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
];

test('reads what Buffer reads', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...edges), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
      (value) => {
        const buffer = Buffer.alloc(11);
        buffer.writeBigInt64BE(value, 3);
        expect(readInt64(buffer, 3)).toBe(value);
      },
    ),
  );
});

test('reads nothing beyond the end', () => {
  expect(() => readInt64(Buffer.alloc(8), 1)).toThrow(RangeError);
});
