import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Replies } from '../../../src/client/core/replies.ts';

const reply = (correlationId: string) => ({
  ...{ body: Buffer.from('x'), flag: 0, bornTimestamp: 0n },
  properties: new Map([['CORRELATION_ID', correlationId]]),
});

describe('replies', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('come to who waits for them, once', async () => {
    const replies = new Replies();
    const [first, second] = ['a', 'b'].map((id) => replies.wait(id, 't', 100));
    replies.settle(reply('b'));
    replies.settle(reply('a'));
    replies.settle(reply('a'));
    replies.settle(reply('nobody'));
    expect((await first)!.properties.get('CORRELATION_ID')).toBe('a');
    expect((await second)!.properties.get('CORRELATION_ID')).toBe('b');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are waited for so long', async () => {
    const replies = new Replies();
    const outcome = expect(replies.wait('a', 't', 100)).rejects.toMatchObject({
      code: 'ROCKETMQ_REPLY_TIMEOUT',
    });
    await vi.advanceTimersByTimeAsync(100);
    await outcome;
  });

  it('are given up with the client', async () => {
    const replies = new Replies();
    const outcome = expect(replies.wait('a', 't', 100)).rejects.toThrow('closed');
    replies.dropAll(new Error('closed'));
    await outcome;
    expect(vi.getTimerCount()).toBe(0);
  });
});
