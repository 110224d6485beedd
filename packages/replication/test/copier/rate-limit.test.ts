import { describe, expect, it, vi } from 'vitest';
import { RateLimit } from '../../src/copier/rate-limit.ts';

describe('rate limit', () => {
  it('lets one second’s budget pass and then asks to wait for the debt', () => {
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const limit = new RateLimit(1000);
    expect(limit.spend(1000)).toBe(0);
    expect(limit.spend(500)).toBe(500);
    vi.mocked(performance.now).mockReturnValue(500);
    expect(limit.spend(0)).toBe(0);
    vi.mocked(performance.now).mockReturnValue(60_000);
    expect(limit.spend(3000)).toBe(2000);
    vi.restoreAllMocks();
  });

  it('never waits without a limit', () => {
    expect(new RateLimit(Number.POSITIVE_INFINITY).spend(1e12)).toBe(0);
  });
});
