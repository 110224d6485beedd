import { describe, expect, it } from 'vitest';
import { disorderOfKeys, disorderOfQueues } from './disorder.ts';
import { countReasons, isAvoidable } from './doubled.ts';
import type { Delivery } from './entries.ts';
import { MessageBooks } from './message-books.ts';

const place = (queueId: number, offset: number) => ({
  ...{ broker: 'a', queueId, offset: BigInt(offset), host: '127.0.0.1:1' },
});

const write = (books: MessageBooks, id: string, rolledBack = false) =>
  books.wrote({ id, key: 'k0', producer: 'p', place: place(0, 0), rolledBack });

let now = 0;
const deliver = (books: MessageBooks, id: string, changes: Partial<Delivery> = {}) => {
  now += 1;
  const offset = Number(id.split('.')[1]);
  const usual = { id, key: 'k0', consumer: 'c', reader: 'group', processed: true };
  books.delivered({ ...usual, place: place(0, offset), reconsumeTimes: 0, at: now, ...changes });
};

const openBooks = () => {
  const books = new MessageBooks('orders');
  books.addReader('group');
  return books;
};

describe('books on messages', () => {
  it('balance when each was processed once, whoever hears of it first', async () => {
    const books = openBooks();
    write(books, '1.1');
    deliver(books, '1.1');
    deliver(books, '1.2');
    write(books, '1.2');
    await books.untilProcessed();
    expect(books.faults()).toEqual([]);
    expect(books.doubled()).toEqual([]);
  });

  it('name what is lost, foreign, failed and yet there, rolled back and yet delivered', () => {
    const books = openBooks();
    for (const id of ['1.1', '1.2']) write(books, id);
    write(books, '1.3', true);
    const unsent = { producer: 'p', error: 'no' };
    books.unsent({ id: '1.4', undecided: false, ...unsent });
    books.unsent({ id: '1.5', undecided: true, ...unsent });
    for (const id of ['1.2', '1.3', '1.4', '1.5', '7.1']) deliver(books, id);
    expect(books.faults()).toEqual([
      'group lost 1.1',
      'group has 1.3, which was rolled back',
      'group has 1.4, which failed: no',
      'group has 7.1, which nobody wrote',
    ]);
  });

  it('take a message that fails for lost until it is processed, except a dead letter', () => {
    const books = new MessageBooks('orders');
    books.addReader('group', (number) => number % 2 === 0);
    for (const id of ['1.1', '1.2']) write(books, id);
    for (const id of ['1.1', '1.2']) deliver(books, id, { processed: false });
    expect(books.faults()).toEqual(['group lost 1.1']);
  });

  it('tell every send that failed, and of messages only those that were not stored later', async () => {
    const books = openBooks();
    const failed = books.untilFailed();
    for (const id of ['1.1', '1.1', '1.2']) {
      books.unsent({ id, producer: 'p', undecided: false, error: 'no' });
    }
    write(books, '1.1');
    await failed;
    expect(books.errors.map(({ id }) => id)).toEqual(['1.1', '1.1', '1.2']);
    expect(books.failed.map(({ id }) => id)).toEqual(['1.2']);
  });

  it('tell why something was doubled', () => {
    const books = openBooks();
    for (const id of ['1.1', '1.2', '1.3', '1.4']) write(books, id);
    for (const id of ['1.1', '1.2', '1.3', '1.4']) deliver(books, id);
    deliver(books, '1.1');
    deliver(books, '1.2', { place: place(3, 9) });
    deliver(books, '1.3', { place: place(0, 50), reconsumeTimes: 1 });
    books.sentAgain('1.4');
    deliver(books, '1.4', { place: place(3, 10) });
    const doubled = books.doubled();
    expect(countReasons(doubled)).toEqual({
      ...{ redelivered: 1, 'stored twice': 1, retried: 1, 'sent again': 1 },
    });
    expect(doubled.filter(isAvoidable).map(({ id }) => id)).toEqual(['1.2', '1.3']);
  });

  it('tell disorder of queues and keys by the time of deliveries, and not of what comes again', () => {
    const books = openBooks();
    for (const id of ['1.1', '1.2', '1.2', '1.1', '1.4']) deliver(books, id);
    expect(disorderOfQueues(books.deliveries)).toEqual([]);
    expect(disorderOfKeys(books.deliveries)).toEqual([]);
    deliver(books, '1.3');
    deliver(books, '1.5', { place: place(1, 1) });
    expect(disorderOfQueues(books.deliveries)).toEqual(['group a 0: 1.3 of c after 1.4 of c']);
    expect(disorderOfKeys(books.deliveries)).toEqual(['group run 1 k0: 1.3 of c after 1.4 of c']);
  });

  it('tell those who wait when a program ends', async () => {
    const books = openBooks();
    const waiting = books.untilWritten(1);
    books.break(new Error('it ended'));
    await expect(waiting).rejects.toThrow('it ended');
    await expect(books.untilWritten(1)).rejects.toThrow('it ended');
  });
});
