import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchAssembler, encodeBody, headerOfBatch, readRecords } from '@mqferry/kafka';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CopyBatch } from '../../src/copier/copy-step.ts';
import type { PartitionCopy } from '../../src/copier/partition-copy.ts';
import { MapFile } from '../../src/mapped/map-file.ts';
import { MappedRound } from '../../src/mapped/mapped-round.ts';
import { copyOf, ids, lease, takeBatch } from '../copier/copy-support.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-kills-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * A target partition as brokers keep it: batches of a producer follow each other, the last five are known again, and a
 * new epoch begins with 0 and shuts out the former ones (ProducerAppendInfo).
 */
class Target {
  /** The offset at the source of each record. */
  readonly records: bigint[] = [];
  readonly #batches: { epoch: number; first: number; last: number; offset: number; size: number }[] = [];

  get known() {
    const last = this.#batches.at(-1);
    return last ? [{ producerId: ids.mapped, producerEpoch: last.epoch, lastSequence: last.last }] : [];
  }

  /** The offset that the answer tells; undefined where the batch is refused. */
  append({ bytes }: CopyBatch): bigint | undefined {
    const { producerEpoch: epoch, baseSequence: first, recordCount: size } = headerOfBatch(bytes);
    const last = first + size - 1;
    const recent = this.#batches.slice(-5).filter((batch) => batch.epoch === epoch);
    const twin = recent.find((batch) => batch.first === first && batch.last === last);
    if (twin) return BigInt(twin.offset);
    const latest = this.#batches.at(-1);
    if (latest && epoch < latest.epoch) return undefined;
    if (latest && first !== (epoch > latest.epoch ? 0 : latest.last + 1)) return undefined;
    const offset = this.records.length;
    this.#batches.push({ epoch, first, last, offset, size });
    for (const { value } of readRecords(bytes)) this.records.push(BigInt(String(value)));
    return BigInt(offset);
  }

  get lastBatch() {
    const last = this.#batches.at(-1);
    if (!last) return undefined;
    const { offset, size, epoch: producerEpoch, first: baseSequence } = last;
    return { baseOffset: BigInt(offset), lastOffset: BigInt(offset + size - 1), producerEpoch, baseSequence };
  }
}

/** A source whose batches have as many offsets as `sizes` say; compaction takes records from them. */
class Source {
  readonly end: bigint;
  readonly #batches: { base: bigint; size: number }[] = [];
  readonly gone = new Set<bigint>();

  constructor(sizes: readonly number[]) {
    let base = 0n;
    for (const size of sizes) {
      this.#batches.push({ base, size });
      base += BigInt(size);
    }
    this.end = base;
  }

  read(from: bigint, count: number): Buffer {
    const found = this.#batches.filter(({ base, size }) => base + BigInt(size) > from).slice(0, count);
    return Buffer.concat(found.map(({ base, size }) => this.#batch(base, size)));
  }

  #batch(base: bigint, size: number): Buffer {
    const assembler = new BatchAssembler(base);
    for (let offset = base; offset < base + BigInt(size); offset += 1n) {
      if (this.gone.has(offset)) continue;
      const value = Buffer.from(String(offset));
      assembler.append(offset, 1n, encodeBody({ key: null, value, headers: [] }));
    }
    return assembler.finish({ lastOffsetDelta: size - 1 });
  }
}

/** Copies until it is done, by what chance says; gives false where the copy stops because it sees that it cannot go on. */
const copyWithKills = (
  source: Source,
  chance: () => number,
  path: string,
): { target: Target; done: boolean } => {
  const target = new Target();
  /** Requests of each process that was killed, in the order in which they were sent. */
  const late: CopyBatch[][] = [];
  let inFlight: CopyBatch[] = [];
  let copy: PartitionCopy;
  let isLost = false;

  const place = (): boolean => {
    const file = MapFile.open(path, 'log');
    const last = target.lastBatch;
    if (last) file.forgetUnless(last);
    const round = new MappedRound(file, BigInt(target.records.length), ids, target.known);
    const { map } = file;
    // What the last batch has must be what the map says, as far as the source still has it.
    for (let at = last?.baseOffset ?? 0n; last && at <= last.lastOffset; at += 1n) {
      const mapped = map.toSource(at);
      if (mapped === undefined || (!source.gone.has(mapped) && target.records[Number(at)] !== mapped))
        return false;
    }
    const limits = { mapped: true, holes: true, mergeBelow: 200, stopAt: source.end } as const;
    copy = copyOf({ mapped: round, offset: map.isEmpty ? 0n : map.sourceEnd }, limits);
    inFlight = [];
    isLost = false;
    return true;
  };
  const answer = () => {
    const step = inFlight.shift();
    if (!step) return;
    const offset = target.append(step);
    if (offset === undefined) isLost = true;
    else if (!isLost) copy.confirm(step, offset);
  };

  if (!place()) return { target, done: false };
  for (let step = 0; step < 2_000 && copy!.phase !== 'reached'; step += 1) {
    if (copy!.error) return { target, done: false };
    const what = isLost ? 9 : chance() % 10;
    if (what === 0 && late.length > 0) {
      const request = late[chance() % late.length]!.shift();
      if (request) target.append(request);
    } else if (what === 1) source.gone.add(BigInt(chance()) % source.end);
    else if (what === 2 && chance() % 4 === 0) {
      late.push(inFlight);
      if (!place()) return { target, done: false };
    } else if (what <= 4 && copy!.hasMore) {
      copy!.accept(source.read(copy!.readFrom, 1 + (chance() % 4)), lease(), source.end);
    } else if (what <= 6) {
      if (copy!.next()) inFlight.push(takeBatch(copy!));
    } else if (what <= 8) answer();
    else if (isLost && !place()) return { target, done: false };
  }
  // What came late behind all that was left to copy stops the next run.
  const hasMore = BigInt(target.records.length) > MapFile.open(path, 'log').map.targetEnd;
  return { target, done: copy!.phase === 'reached' && !hasMore };
};

const scenario = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 30 }),
  chances: fc.array(fc.nat(1_000), { minLength: 50, maxLength: 400 }),
});

test('whatever is killed, comes late or is compacted: each record once, in order, and where the map says', () => {
  let runs = 0;
  let finished = 0;
  fc.assert(
    fc.property(scenario, ({ sizes, chances }) => {
      runs += 1;
      const source = new Source(sizes);
      let next = 0;
      const chance = () => {
        next += 1;
        return chances[next % chances.length]! + Math.floor(next / chances.length);
      };
      const path = join(folder, `run-${runs}`);
      const { target, done } = copyWithKills(source, chance, path);
      const { records } = target;
      if (!done) return;
      expect(records.every((offset, i) => i === 0 || records[i - 1]! < offset)).toBe(true);
      finished += 1;
      const { map } = MapFile.open(path, 'log');
      expect(records.map((_, at) => map.toSource(BigInt(at)))).toEqual(records);
      // What compaction took meanwhile may be there or not.
      for (let offset = 0n; offset < source.end; offset += 1n)
        if (!source.gone.has(offset)) expect(records[Number(map.toTarget(offset))]).toBe(offset);
    }),
    { numRuns: 500 },
  );
  expect(finished).toBeGreaterThan(runs / 2);
});
