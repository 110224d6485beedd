import { describe, expect, it, vi } from 'vitest';
import { ProcessQueue } from '../../../src/client/push/process-queue.ts';
import type { ReceivedMessage } from '../../../src/client/push/received-message.ts';

const message = (queueOffset: bigint, bytes = 1) =>
  ({ queueOffset, stored: { storedBody: Buffer.alloc(bytes) } }) as unknown as ReceivedMessage;

const filled = (...offsets: bigint[]) => {
  const queue = new ProcessQueue({ topic: 't', brokerName: 'b', queueId: 0 });
  const messages = offsets.map((offset) => message(offset));
  queue.put(messages);
  return { queue, messages };
};

describe('the messages of a queue', () => {
  it('have the group go on at the first that is not consumed, whatever comes behind it', () => {
    const { queue, messages } = filled(3n, 5n, 9n);
    expect([queue.count, queue.span, queue.firstOffset]).toEqual([3, 6n, 3n]);
    expect(queue.remove([messages[1]!])).toBe(3n);
    expect(queue.remove([messages[0]!])).toBe(9n);
    expect(queue.remove([messages[2]!])).toBe(10n);
    expect(queue.remove([messages[2]!])).toBeUndefined();
    expect([queue.count, queue.bytes, queue.span]).toEqual([0, 0, 0n]);
  });

  it('count their bytes once', () => {
    const { queue } = filled(1n);
    const large = message(2n, 100);
    queue.put([large]);
    expect(queue.bytes).toBe(101);
    queue.remove([large, large]);
    expect(queue.bytes).toBe(1);
  });

  it('are looked at from the first on', () => {
    const { queue } = filled(1n, 2n, 3n);
    expect(queue.peek(2).map(({ queueOffset }) => queueOffset)).toEqual([1n, 2n]);
    expect(queue.peek(9)).toHaveLength(3);
    expect(filled().queue.peek(1)).toEqual([]);
  });
});

describe('the lock of a queue', () => {
  it('is not relied upon when it was not renewed for 30 s', () => {
    vi.useFakeTimers();
    const { queue } = filled();
    expect(queue.isLocked).toBe(false);
    queue.setLocked(true);
    vi.advanceTimersByTime(29_999);
    expect(queue.isLocked).toBe(true);
    vi.advanceTimersByTime(1);
    expect(queue.isLocked).toBe(false);
    queue.setLocked(true);
    queue.setLocked(false);
    expect(queue.isLocked).toBe(false);
    vi.useRealTimers();
  });
});

describe('a rest', () => {
  it('ends when the queue is dropped, and not when something else changes', async () => {
    const { queue } = filled();
    let over = false;
    const rest = queue.rest(60_000).then(() => {
      over = true;
    });
    queue.changed.notify();
    await new Promise(setImmediate);
    expect(over).toBe(false);
    queue.drop();
    await rest;
    await queue.rest(60_000);
  });
});
