import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaClient } from '@mqferry/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundsOf, MapFile } from '../../src/mapped/map-file.ts';
import { MapFolder } from '../../src/mapped/map-folder.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-map-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const newPath = () => {
  files += 1;
  return join(folder, `orders-${files}`);
};
const run = (source: bigint, target: bigint, count: bigint) => ({ source, target, count });
const batch = (...runs: ReturnType<typeof run>[]) => ({ runs, epoch: 0, sequence: Number(runs[0]!.target) });
const runsOf = (file: MapFile) => [...file.map.runs()];

describe('the map of a partition in a file', () => {
  it('is there again after a kill, as far as it came true', () => {
    const path = newPath();
    const file = MapFile.open(path, 'log');
    file.startAt(0n);
    file.announce([batch(run(0n, 0n, 3n)), batch(run(7n, 3n, 2n), run(20n, 5n, 1n))]);
    file.announce([batch(run(30n, 6n, 4n))]);
    const again = MapFile.open(path, 'log');
    expect(runsOf(again)).toEqual([run(0n, 0n, 3n), run(7n, 3n, 2n), run(20n, 5n, 1n), run(30n, 6n, 4n)]);
    // The second batch arrived, the third did not: it may yet.
    expect(again.startAt(6n)).toEqual([batch(run(30n, 6n, 4n))]);
    expect(again.map.sourceEnd).toBe(21n);
    // Also when the next process is killed before it has announced anything.
    const third = MapFile.open(path, 'log');
    expect(runsOf(third)).toEqual([run(0n, 0n, 3n), run(7n, 3n, 2n), run(20n, 5n, 1n)]);
    expect(third.startAt(6n)).toEqual([batch(run(30n, 6n, 4n))]);
  });

  it('has what was written instead of what was announced before', () => {
    const path = newPath();
    const file = MapFile.open(path, 'log');
    file.startAt(0n);
    file.announce([batch(run(0n, 0n, 3n)), batch(run(3n, 3n, 3n))]);
    const next = MapFile.open(path, 'log');
    next.startAt(3n);
    next.announce([batch(run(4n, 3n, 2n))]);
    expect(runsOf(MapFile.open(path, 'log'))).toEqual([run(0n, 0n, 3n), run(4n, 3n, 2n)]);
  });

  it('knows what may yet arrive also when it is written anew, or was told something else meanwhile', async () => {
    const path = newPath();
    const file = MapFile.open(path, 'log');
    file.startAt(0n);
    const [first, late] = [batch(run(0n, 0n, 3n)), batch(run(3n, 3n, 3n))];
    file.announce([first, late]);
    await appendFile(path, Buffer.alloc(40));
    const next = MapFile.open(path, 'log');
    expect(next.startAt(3n)).toEqual([late]);
    const other = batch(run(4n, 3n, 2n));
    next.announce([other]);
    const third = MapFile.open(path, 'log');
    expect(third.startAt(3n)).toEqual([late, other]);
    expect(runsOf(third)).toEqual([run(0n, 0n, 3n)]);
  });

  it('is shorter, never wrong, when a late batch lies in the place of another one', () => {
    const late = batch(run(3n, 3n, 3n));
    const other = { ...batch(run(4n, 3n, 3n)), epoch: 1, sequence: 0 };
    const lastOf = ({ runs, epoch, sequence }: typeof late) => {
      const { target, count } = runs[0]!;
      const lastOffset = target + count - 1n;
      return { baseOffset: target, lastOffset, producerEpoch: epoch, baseSequence: sequence };
    };
    const endsAfter = (last: typeof late, announced: readonly (typeof late)[]) => {
      const path = newPath();
      const first = MapFile.open(path, 'log');
      first.startAt(0n);
      first.announce([batch(run(0n, 0n, 3n)), late]);
      const next = MapFile.open(path, 'log');
      next.startAt(3n);
      next.announce(announced);
      const third = MapFile.open(path, 'log');
      third.forgetUnless(lastOf(last));
      return third.map.targetEnd;
    };
    expect(endsAfter(late, [other])).toBe(3n);
    expect(endsAfter(other, [other])).toBe(6n);
    // Other batches, which end where the late one does: its records are theirs.
    expect(endsAfter(late, [batch(run(3n, 3n, 1n)), batch(run(4n, 4n, 2n))])).toBe(6n);
    // Somebody else's.
    expect(endsAfter({ ...other, sequence: 7 }, [other])).toBe(3n);
    // In front of what was about to be written.
    expect(endsAfter(batch(run(0n, 0n, 3n)), [other])).toBe(6n);
  });

  it('is shorter, never wrong, when its end is torn or damaged', async () => {
    for (const damage of ['torn', 'damaged', 'zeros'] as const) {
      const path = newPath();
      const file = MapFile.open(path, 'log');
      file.startAt(0n);
      file.announce([batch(run(0n, 0n, 3n))]);
      const { size } = await stat(path);
      file.announce([batch(run(5n, 3n, 2n))]);
      if (damage === 'torn') await truncate(path, size + 11);
      if (damage === 'zeros') await truncate(path, size).then(() => appendFile(path, Buffer.alloc(40)));
      if (damage === 'damaged') {
        const bytes = await readFile(path);
        bytes[size + 20]! ^= 1;
        await writeFile(path, bytes);
      }
      expect(runsOf(MapFile.open(path, 'log'))).toEqual([run(0n, 0n, 3n)]);
    }
  });

  it('is not that of another log of the same name', () => {
    const path = newPath();
    const file = MapFile.open(path, 'log');
    file.startAt(0n);
    file.announce([batch(run(0n, 0n, 3n))]);
    expect(MapFile.open(path, 'another').map.isEmpty).toBe(true);
  });

  it('stays small, and knows what is on its way, however much is announced', async () => {
    const path = newPath();
    const file = MapFile.open(path, 'log');
    file.startAt(0n);
    const count = 100_000;
    for (let i = 0; i < count; i += 100) {
      file.announce(Array.from({ length: 100 }, (_, j) => batch(run(BigInt(i + j), BigInt(i + j), 1n))));
      file.confirmTo(BigInt(i + 40));
    }
    expect((await stat(path)).size).toBeLessThan(1_500_000);
    const again = MapFile.open(path, 'log');
    expect(runsOf(again)).toEqual([run(0n, 0n, BigInt(count))]);
    const pending = again.startAt(BigInt(count - 3)).map((late) => Number(boundsOf(late).sourceEnd));
    expect(pending).toEqual([count - 2, count - 1, count]);
  });
});

const clusterWith = (topicId: string) => ({ topic: async () => ({ topicId }) }) as unknown as KafkaClient;

describe('a folder of maps', () => {
  const where = { topic: 'orders', partition: 0 };
  const [source, target] = [clusterWith('ours'), clusterWith('theirs')];

  it('shows readers what the writer adds, also when it writes the file anew', async () => {
    const path = await mkdtemp(join(folder, 'maps-'));
    const reader = new MapFolder(path);
    expect(await reader.load(source, target, where)).toBeUndefined();
    const file = await new MapFolder(path).open(source, target, where);
    file.startAt(0n);
    file.announce([batch(run(0n, 0n, 3n))]);
    expect((await reader.load(source, target, where))?.toTarget(9n)).toBe(3n);
    file.announce([batch(run(5n, 3n, 2n))]);
    expect((await reader.load(source, target, where))?.toTarget(9n)).toBe(5n);
    file.startAt(3n);
    expect((await reader.load(source, target, where))?.toTarget(9n)).toBe(3n);
  });

  it('has none of a topic that was created anew', async () => {
    const path = await mkdtemp(join(folder, 'maps-'));
    const file = await new MapFolder(path).open(source, target, where);
    file.startAt(0n);
    const maps = new MapFolder(path);
    expect(await maps.load(source, target, where)).toBeDefined();
    expect(await maps.load(source, clusterWith('another'), where)).toBeUndefined();
    expect(maps.has(where)).toBe(true);
    maps.forget(where);
    expect(maps.has(where)).toBe(false);
  });
});
