import { isCodedError } from '@mqferry/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJavaProperties } from '../../src/client-properties/java-properties.ts';
import { askJava } from './java-oracle.ts';

const valuesOf = (text: string) =>
  Object.fromEntries([...parseJavaProperties(text)].map(([name, { value }]) => [name, value]));

describe('Java properties', () => {
  test('names end at an equals sign, a colon or white space', () => {
    expect(valuesOf('a=1\nb: 2\nc 3\nd = : 4\n  e\t=\t5  \nf')).toEqual({
      a: '1',
      b: '2',
      c: '3',
      d: ': 4',
      e: '5  ',
      f: '',
    });
  });

  test('comments and empty lines are left out, a comment is never continued', () => {
    expect(valuesOf('# x=1\\\na=1\n\n  ! y=2\r\nb=2 # not a comment')).toEqual({
      a: '1',
      b: '2 # not a comment',
    });
  });

  test('a backslash joins the next line without its indentation', () => {
    const text = 'sasl.jaas.config=Module required \\\r\n   username="a" \\\n\tpassword="b";';
    expect(valuesOf(text)).toEqual({ 'sasl.jaas.config': 'Module required username="a" password="b";' });
  });

  test('escapes stand for characters, in names too', () => {
    expect(valuesOf('a\\=b\\ c=\\u4e2d\\t\\\\\\q\\n.')).toEqual({ 'a=b c': '中\t\\q\n.' });
  });

  test('the last of several values counts, and each knows its line', () => {
    expect(parseJavaProperties('a=1\n\n#\nb=\\\n2\na=3').get('a')).toEqual({ value: '3', line: 6 });
    expect(parseJavaProperties('a=1\n\n#\nb=\\\n2\na=3').get('b')).toEqual({ value: '2', line: 4 });
  });

  test('a broken escape is refused with its line', () => {
    expect(() => parseJavaProperties('a=1\nb=\\u12G4')).toThrow(
      expect.objectContaining({ code: 'CONFIG_PROPERTIES_MALFORMED', parameters: { line: 2 } }),
    );
  });

  test('any text is read as the JDK reads it', async () => {
    const piece = fc.constantFrom(...'ab=:#!\\\n\r\t\f u0é中', '\\u0041', '\\\n', '\r\n', '\\\r\n  ');
    const texts = fc.sample(
      fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('')),
      500,
    );
    const answers = await askJava('properties', texts);
    expect(answers).toHaveLength(texts.length);
    // Whether a lone backslash at the end is a property without name and value depends on the line ends before it.
    const named = (read: Record<string, string>) =>
      Object.fromEntries(Object.entries(read).filter(([name]) => name));
    for (const [index, text] of texts.entries()) {
      let ours: Record<string, string> | null;
      try {
        ours = named(valuesOf(text));
      } catch (error) {
        if (!isCodedError(error, 'CONFIG_PROPERTIES_MALFORMED')) throw error;
        ours = null;
      }
      const java = answers[index];
      expect(ours, JSON.stringify(text)).toEqual(java ? named(Object.fromEntries(java)) : null);
    }
  }, 60_000);
});
