import { beforeEach, describe, expect, test } from 'vitest';
import { Ledger, type Side } from '../../src/demo/ledger.ts';

const code = (code: string) => expect.objectContaining({ code });

let ledger: Ledger;
beforeEach(() => {
  ledger = new Ledger();
});

const read = (side: Side, partition: number, offset: number, value: string, at = 0) =>
  ledger.read(side, { partition, offset: BigInt(offset), value }, at);

const acknowledged = (partition: number, offset: number, value: string) =>
  ledger.acknowledged({ partition, offset: BigInt(offset), value });

const readWhatWasSent = () => {
  acknowledged(0, 1, '1.0');
  acknowledged(1, 0, '1.1');
  read('source', 0, 0, 'backlog');
  read('source', 0, 1, '1.0');
  read('source', 1, 0, '1.1');
  acknowledged(0, 2, '2.0');
  read('target', 0, 2, '2.0');
};

test('books that agree are closed, and counted with and without the backlog', () => {
  readWhatWasSent();
  expect(() => ledger.close()).not.toThrow();
  expect([ledger.records, ledger.numbered, ledger.sent]).toEqual([4, 3, 3]);
  expect(ledger.next(0)).toBe(3n);
  expect([...ledger.firstOn('target')]).toEqual([[0, 2n]]);
});

describe('a record in the wrong place', () => {
  test.each([
    ['skips one', 2],
    ['comes a second time', 0],
  ])('%s', (_, offset) => {
    read('source', 0, 0, 'a');
    expect(() => read('target', 0, offset, 'b')).toThrow(code('DEMO_RECORD_OUT_OF_PLACE'));
  });

  test.each(['1.4', '1.5', '0.9'])('order %s after order 1.5', (value) => {
    read('source', 0, 0, '1.5');
    expect(() => read('source', 0, 1, value)).toThrow(code('DEMO_ORDER_BROKEN'));
  });

  test('numbers start anew with the next run', () => {
    read('source', 0, 0, '1.5');
    expect(() => read('target', 0, 1, '2.0')).not.toThrow();
  });
});

describe('books that do not agree', () => {
  test('an acknowledged record was never read', () => {
    readWhatWasSent();
    acknowledged(1, 1, '1.2');
    expect(() => ledger.close()).toThrow(code('DEMO_RECORD_LOST'));
  });

  test('another one was read in its place', () => {
    acknowledged(0, 0, '1.0');
    read('source', 0, 0, '1.1');
    expect(() => ledger.close()).toThrow(code('DEMO_RECORD_LOST'));
  });

  test('one was read that nobody was told of', () => {
    readWhatWasSent();
    read('target', 1, 1, '2.1');
    expect(() => ledger.close()).toThrow(code('DEMO_RECORD_UNKNOWN'));
  });
});

test('the longest pause tells whether it lay between the clusters', () => {
  read('source', 0, 0, 'a', 1_000);
  read('source', 0, 1, 'b', 1_300);
  expect(ledger.longestPause).toEqual({ ms: 300, atHandOff: false });
  read('target', 0, 2, 'c', 3_300);
  read('target', 0, 3, 'd', 3_400);
  expect(ledger.longestPause).toEqual({ ms: 2_000, atHandOff: true });
});
