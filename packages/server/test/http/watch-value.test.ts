import { expect, test } from 'vitest';
import { watchValue } from '../../src/http/watch-value.ts';

test('a value is told at once, again when it has changed, and not any more when nobody listens', async () => {
  const gone = new AbortController();
  const values = [{ lag: 5n }, { lag: 5n }, { lag: 4n }];
  let reads = 0;
  const read = async () => values[Math.min(reads++, values.length - 1)]!;
  const told: unknown[] = [];
  for await (const value of await watchValue(read, gone.signal)) {
    told.push(value);
    if (told.length === 2) gone.abort();
  }
  expect(told).toEqual([{ lag: 5n }, { lag: 4n }]);
  expect(reads).toBe(3);
});

test('what is not there is an answer, and no stream that breaks off', async () => {
  const missing = () => Promise.reject(new Error('no such thing'));
  await expect(watchValue(missing, new AbortController().signal)).rejects.toThrow('no such thing');
});
