import { expect, test } from 'vitest';
import { textsOf } from '../src/texts/texts.ts';

test('places are filled, also with signs that mean something to a replacement', () => {
  expect(textsOf('en')('error.code', { code: '$& $1' })).toBe('Code: $& $1');
  expect(textsOf('zh')('warning.head', { text: 'x' })).toBe('警告：x');
});
