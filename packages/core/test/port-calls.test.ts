import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { callsOver, defineErrors } from '../src/index.ts';

const shopErrors = defineErrors({
  SHOP_SOLD_OUT: {
    status: 409,
    retriable: false,
    message: { en: 'No more {what}.', zh: '{what} 已售完。' },
    action: { en: 'Come back.', zh: '请再来。' },
  },
});

interface Shop {
  sell(what: string, count: number): Promise<{ sold: bigint }>;
  note(what: string): void;
  refuse(): void;
  break(): void;
}

const opened: MessageChannel[] = [];
afterEach(() => {
  for (const { port1 } of opened.splice(0)) port1.close();
});

const open = () => {
  const channel = new MessageChannel();
  opened.push(channel);
  const done: string[] = [];
  const shop: Shop = {
    sell: async (what, count) => {
      done.push(what);
      return { sold: BigInt(count) };
    },
    note: (what) => void done.push(what),
    refuse: () => {
      throw shopErrors.SHOP_SOLD_OUT({ what: 'apples' });
    },
    break: () => {
      throw new Error('broken');
    },
  };
  callsOver(channel.port2, shop);
  return { done, calls: callsOver<Shop>(channel.port1, {}) };
};

it('gives answers, and begins calls in the order in which they were made', async () => {
  const { done, calls } = open();
  calls.tell.note('first');
  const sold = calls.ask.sell('second', 2);
  calls.tell.note('third');
  expect(await sold).toEqual({ sold: 2n });
  expect(await calls.ask.sell('fourth', 4)).toEqual({ sold: 4n });
  expect(done).toEqual(['first', 'second', 'third', 'fourth']);
});

it('carries coded errors over with their texts, and of others what they say', async () => {
  const { calls } = open();
  const original = shopErrors.SHOP_SOLD_OUT({ what: 'apples' });
  const error = await calls.ask.refuse().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'CodedError', code: original.code, message: original.message });
  expect((error as typeof original).text('zh')).toBe(original.text('zh'));
  await expect(calls.ask.break()).rejects.toThrow('broken');
});

it('leaves nobody waiting for a side that is gone', async () => {
  const { calls } = open();
  const waiting = calls.ask.sell('bread', 1);
  calls.fail(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  await expect(calls.ask.sell('bread', 1)).rejects.toThrow('gone');
});
