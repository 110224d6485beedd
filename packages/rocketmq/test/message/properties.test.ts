import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeProperties,
  encodeProperties,
  findProperty,
  parsePropertyText,
  propertyText,
} from '../../src/message/properties.ts';
import { codeOf } from '../coded.ts';

const value = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\u0002'));
const name = value.filter((text) => !text.includes('\u0001'));

describe('properties', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), fc.boolean(), (entries, endsLastValue) => {
        const properties = new Map(entries);
        expect(decodeProperties(encodeProperties(properties, { endsLastValue }))).toEqual(properties);
      }),
    );
  });

  it('are dropped as Java drops them', () => {
    const read = (text: string) => [...parsePropertyText(text)];
    expect(read('a\u00011\u0002b\u00012')).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(read('a\u0001\u0002b\u00012\u0002')).toEqual([['b', '2']]);
    expect(read('\u00011\u0002b\u00012\u0002')).toEqual([['b', '2']]);
    expect(read('a\u0002b\u00012\u0002')).toEqual([['b', '2']]);
    expect(read('a\u00011\u0002a\u00012\u0002')).toEqual([['a', '2']]);
    expect(read('a\u00011\u0001=\u0002')).toEqual([['a', '1\u0001=']]);
    expect(read('\u0002\u0002\u0002')).toEqual([]);
    expect(read('')).toEqual([]);
  });

  it('are found one by one as all at once', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\u0001', '\u0002') });
    const names = fc.string({ unit: fc.constantFrom('a', 'b', '\u0001', '\u0002'), maxLength: 3 });
    fc.assert(
      fc.property(text, names, (properties, one) => {
        expect(findProperty(properties, one)).toBe(parsePropertyText(properties).get(one));
      }),
      { numRuns: 5000 },
    );
  });

  it('end the last value as 5.x does, or not, as 4.9.7', () => {
    const properties = new Map([['a', '1']]);
    expect(propertyText(properties)).toBe('a\u00011\u0002');
    expect(propertyText(properties, { endsLastValue: false })).toBe('a\u00011');
    expect(propertyText(new Map(), { endsLastValue: false })).toBe('');
  });

  it.each([
    ['', 'v'],
    ['n', ''],
    ['n\u0001', 'v'],
    ['n\u0002', 'v'],
    ['n', 'v\u0002'],
  ])('are refused if they could not be read back: %j, %j', (n, v) => {
    expect(codeOf(() => encodeProperties(new Map([[n, v]])))).toBe('ROCKETMQ_PROPERTY_INVALID');
  });

  it('take 32767 bytes at most, in whichever form they are given', () => {
    const most = new Map([['n', `${'标'.repeat(10_921)}x`]]);
    expect(encodeProperties(most)).toHaveLength(32_767);
    expect(encodeProperties(Buffer.alloc(32_767))).toHaveLength(32_767);
    const more = new Map([['n', `${'标'.repeat(10_921)}xx`]]);
    expect(codeOf(() => encodeProperties(more))).toBe('ROCKETMQ_PROPERTIES_TOO_LONG');
    expect(codeOf(() => encodeProperties(Buffer.alloc(32_768)))).toBe('ROCKETMQ_PROPERTIES_TOO_LONG');
  });
});
