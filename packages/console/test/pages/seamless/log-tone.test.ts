import { expect, test } from 'vitest';
import { logTone } from '../../../src/pages/seamless-migration/log-tone.ts';

test('what is not known yet means nothing', () => {
  expect(logTone({ type: 'step' })).toBe('good');
  expect(logTone({ type: 'paused' })).toBe('paused');
  expect(logTone({ type: 'of-tomorrow' })).toBe('idle');
});
