import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFields, encodeFields } from '../../src/protocol/fields.ts';
import { codeOf } from '../coded.ts';

const SPECS = { name: 'string', count: 'int32', offset: 'int64', force: 'boolean' } as const;
const OPTIONAL = { name: 'string?', count: 'int32?', offset: 'int64?', force: 'boolean?' } as const;

test('any values are read as they were written', () => {
  const anyValues = fc.record({
    name: fc.string(),
    count: fc.integer(),
    offset: fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
    force: fc.boolean(),
  });
  fc.assert(
    fc.property(anyValues, (values) => {
      expect(decodeFields(SPECS, encodeFields(SPECS, values))).toEqual(values);
    }),
  );
});

test('what is absent stays absent, and so does what Java writes for nothing', () => {
  expect(encodeFields(OPTIONAL, { count: undefined })).toEqual({});
  expect(decodeFields(OPTIONAL, {})).toEqual({});
  expect(decodeFields(OPTIONAL, { name: '', count: '', offset: '', force: '' })).toEqual({ name: '' });
});

test('further fields are passed over', () => {
  expect(encodeFields({ name: 'string' }, { name: 'a', other: 'b' } as { name: string })).toEqual({
    name: 'a',
  });
  expect(decodeFields({ name: 'string' }, { name: 'a', other: 'b' })).toEqual({ name: 'a' });
});

describe('refused', () => {
  test.each([
    ['count', ''],
    ['count', '1.5'],
    ['count', '2147483648'],
    ['count', '0x10'],
    ['count', ' 1'],
    ['offset', '9223372036854775808'],
    ['offset', '1'.repeat(1_000)],
    ['offset', 'null'],
    ['force', 'yes'],
  ])('%s: “%s”', (field, value) => {
    const fields = { name: 'a', count: '1', offset: '1', force: 'true', [field]: value };
    expect(codeOf(() => decodeFields(SPECS, fields))).toBe('ROCKETMQ_FIELD_INVALID');
  });

  test('one that is missing', () => {
    expect(codeOf(() => decodeFields(SPECS, { name: 'a' }))).toBe('ROCKETMQ_FIELD_INVALID');
  });
});
