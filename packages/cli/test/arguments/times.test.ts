import { expect, test } from 'vitest';
import { parseTimes } from '../../src/arguments/times.ts';

test.each([
  ['2026-11-21T18:00:00Z', Date.UTC(2026, 10, 21, 18)],
  ['2026-11-21T18:00:00.250Z', Date.UTC(2026, 10, 21, 18, 0, 0, 250)],
  ['2026-11-21T18:00+08:00', Date.UTC(2026, 10, 21, 10)],
  ['1763748000000', 1_763_748_000_000],
])('%s is a moment', (text, ms) => {
  expect(parseTimes({ since: text, until: text })).toEqual({ since: BigInt(ms), until: BigInt(ms) });
});

test.each(['yesterday', '2026-11-21', '2026-11-21T18:00:00', '2026-13-01T00:00Z', '-5', ''])(
  '%s is none',
  (text) => {
    expect(() => parseTimes({ since: text })).toThrow(/^--since .*is not a time/);
  },
);

test('what is not given stays open', () => {
  expect(parseTimes({})).toEqual({ since: undefined, until: undefined });
});
