import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { migrationStatusLine } from '../../../src/render/service/status-line.ts';
import { textsOf } from '../../../src/texts/texts.ts';
import { fakeView } from '../../support/fake-service.ts';

const plain = picocolors.createColors(false);
const t = textsOf('en');
const sentence = {
  copy: { en: '3 of 12 topics in step, the others catching up', zh: '' },
  verification: { en: 'being verified', zh: '' },
  traffic: { en: 'applications on the source', zh: '' },
};
const line = (view: ReturnType<typeof fakeView>, columns: number) =>
  migrationStatusLine(view, 'en', t, plain, columns);

test('how far behind it is, and how fast, come before what can be left off', () => {
  const view = fakeView(
    { sentence, bytesPerSecond: 2_000_000 },
    { lag: 56_771n, lagMs: 41_000, throttledBy: 'rate-limit' },
  );
  expect(line(view, 79)).toBe('3 of 12 topics in step, the others catching up · lag 56,771 · 1.0 KiB/s');
  expect(line(view, 500)).toBe(
    '3 of 12 topics in step, the others catching up · lag 56,771 · 1.0 KiB/s · 41 s behind · slowed by the limit of 1.9 MiB/s · 1,234 records · being verified · applications on the source',
  );
});

test('what is not known is left off, and a copy back is called one', () => {
  const { migration } = fakeView({ sentence });
  expect(line({ migration, copy: { forward: null, back: null } }, 500)).toBe(
    '3 of 12 topics in step, the others catching up · being verified · applications on the source',
  );
  const { forward } = fakeView({}, { bytesPerSecond: null }).copy;
  expect(line({ migration, copy: { forward: null, back: forward } }, 500)).toContain(
    ' · copying back · 1,234 records',
  );
});
