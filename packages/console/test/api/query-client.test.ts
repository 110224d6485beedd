import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createQueryClient } from '../../src/api/query-client.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows nobody an answer that was left a while ago until the next one comes', async () => {
  const queryClient = createQueryClient();
  let asked = 0;
  const queryFn = async () => {
    asked += 1;
    return asked;
  };
  const topics = { queryKey: ['topics'], queryFn };
  const open = () => new QueryObserver(queryClient, topics).subscribe(() => undefined);
  const shown = () => queryClient.getQueryData(topics.queryKey);

  const leave = open();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBe(1);
  leave();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shown()).toBe(1);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(shown()).toBeUndefined();

  open();
  expect(shown()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBe(2);
});
