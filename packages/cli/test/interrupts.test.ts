import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { withInterrupts } from '../src/interrupts.ts';

const set = () => {
  const interrupts = new EventEmitter();
  const exit = vi.fn();
  const handlers = { onFirst: vi.fn(), onSecond: vi.fn() };
  return { interrupts, exit, handlers };
};

test('the first Ctrl-C asks the work to end, the second ends the process with 1', async () => {
  const { interrupts, exit, handlers } = set();
  await withInterrupts({ interrupts, exit }, handlers, async (signal) => {
    interrupts.emit('SIGINT');
    expect(signal.aborted).toBe(true);
    expect(handlers.onFirst).toHaveBeenCalledOnce();
    expect(exit).not.toHaveBeenCalled();
    interrupts.emit('SIGTERM');
    expect(handlers.onSecond).toHaveBeenCalledOnce();
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
  });
});

test('afterwards Ctrl-C is what it was before, also when the work failed', async () => {
  const { interrupts, exit, handlers } = set();
  await expect(
    withInterrupts({ interrupts, exit }, handlers, () => Promise.reject(new Error('failed'))),
  ).rejects.toThrow('failed');
  expect(interrupts.listenerCount('SIGINT') + interrupts.listenerCount('SIGTERM')).toBe(0);
});
