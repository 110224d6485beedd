import { describe, expect, it } from 'vitest';
import { allocateAveragely } from '../../../src/client/push/allocate-averagely.ts';

/** As it is written in Java. */
const inJava = (place: number, queues: number, clients: number): number[] => {
  const mod = queues % clients;
  const averageSize =
    queues <= clients
      ? 1
      : mod > 0 && place < mod
        ? Math.floor(queues / clients) + 1
        : Math.floor(queues / clients);
  const startIndex = mod > 0 && place < mod ? place * averageSize : place * averageSize + mod;
  const range = Math.min(averageSize, queues - startIndex);
  return Array.from({ length: Math.max(range, 0) }, (_, i) => startIndex + i);
};

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('the share of a client', () => {
  it('is Java’s for up to 40 queues and 20 clients, and all shares together are all queues', () => {
    for (const queues of numbers(41)) {
      for (const clients of numbers(20).map((i) => i + 1)) {
        const ids = numbers(clients).map(String);
        const shares = ids.map((id) => allocateAveragely(id, numbers(queues), ids));
        expect(shares).toEqual(ids.map((_, place) => inJava(place, queues, clients)));
        expect(shares.flat()).toEqual(numbers(queues));
      }
    }
  });

  it('is nothing for who is not among the clients', () => {
    expect(allocateAveragely('x', [1, 2], ['a'])).toEqual([]);
    expect(allocateAveragely('x', [1, 2], [])).toEqual([]);
  });
});
