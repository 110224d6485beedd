import { describe, expect, it } from 'vitest';
import { RateBudget } from '../../src/copier/rate-budget.ts';
import { RateLimit } from '../../src/copier/rate-limit.ts';

const limitAt = (bytesPerSecond: number) => {
  const clock = { ms: 0 };
  const limit = new RateLimit(new RateBudget(undefined, () => BigInt(clock.ms) * 1_000_000n));
  limit.change(bytesPerSecond);
  return { limit, clock };
};

describe('rate limit', () => {
  it('lets one second’s budget pass and then asks to wait for the debt', () => {
    const { limit, clock } = limitAt(1000);
    limit.spend(1000);
    expect(limit.waitMs).toBe(0);
    limit.spend(500);
    expect(limit.waitMs).toBe(500);
    clock.ms = 500;
    expect(limit.waitMs).toBe(0);
    clock.ms = 60_000;
    limit.spend(3000);
    expect(limit.waitMs).toBe(2000);
  });

  it('never waits without a limit', () => {
    const limit = RateLimit.of(Number.POSITIVE_INFINITY);
    limit.spend(1e12);
    expect(limit.waitMs).toBe(0);
  });

  it('has a debt paid back at the rate that it is changed to', () => {
    const { limit } = limitAt(1000);
    limit.spend(11_000);
    expect(limit.waitMs).toBe(10_000);
    limit.change(10_000);
    expect(limit.waitMs).toBe(1000);
    limit.change(Number.POSITIVE_INFINITY);
    expect(limit.waitMs).toBe(0);
    limit.change(1000);
    limit.spend(1000);
    expect(limit.waitMs).toBe(0);
  });

  it('lets go at once whoever waits when it is lifted or the copy ends', async () => {
    const limit = RateLimit.of(1);
    limit.spend(1_000_000);
    const waiting = limit.ready(new AbortController().signal);
    limit.change(Number.POSITIVE_INFINITY);
    await waiting;
    limit.change(1);
    limit.spend(1_000_000);
    await limit.ready(AbortSignal.abort());
  });

  it('is one budget for all threads that share its memory', () => {
    const { limit, clock } = limitAt(1000);
    const elsewhere = new RateLimit(new RateBudget(limit.memory, () => BigInt(clock.ms) * 1_000_000n));
    expect(elsewhere.bytesPerSecond).toBe(1000);
    limit.spend(1500);
    elsewhere.spend(1500);
    expect([limit.waitMs, elsewhere.waitMs]).toEqual([2000, 2000]);
    clock.ms = 1000;
    // What one has counted in, the other does not count again.
    expect([limit.waitMs, elsewhere.waitMs]).toEqual([1000, 1000]);
    // The change is made in each thread: the second time nothing changes.
    limit.change(500);
    elsewhere.change(500);
    expect([limit.waitMs, elsewhere.waitMs]).toEqual([2000, 2000]);
  });

  it('loses nothing of a low rate, however often it is asked', () => {
    const { limit, clock } = limitAt(1);
    limit.spend(11);
    for (let i = 0; i < 10_000; i += 1) {
      clock.ms += 1;
      limit.spend(0);
    }
    expect(limit.waitMs).toBe(0);
  });
});
