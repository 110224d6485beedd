import { describe, expect, it, vi } from 'vitest';
import { RateLimit } from '../../src/copier/rate-limit.ts';

describe('rate limit', () => {
  it('lets one second’s budget pass and then asks to wait for the debt', () => {
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const limit = new RateLimit(1000);
    limit.spend(1000);
    expect(limit.waitMs).toBe(0);
    limit.spend(500);
    expect(limit.waitMs).toBe(500);
    vi.mocked(performance.now).mockReturnValue(500);
    expect(limit.waitMs).toBe(0);
    vi.mocked(performance.now).mockReturnValue(60_000);
    limit.spend(3000);
    expect(limit.waitMs).toBe(2000);
    vi.restoreAllMocks();
  });

  it('never waits without a limit', () => {
    const limit = new RateLimit(Number.POSITIVE_INFINITY);
    limit.spend(1e12);
    expect(limit.waitMs).toBe(0);
  });

  it('has a debt paid back at the rate that it is changed to', () => {
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const limit = new RateLimit(1000);
    limit.spend(11_000);
    expect(limit.waitMs).toBe(10_000);
    limit.change(10_000);
    expect(limit.waitMs).toBe(1000);
    limit.change(Number.POSITIVE_INFINITY);
    expect(limit.waitMs).toBe(0);
    limit.change(1000);
    limit.spend(1000);
    expect(limit.waitMs).toBe(0);
    vi.restoreAllMocks();
  });

  it('lets go at once whoever waits when it is lifted or the copy ends', async () => {
    const limit = new RateLimit(1);
    limit.spend(1_000_000);
    const waiting = limit.ready(new AbortController().signal);
    limit.change(Number.POSITIVE_INFINITY);
    await waiting;
    limit.change(1);
    limit.spend(1_000_000);
    await limit.ready(AbortSignal.abort());
  });
});
