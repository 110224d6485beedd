import { expect, test } from 'vitest';
import { CopyControl } from '../../src/copier/copy-control.ts';

const MANY = 1e9;

test('what was said last of a topic holds, also of topics that come later', () => {
  const control = new CopyControl();
  control.pause(undefined);
  expect([control.isPaused('orders'), control.mayRead('orders')]).toEqual([true, false]);
  control.resume(/^orders$/u);
  expect([control.isPaused('orders'), control.isPaused('payments')]).toEqual([false, true]);
  control.pause(/^.*s$/u);
  expect(control.isPaused('orders')).toBe(true);
  control.resume(undefined);
  expect([control.isPaused('orders'), control.isPaused('payments')]).toEqual([false, false]);
});

test('a topic has a limit of its own, and pays its debt back whatever is changed besides', () => {
  const control = new CopyControl();
  control.changeTopicRate(/^o.*$/u, 1000);
  const limit = control.limitOf('orders')!;
  limit.spend(MANY);
  expect([control.mayRead('orders'), control.mayRead('other')]).toEqual([false, true]);
  expect(control.throttledBy).toBe('topic-rate-limit');
  control.pause(/^payments$/u);
  control.changeTopicRate(/^orders$/u, 2000);
  expect(control.limitOf('orders')).toBe(limit);
  expect(control.topicRates).toEqual(
    new Map([
      ['orders', 2000],
      ['other', 1000],
    ]),
  );
  expect(control.mayRead('orders')).toBe(false);
  control.changeTopicRate(/^orders$/u, Number.POSITIVE_INFINITY);
  expect([control.limitOf('orders'), control.mayRead('orders')]).toEqual([undefined, true]);
  expect(control.limitOf('other')?.bytesPerSecond).toBe(1000);
});

test('the limit of all together and its changes are told', () => {
  const control = new CopyControl(5);
  let changes = 0;
  control.onChange(() => {
    changes += 1;
  });
  control.total.spend(MANY);
  expect(control.throttledBy).toBe('rate-limit');
  control.changeRate(Number.POSITIVE_INFINITY);
  expect([control.throttledBy, changes]).toEqual([undefined, 1]);
});
