import { expect, test } from 'vitest';
import type { SeamlessLogEntry } from '../../../src/api/types.ts';
import { logTone, seamlessLogText } from '../../../src/pages/seamless-migration/log-text.ts';
import type { Texts } from '../../../src/texts/texts.ts';

const t = ((key: string, places?: { name: string; value: string }) =>
  places ? `${places.name}: ${places.value}` : key) as Texts;

const entry = (type: string, details: SeamlessLogEntry['details']): SeamlessLogEntry => ({
  ...{ id: 1, at: '2026-01-01T00:00:00Z', type, details },
});

const told = {
  ...{ code: 'SEAMLESS_NO_GATEWAY', retriable: false, parameters: {} },
  ...{ message: { en: 'no gateway', zh: '没有网关' }, advice: { en: 'start one', zh: '请启动' } },
};

test('what happened is told with everything that came with it, and a problem by its message and code', () => {
  const step = entry('step', { motion: 'forward', topics: ['a', 'b'], forced: [], by: null, ofTomorrow: 3 });
  expect(seamlessLogText(step, t, 'en')).toBe(
    'seamless.log.step · seamless.detail.motion: seamless.motion.forward · seamless.detail.topics: a, b · ofTomorrow: 3',
  );
  expect(seamlessLogText(entry('scan-failed', { error: told }), t, 'zh')).toBe(
    'scan failed · 没有网关 [SEAMLESS_NO_GATEWAY]',
  );
  expect(logTone(entry('step', { error: told }))).toBe('warn');
  expect(logTone(entry('paused', {}))).toBe('paused');
  expect(logTone(entry('of tomorrow', {}))).toBe('idle');
});
