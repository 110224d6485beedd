import { expect, test } from 'vitest';
import { OffsetMap } from '../../src/mapped/offset-map.ts';
import { type ComparedLogs, compareStretches, differencesIn } from '../../src/verify/compare-stretches.ts';
import { marker, sourceBatch, where } from '../copier/copy-support.ts';
import { fakeLog } from '../verify/fake-log.ts';

const map = new OffsetMap();
map.append({ source: 0n, target: 5n, count: 2n });
map.append({ source: 3n, target: 7n, count: 3n });

const source = fakeLog(sourceBatch(0n, 2), marker(2n, 'commit', 9n), sourceBatch(3n, 3));

/** The target has something of others in front, and the records of the source with these values. */
const logsWith = (...values: readonly bigint[]): ComparedLogs => {
  const copied = values.map((value, i) => {
    const batch = sourceBatch(value, 1);
    batch.writeBigInt64BE(5n + BigInt(i), 0);
    return batch;
  });
  const target = fakeLog(sourceBatch(90n, 0), ...copied);
  return {
    ...{ ...where, source: source.client, target: target.client, stableEnd: 6n },
    ...{ committedOnly: true, pace: async () => {} },
    names: { source: (id) => id, target: (id) => id },
    mapped: { map, stableEnd: 10n },
  };
};

const compare = async (logs: ComparedLogs) => {
  const stretches = [];
  for await (const { equal, records } of compareStretches(logs, 0n, 6n)) stretches.push({ equal, records });
  return stretches;
};

test('records at other offsets are equal by the map', async () => {
  expect(await compare(logsWith(0n, 1n, 3n, 4n, 5n))).toEqual([{ equal: true, records: 5 }]);
});

test('what differs and what is missing is named by the offset at the source', async () => {
  const logs = logsWith(0n, 1n, 4n, 3n);
  expect(await compare(logs)).toEqual([{ equal: false, records: 5 }]);
  expect(await differencesIn(logs, { start: 0n, end: 6n })).toEqual([
    { offset: 3n, kind: 'content-differs' },
    { offset: 4n, kind: 'content-differs' },
    { offset: 5n, kind: 'missing-on-target' },
  ]);
});
