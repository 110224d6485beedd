import { expect, it } from 'vitest';
import { FramePool } from '../../src/net/frame-pool.ts';

const LARGE = 1024 * 1024;

it('gives memory out again that came back, in the size asked for', () => {
  const pool = new FramePool();
  const frame = pool.take(LARGE);
  pool.give(frame.subarray(10, 20));
  const again = pool.take(LARGE - 1);
  expect(again.buffer).toBe(frame.buffer);
  expect(again).toHaveLength(LARGE - 1);
  expect(pool.take(LARGE).buffer).not.toBe(frame.buffer);
});

it('keeps large memory for large frames', () => {
  const pool = new FramePool();
  const [large, small] = [pool.take(4 * LARGE), pool.take(LARGE)];
  pool.give(large);
  pool.give(small);
  expect(pool.take(LARGE).buffer).toBe(small.buffer);
  expect(pool.take(2 * LARGE).buffer).toBe(large.buffer);
});

it('never gives the same memory to two, also when it came back twice', () => {
  const pool = new FramePool();
  const frame = pool.take(LARGE);
  pool.give(frame.subarray(0, 10));
  pool.give(frame.subarray(10, 20));
  expect(pool.take(LARGE).buffer).not.toBe(pool.take(LARGE).buffer);
});

it('does not keep small frames, nor more than a few large ones', () => {
  const pool = new FramePool();
  const small = pool.take(100).fill(1);
  pool.give(small);
  pool.take(100).fill(2);
  expect(small).toEqual(Buffer.alloc(100, 1));
  const frames = Array.from({ length: 100 }, () => pool.take(LARGE));
  for (const frame of frames) pool.give(frame);
  const memories = new Set(frames.map(({ buffer }) => buffer));
  const kept = frames.filter(() => memories.has(pool.take(LARGE).buffer));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThanOrEqual(64);
});
