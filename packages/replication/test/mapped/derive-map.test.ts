import { buildBatch, type NewBatchFields } from '@mqferry/kafka';
import { describe, expect, it } from 'vitest';
import { deriveRuns, identicalUntil } from '../../src/mapped/derive-map.ts';
import { ids, marker, sourceBatch, where } from '../copier/copy-support.ts';
import { type FakeLog, fakeLog } from '../verify/fake-log.ts';

const ours: NewBatchFields = { producerId: ids.mapped, producerEpoch: 0, baseSequence: 0 };

/** Records with these values from an offset on. */
const batch = (baseOffset: bigint, values: readonly string[], fields: NewBatchFields = {}): Buffer =>
  buildBatch(
    values.map((value) => ({ timestamp: 1_700_000_000_000n, key: null, value: Buffer.from(value) })),
    { ...fields, baseOffset },
  );

const stretch = (sourceEnd: bigint, targetEnd: bigint, sourceFrom = 0n, targetFrom = 0n) => ({
  ...{ ...where, sourceEnd, targetEnd, sourceFrom, targetFrom },
});

const derive = (source: FakeLog, target: FakeLog, ends: ReturnType<typeof stretch>, tolerates = false) =>
  deriveRuns(source.client, target.client, ends, ids, tolerates);

describe('a map that is derived from the records', () => {
  it('finds the records of the source on the target, behind holes and markers of the source', async () => {
    const source = fakeLog(sourceBatch(0n, 2), marker(2n, 'commit', 9n), batch(5n, ['5', '6']));
    const target = fakeLog(batch(0n, ['0', '1'], ours), batch(2n, ['5', '6'], ours));
    expect(await derive(source, target, stretch(7n, 4n))).toEqual([
      { source: 0n, target: 0n, count: 2n },
      { source: 5n, target: 2n, count: 2n },
    ]);
  });

  it('leaves records of others where they are, if there was no map before', async () => {
    const source = fakeLog(sourceBatch(0n, 2));
    const target = fakeLog(
      batch(0n, ['x']),
      batch(1n, ['0'], ours),
      batch(2n, ['y']),
      batch(3n, ['1'], ours),
    );
    expect(await derive(source, target, stretch(2n, 4n), true)).toEqual([
      { source: 0n, target: 1n, count: 1n },
      { source: 1n, target: 3n, count: 1n },
    ]);
    await expect(derive(source, target, stretch(2n, 4n))).rejects.toMatchObject({
      code: 'REPLICATION_TARGET_HAS_OTHER_DATA',
    });
  });

  it('is refused where what was copied is not the source’s next record', async () => {
    const target = fakeLog(batch(0n, ['0', '1'], ours));
    for (const source of [fakeLog(batch(0n, ['0', '2'])), fakeLog(batch(0n, ['0']))])
      await expect(derive(source, target, stretch(2n, 2n))).rejects.toMatchObject({
        code: 'REPLICATION_TARGET_HAS_OTHER_DATA',
      });
  });
});

describe('an identical copy that diverged', () => {
  const until = (source: FakeLog, target: FakeLog, ends: ReturnType<typeof stretch>, compacted = false) =>
    identicalUntil(source.client, target.client, ends, compacted);

  it('is identical up to the first record that differs, is missing, or is somebody else’s', async () => {
    const source = fakeLog(sourceBatch(0n, 5));
    expect(await until(source, fakeLog(sourceBatch(0n, 5)), stretch(5n, 5n))).toBe(5n);
    expect(await until(source, fakeLog(sourceBatch(0n, 3), batch(3n, ['x'])), stretch(5n, 4n))).toBe(3n);
    expect(await until(source, fakeLog(sourceBatch(0n, 2), batch(3n, ['3'])), stretch(5n, 4n))).toBe(2n);
    expect(await until(source, fakeLog(batch(0n, ['x'])), stretch(5n, 1n))).toBe(0n);
  });

  it('may have what compaction took from its source', async () => {
    const source = fakeLog(batch(0n, ['0']), batch(3n, ['3', '4']));
    const target = fakeLog(sourceBatch(0n, 5));
    expect(await until(source, target, stretch(5n, 5n), true)).toBe(5n);
    expect(await until(source, target, stretch(5n, 5n))).toBe(1n);
  });

  it('has nothing in common where the logs do not overlap', async () => {
    const source = fakeLog(sourceBatch(10n, 2));
    expect(await until(source, fakeLog(sourceBatch(0n, 3)), stretch(12n, 3n, 10n))).toBe(10n);
  });
});
