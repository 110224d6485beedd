import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { type Outcome, summaryLines } from '../../src/demo/summary.ts';
import { fakeWorld } from '../support/fake-world.ts';

const outcome: Outcome = {
  backlog: { records: 240_000, bytes: 100 * 1024 * 1024, seconds: 2.5 },
  records: 245_000,
  bytes: 110 * 1024 * 1024,
  compared: 245_000,
  consumed: 65_000,
  firstOffsets: [10_800n, 900n],
  longestPause: { ms: 3_140, atHandOff: true },
  startSeconds: 9,
  seconds: 61,
};

const linesIn = (LANG: string, changes: Partial<Outcome> = {}) =>
  summaryLines({ ...outcome, ...changes }, createContext(fakeWorld({}, { env: { LANG } }).world)).join('\n');

test('every number of the outcome is there, in both languages', () => {
  for (const language of ['C', 'zh_CN.UTF-8']) {
    const lines = linesIn(language);
    for (const text of ['245,000', '110.0 MiB', '40.0 MiB/s', '240,000', '65,000', '10,800 · 900', '3.1'])
      expect(lines, text).toContain(text);
  }
});

test('a pause elsewhere is not put down to the hand-off', () => {
  expect(linesIn('C')).toContain('3.1 s, when it ended on one cluster');
  expect(linesIn('C', { longestPause: { ms: 3_140, atHandOff: false } })).toMatch(
    /gap at the consumer +3\.1 s$/m,
  );
});
