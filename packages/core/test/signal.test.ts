import { expect, test } from 'vitest';
import { Signal } from '../src/signal.ts';

test('wakes all who wait, and who waits for a time only', async () => {
  const signal = new Signal();
  const woken: string[] = [];
  const both = [
    signal.wait().then(() => woken.push('woken')),
    signal.wait(60_000).then(() => woken.push('in time')),
  ];
  signal.notify();
  await Promise.all(both);
  expect(woken).toEqual(['woken', 'in time']);
  await signal.wait(1);
});
