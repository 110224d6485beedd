import { type BatchHeader, encodeBody, type RecordSlices } from '@mqferry/kafka';
import { expect, it } from 'vitest';
import { CompactedComparison } from '../../src/verify/compacted-partition.ts';
import type { DigestReader } from '../../src/verify/digest-reader.ts';

/** A record, or a marker where it says how a transaction ended. */
interface Item {
  readonly offset: number;
  readonly key?: string;
  readonly value?: string | null;
  readonly transaction?: bigint;
  readonly end?: 'commit' | 'abort';
}

const slicesOf = ({ offset, key = 'k', value = 'v', end }: Item): RecordSlices => {
  const body = end
    ? Buffer.from(end)
    : encodeBody({ key: Buffer.from(key), value: value === null ? null : Buffer.from(value), headers: [] });
  const header = { isControl: end !== undefined } as BatchHeader;
  return {
    header,
    offset: BigInt(offset),
    timestamp: 5n,
    body,
    start: 0,
    end: body.length,
    next: () => false,
  };
};

const readerOf = (items: readonly Item[]): DigestReader =>
  ({
    visitUntil: async (until: bigint, visit: (record: RecordSlices, transaction: bigint) => void) => {
      for (const item of items.filter(({ offset }) => offset < until))
        visit(slicesOf(item), item.transaction ?? -1n);
    },
  }) as unknown as DigestReader;

const differences = async (source: readonly Item[], target: readonly Item[]) => {
  const comparison = new CompactedComparison(readerOf(source), readerOf(target));
  await comparison.compareUntil(1_000n);
  return comparison.differences().map(({ offset, kind }) => [Number(offset), kind]);
};

const a = (offset: number, value = `${offset}`): Item => ({ offset, key: 'a', value });

it('takes what a later record of the key supersedes as dropped, on either side', async () => {
  expect(await differences([a(3)], [a(1), a(2), a(3)])).toEqual([]);
  expect(await differences([a(1), a(3)], [a(2), a(3)])).toEqual([]);
});

it('takes tombstones that are gone as dropped', async () => {
  expect(await differences([], [a(1), { offset: 2, key: 'a', value: null }])).toEqual([]);
});

it('finds the latest value of a key missing, come back, or changed', async () => {
  expect(await differences([a(1), a(2)], [a(1)])).toEqual([[2, 'missing-on-target']]);
  expect(await differences([], [a(1)])).toEqual([[1, 'missing-on-source']]);
  expect(await differences([a(2, 'x')], [a(1), a(2, 'y')])).toEqual([[2, 'content-differs']]);
  expect(await differences([a(1)], [{ offset: 1, key: 'b', value: '1' }])).toEqual([[1, 'content-differs']]);
});

it('does not take an aborted record for a later one, nor asks for it', async () => {
  const aborted = { ...a(2), transaction: 7n };
  const end = { offset: 3, transaction: 7n, end: 'abort' } as const;
  expect(await differences([a(1), aborted, end], [aborted, end])).toEqual([[1, 'missing-on-target']]);
  expect(await differences([end], [aborted, end])).toEqual([]);
});

it('takes a committed record for a later one from its offset on', async () => {
  const committed = { ...a(2), transaction: 7n };
  const end = { offset: 4, transaction: 7n, end: 'commit' } as const;
  expect(await differences([committed, end], [a(1), committed, end])).toEqual([]);
  expect(await differences([a(3), end], [committed, a(3), end])).toEqual([]);
  expect(await differences([end], [committed, end])).toEqual([[2, 'missing-on-source']]);
});

it('lets the target have markers in holes, but not lack one', async () => {
  const marker = { offset: 1, transaction: 9n, end: 'abort' } as const;
  expect(await differences([a(2)], [marker, a(2)])).toEqual([]);
  expect(await differences([marker, a(2)], [a(2)])).toEqual([[1, 'missing-on-target']]);
});
