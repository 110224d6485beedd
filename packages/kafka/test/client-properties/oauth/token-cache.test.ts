import { describe, expect, test } from 'vitest';
import { createTokenCache } from '../../../src/client-properties/oauth/token-cache.ts';

const setUp = (lifetime: number | undefined) => {
  const state = { now: 1_000, fetched: 0, broken: false };
  const token = createTokenCache({
    refreshAfter: 0.8,
    now: () => state.now,
    fetchToken: async () => {
      state.fetched++;
      if (state.broken) throw new Error('endpoint down');
      const value = `token ${state.fetched}`;
      return lifetime === undefined ? { value } : { value, lifetimeMs: state.now + lifetime };
    },
  });
  return { state, value: async () => (await token()).value };
};

describe('a token', () => {
  test('is kept until most of its lifetime is over', async () => {
    const { state, value } = setUp(100);
    expect(await value()).toBe('token 1');
    state.now += 79;
    expect(await value()).toBe('token 1');
    state.now += 1;
    expect(await value()).toBe('token 2');
  });

  test('is fetched once for callers that come together', async () => {
    const { state, value } = setUp(100);
    expect(await Promise.all([value(), value(), value()])).toEqual(['token 1', 'token 1', 'token 1']);
    expect(state.fetched).toBe(1);
  });

  test('serves on while no new one can be had, until it expires', async () => {
    const { state, value } = setUp(100);
    await value();
    state.broken = true;
    state.now += 99;
    expect(await value()).toBe('token 1');
    state.now += 1;
    await expect(value()).rejects.toThrow('endpoint down');
    state.broken = false;
    expect(await value()).toBe('token 4');
  });

  test('is fetched each time when it does not say how long it lasts', async () => {
    const { value } = setUp(undefined);
    expect([await value(), await value()]).toEqual(['token 1', 'token 2']);
  });
});
