import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FetchLanes } from '../../src/copier/fetch-lanes.ts';

interface Partition {
  readonly name: string;
  isAtTail: boolean;
}

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const prepare = () => {
  const lanes = new FetchLanes<Partition>();
  const [a, b]: [Partition, Partition] = [
    { name: 'a', isAtTail: true },
    { name: 'b', isAtTail: true },
  ];
  const next = (lane: 'busy' | 'quiet') =>
    lanes
      .next(lane, [a, b])
      .map(({ name }) => name)
      .join('');
  return { lanes, a, b, next };
};

test('all are asked for together until some are quiet', () => {
  const { lanes, a, next } = prepare();
  expect([next('busy'), next('quiet')]).toEqual(['ab', '']);
  now = 1_500;
  lanes.noteActive(a);
  // The busy lane keeps what the other one has not asked for yet.
  expect(next('busy')).toBe('ab');
  expect(next('quiet')).toBe('b');
  expect(next('busy')).toBe('a');
});

test('one that comes to life is asked for by the quiet lane until the busy one does', () => {
  const { lanes, a, b, next } = prepare();
  next('busy');
  now = 1_500;
  lanes.noteActive(a);
  expect([next('quiet'), next('busy')]).toEqual(['b', 'a']);
  lanes.noteActive(b);
  expect(next('quiet')).toBe('b');
  expect(next('busy')).toBe('ab');
  expect(next('quiet')).toBe('');
});

test('a lane that asks for nothing holds nothing back from the other', () => {
  const { lanes, next } = prepare();
  next('busy');
  now = 1_500;
  expect([next('quiet'), next('busy')]).toEqual(['ab', '']);
  lanes.leave('quiet');
  expect(next('busy')).toBe('ab');
});

test('what has a backlog is never quiet', () => {
  const { a, next } = prepare();
  a.isAtTail = false;
  next('busy');
  now = 60_000;
  expect([next('quiet'), next('busy')]).toEqual(['b', 'a']);
});
