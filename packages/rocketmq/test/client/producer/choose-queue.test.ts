import { describe, expect, it } from 'vitest';
import { QueueTurns, queueForKey } from '../../../src/client/producer/choose-queue.ts';

const queuesAt = (brokerName: string, count: number) =>
  Array.from({ length: count }, (_, queueId) => ({ topic: 't', brokerName, queueId }));

describe('the queue for a key', () => {
  it.each([
    // As Java says: Math.abs(key.hashCode() % 6).
    ['abc', 0],
    ['', 0],
    ['order-17', 5],
    ['polygenelubricants', 2],
    ['订单', 1],
  ])('of “%s” is that of Java’s selector', (key, place) => {
    expect(queueForKey(queuesAt('a', 6), key).queueId).toBe(place);
  });
});

describe('turns', () => {
  it('take every queue of a topic before one comes again', () => {
    const turns = new QueueTurns();
    const queues = queuesAt('a', 4);
    const taken = Array.from({ length: 8 }, () => turns.next('t', queues).queueId);
    expect(taken.slice(0, 4).toSorted()).toEqual([0, 1, 2, 3]);
    expect(taken.slice(4)).toEqual(taken.slice(0, 4));
  });

  it('pass over the broker that has just failed, unless there is no other', () => {
    const turns = new QueueTurns();
    const queues = [...queuesAt('a', 3), ...queuesAt('b', 1)];
    for (let i = 0; i < 8; i += 1) expect(turns.next('t', queues, 'a').brokerName).toBe('b');
    expect(turns.next('u', queuesAt('a', 2), 'a').brokerName).toBe('a');
  });

  it('go on within a topic that has fewer queues now', () => {
    const turns = new QueueTurns();
    for (let i = 0; i < 5; i += 1) turns.next('t', queuesAt('a', 8));
    expect(turns.next('t', queuesAt('a', 1)).queueId).toBe(0);
  });
});
