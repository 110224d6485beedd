import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { LeaseDeadline, now } from '../../src/group/lease-deadline.ts';

const inAMinute = () => {
  const { monotonic, wall } = now();
  return { monotonic: monotonic + 60_000, wall: wall + 60_000 };
};

it('is seen by whoever has its memory, with whatever it is moved to', () => {
  const deadline = new LeaseDeadline();
  const elsewhere = new LeaseDeadline(deadline.memory);
  expect(elsewhere.isAhead()).toBe(false);
  deadline.move(inAMinute());
  expect(elsewhere.isAhead()).toBe(true);
  deadline.move({ ...inAMinute(), wall: 0 });
  expect(elsewhere.isAhead()).toBe(false);
  deadline.move({ ...inAMinute(), monotonic: 0 });
  expect(elsewhere.isAhead()).toBe(false);
  deadline.move(inAMinute());
  deadline.drop();
  expect(elsewhere.isAhead()).toBe(false);
});

it('is another one after it was dropped: what was held under the old one is not held', () => {
  const deadline = new LeaseDeadline();
  const { drops } = deadline;
  deadline.move(inAMinute());
  expect(deadline.isSince(drops)).toBe(true);
  deadline.drop();
  deadline.move(inAMinute());
  expect(deadline.isAhead()).toBe(true);
  expect([deadline.isSince(drops), deadline.isSince(deadline.drops)]).toEqual([false, true]);
});

it('goes by a clock that shows the same in every thread', async () => {
  const before = now().monotonic;
  const told = await new Promise<number>((resolve, reject) => {
    const program = `
      const [seconds, nanoseconds] = process.hrtime();
      require('node:worker_threads').parentPort.postMessage(seconds * 1000 + nanoseconds / 1e6);
    `;
    new Worker(program, { eval: true }).once('message', resolve).once('error', reject);
  });
  expect(told).toBeGreaterThanOrEqual(before);
  expect(told).toBeLessThanOrEqual(now().monotonic);
});
