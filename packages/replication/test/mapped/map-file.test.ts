import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaClient } from '@mqferry/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MapFile } from '../../src/mapped/map-file.ts';
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
const runsOf = (file: MapFile) => [...file.map.runs()];

describe('the map of a partition in a file', () => {
  it('is there again after a kill, as far as it came true', () => {
    const path = newPath();
    const file = MapFile.open(path, 'log');
    file.startAt(0n);
    file.announce([[run(0n, 0n, 3n)], [run(7n, 3n, 2n), run(20n, 5n, 1n)]]);
    file.announce([[run(30n, 6n, 4n)]]);
    const again = MapFile.open(path, 'log');
    expect(runsOf(again)).toEqual([run(0n, 0n, 3n), run(7n, 3n, 2n), run(20n, 5n, 1n), run(30n, 6n, 4n)]);
    // The second batch arrived, the third did not: it may yet.
    expect(again.startAt(6n)).toEqual([{ target: 6n, count: 4n, sourceEnd: 34n }]);
    expect(again.map.sourceEnd).toBe(21n);
    // Also when the next process is killed before it has announced anything.
    const third = MapFile.open(path, 'log');
    expect(runsOf(third)).toEqual([run(0n, 0n, 3n), run(7n, 3n, 2n), run(20n, 5n, 1n)]);
    expect(third.startAt(6n)).toEqual([{ target: 6n, count: 4n, sourceEnd: 34n }]);
  });

  it('has what was written instead of what was announced before', () => {
    const path = newPath();
    const file = MapFile.open(path, 'log');
    file.startAt(0n);
    file.announce([[run(0n, 0n, 3n)], [run(3n, 3n, 3n)]]);
    const next = MapFile.open(path, 'log');
    next.startAt(3n);
    next.announce([[run(4n, 3n, 2n)]]);
    expect(runsOf(MapFile.open(path, 'log'))).toEqual([run(0n, 0n, 3n), run(4n, 3n, 2n)]);
  });

  it('is shorter, never wrong, when its end is torn or damaged', async () => {
    for (const damage of ['torn', 'damaged', 'zeros'] as const) {
      const path = newPath();
      const file = MapFile.open(path, 'log');
      file.startAt(0n);
      file.announce([[run(0n, 0n, 3n)]]);
      const { size } = await stat(path);
      file.announce([[run(5n, 3n, 2n)]]);
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
    file.announce([[run(0n, 0n, 3n)]]);
    expect(MapFile.open(path, 'another').map.isEmpty).toBe(true);
  });

  it('stays small, and knows what is on its way, however much is announced', async () => {
    const path = newPath();
    const file = MapFile.open(path, 'log');
    file.startAt(0n);
    const count = 100_000;
    for (let i = 0; i < count; i += 100) {
      file.announce(Array.from({ length: 100 }, (_, j) => [run(BigInt(i + j), BigInt(i + j), 1n)]));
      file.confirmTo(BigInt(i + 40));
    }
    expect((await stat(path)).size).toBeLessThan(1_500_000);
    const again = MapFile.open(path, 'log');
    expect(runsOf(again)).toEqual([run(0n, 0n, BigInt(count))]);
    const pending = again.startAt(BigInt(count - 3)).map(({ sourceEnd }) => Number(sourceEnd));
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
    file.announce([[run(0n, 0n, 3n)]]);
    expect((await reader.load(source, target, where))?.toTarget(9n)).toBe(3n);
    file.announce([[run(5n, 3n, 2n)]]);
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
