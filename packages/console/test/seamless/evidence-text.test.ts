import { expect, test } from 'vitest';
import { evidenceName, evidenceValue } from '../../src/seamless/evidence-text.ts';
import type { Texts } from '../../src/texts/texts.ts';

const t = ((key: string) => key) as Texts;

test('what was seen has words where they are known, and numbers are exact beyond 2^53', () => {
  expect(evidenceName('unread', t)).toBe('seamless.evidence.unread');
  expect(evidenceName('ofTomorrow', t)).toBe('ofTomorrow');
  expect(evidenceValue('unread', 1234, 'en', t)).toBe('1,234');
  expect(evidenceValue('unread', '9007199254740993', 'en', t)).toBe('9,007,199,254,740,993');
  expect(evidenceValue('unread', '10.0.0.7@41', 'en', t)).toBe('10.0.0.7@41');
  expect(evidenceValue('noClientKnown', true, 'en', t)).toBe('seamless.yes');
  expect(evidenceValue('revision', 1795403719, 'en', t)).toBe('1795403719');
});
