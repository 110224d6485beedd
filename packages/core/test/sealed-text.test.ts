import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openText, SEAL_KEY_BYTES, sealText } from '../src/sealed-text.ts';

test('a text opens with its key and its context, and only whole', () => {
  const key = randomBytes(SEAL_KEY_BYTES);
  const sealed = sealText(key, '秘密', 'of a');
  expect(sealed).not.toBe(sealText(key, '秘密', 'of a'));
  expect(openText(key, sealed, 'of a')).toBe('秘密');
  expect(() => openText(key, sealed, 'of b')).toThrow();
  expect(() => openText(randomBytes(SEAL_KEY_BYTES), sealed, 'of a')).toThrow();
  const changed = Buffer.from(sealed, 'base64');
  changed[changed.length - 1]! ^= 1;
  expect(() => openText(key, changed.toString('base64'), 'of a')).toThrow();
  expect(() => openText(key, 'c2hvcnQ=', 'of a')).toThrow();
});
