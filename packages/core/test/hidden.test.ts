import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Hidden } from '../src/hidden.ts';

test('a hidden text is given to who asks for it, and told nowhere', () => {
  const password = new Hidden('correct horse');
  expect(password.reveal()).toBe('correct horse');
  for (const text of [JSON.stringify({ password }), `${password}`, inspect({ password }), String(password)])
    expect(text).toContain('***');
  const told = JSON.stringify([password, structuredClone({ ...password })]) + inspect(password);
  expect(told).not.toContain('correct horse');
});
