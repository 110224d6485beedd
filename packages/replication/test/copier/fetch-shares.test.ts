import { expect, test } from 'vitest';
import { FetchShares } from '../../src/copier/fetch-shares.ts';
import { sourceBatch } from './copy-support.ts';

const KIB = 1024;
const partition = {};

test('a request is shared by its partitions, as long as some batches of each have room', () => {
  const shares = new FetchShares();
  const shared = (count: number) => shares.of(partition, count, 4096 * KIB) / KIB;
  expect([1, 4, 32, 1000].map(shared)).toEqual([4096, 1024, 128, 128]);
});

test('more is asked for where batches are large, and less where they are small', () => {
  const shares = new FetchShares();
  const ofSize = (size: number) => {
    const records = Buffer.alloc(100);
    records.writeInt32BE(size - 12, 8);
    shares.noteBatches(partition, records);
    return shares.of(partition, 100, 4096 * KIB) / KIB;
  };
  expect([256 * KIB, 2048 * KIB, 64 * KIB].map(ofSize)).toEqual([2048, 4096, 512]);
  shares.noteBatches(partition, sourceBatch(0n, 3));
  expect(shares.of(partition, 100, 4096 * KIB)).toBe(Math.floor((4096 * KIB) / 100));
});

test('a batch that is larger than what was asked for has room soon', () => {
  const shares = new FetchShares();
  const asked: number[] = [];
  while (asked.at(-1) !== 4096) {
    asked.push(shares.of(partition, 100, 4096 * KIB) / KIB);
    shares.noteTooLarge(partition, asked.at(-1)! * KIB);
  }
  expect(asked).toEqual([128, 1024, 4096]);
});
