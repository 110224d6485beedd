import {
  appendFileSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { BatchHeader } from '@mqferry/kafka';
import { applyRuns, endFrame, nameFrame, readFrames, readRuns, runsFrame } from './map-frames.ts';
import { mappedErrors } from './mapped-errors.ts';
import { OffsetMap, type OffsetRun } from './offset-map.ts';

/** A batch that is about to be written, or was when the process was killed. */
export interface AnnouncedBatch {
  readonly runs: readonly OffsetRun[];
  /** By which the target tells batches of a producer from each other. */
  readonly epoch: number;
  readonly sequence: number;
}

/** What tells which batch is the last one on the target. */
type LastBatch = Pick<BatchHeader, 'baseOffset' | 'lastOffset' | 'producerEpoch' | 'baseSequence'>;

/** Where a batch begins on the target, and the offsets behind its last record on the target and at the source. */
export const boundsOf = ({ runs }: AnnouncedBatch) => {
  const last = runs.at(-1)!;
  const { source, target, count } = last;
  return { target: runs[0]!.target, targetEnd: target + count, sourceEnd: source + count };
};

/** The file is written anew when it has grown by so much, and by as much as it had. */
const REWRITE_BYTES = 1024 * 1024;
const RUNS_IN_A_FRAME = 4096;

/** The bytes of a file; none when there is no such file. */
const bytesOf = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return Buffer.alloc(0);
  }
};

/**
 * The map of one partition in a file. What is about to be written to the target is added first, so after a kill the
 * target's log end tells how much of it came true. A crash of the machine may take the last frames, or damage them:
 * then the map is shorter than the target's log, never wrong.
 */
export class MapFile {
  readonly #path: string;
  readonly #name: string;
  readonly #map = new OffsetMap();
  /** Those that may still be on their way, also from earlier rounds; in the order in which they were announced. */
  #announced: AnnouncedBatch[] = [];
  /** Up to where the target is known to have what the map says. */
  #confirmed = 0n;
  /** Whether the file has all of the map, and nothing damaged. */
  #isWhole = false;
  #size = 0;
  #sizeWhenWhole = 0;

  private constructor(path: string, name: string) {
    this.#path = path;
    this.#name = name;
  }

  /** Opens the map of a log; empty when there is none, or one of another log of the same name. */
  static open(path: string, name: string): MapFile {
    const file = new MapFile(path, name);
    const bytes = bytesOf(path);
    const { contents, next } = readFrames(bytes);
    if (contents.shift()?.toString() !== name) return file;
    for (const content of contents) {
      const framed = readRuns(content);
      applyRuns(file.#map, framed);
      const { runs, announced } = framed;
      if (announced) {
        const { epoch, sequence } = announced;
        file.#announced.push({ runs, epoch, sequence });
      }
      file.confirmTo(announced?.confirmed ?? framed.targetEnd);
    }
    file.#size = bytes.length;
    file.#isWhole = next === bytes.length && bytes.length < REWRITE_BYTES;
    return file;
  }

  get map(): OffsetMap {
    return this.#map;
  }

  /** Adds runs that the target has already. */
  add(runs: readonly OffsetRun[]): void {
    for (const run of runs) this.#map.append(run);
    this.#isWhole = false;
  }

  /**
   * Forgets what is not known to be on the target where its last batch is not the one that the map has there: then a late
   * batch of an earlier round lies in the place of a later one, from whose stretch of the source compaction had taken
   * records. Of batches that end at the same offsets on both sides it does not matter which was written: their
   * records are the same, for compaction only takes some.
   */
  forgetUnless({ baseOffset, lastOffset, producerEpoch, baseSequence }: LastBatch): void {
    if (lastOffset < this.#confirmed) return;
    const written = this.#announced.find((batch) => {
      const { target, targetEnd } = boundsOf(batch);
      const isThere = target === baseOffset && targetEnd === lastOffset + 1n;
      return isThere && batch.epoch === producerEpoch && batch.sequence === baseSequence;
    });
    if (!written || this.#map.toSource(lastOffset) !== boundsOf(written).sourceEnd - 1n)
      this.#map.truncate(this.#confirmed);
  }

  /**
   * Begins a round of writing at the target's log end: what was announced and is not there is forgotten. Gives these
   * batches, for they may yet arrive. Throws REPLICATION_MAP_UNWRITABLE.
   */
  startAt(targetEnd: bigint): readonly AnnouncedBatch[] {
    this.#map.truncate(targetEnd);
    this.confirmTo(targetEnd);
    if (!this.#isWhole) this.#rewrite();
    this.#append(endFrame(targetEnd));
    return [...this.#announced];
  }

  /**
   * Adds what is about to be written, one batch after the other; a process that is killed leaves it in the file. Throws
   * REPLICATION_MAP_UNWRITABLE.
   */
  announce(batches: readonly AnnouncedBatch[]): void {
    if (batches.length === 0) return;
    for (const { runs } of batches) for (const run of runs) this.#map.append(run);
    this.#announced.push(...batches);
    this.#append(Buffer.concat(batches.map((batch) => this.#frameOf(batch))));
    if (this.#size > 2 * this.#sizeWhenWhole + REWRITE_BYTES) this.#rewrite();
  }

  /** The target has all up to here: the batches before are not on their way any more. */
  confirmTo(targetOffset: bigint): void {
    this.#confirmed = targetOffset;
    this.#announced = this.#announced.filter((batch) => boundsOf(batch).target >= targetOffset);
  }

  #frameOf({ runs, epoch, sequence }: AnnouncedBatch): Buffer {
    return runsFrame(runs, { epoch, sequence, confirmed: this.#confirmed });
  }

  #append(bytes: Buffer): void {
    this.#written(() => appendFileSync(this.#path, bytes));
    this.#size += bytes.length;
  }

  #written(write: () => void): void {
    try {
      write();
    } catch (error) {
      const reason = (error as Error).message;
      throw mappedErrors.REPLICATION_MAP_UNWRITABLE({ file: this.#path, reason }, error);
    }
  }

  /** Batches that are on their way keep frames of their own. */
  #rewrite(): void {
    const frames = [nameFrame(this.#name)];
    let open: OffsetRun[] = [];
    const flush = () => {
      if (open.length > 0) frames.push(runsFrame(open));
      open = [];
    };
    for (const run of this.#map.runs()) {
      const left = this.#confirmed - run.target;
      if (left <= 0n) break;
      const last = open.at(-1);
      if (last && (last.target + last.count !== run.target || open.length >= RUNS_IN_A_FRAME)) flush();
      open.push({ ...run, count: left < run.count ? left : run.count });
    }
    flush();
    frames.push(...this.#announced.map((batch) => this.#frameOf(batch)));
    const bytes = Buffer.concat(frames);
    this.#written(() => replaceFile(this.#path, bytes));
    this.#isWhole = true;
    this.#size = bytes.length;
    this.#sizeWhenWhole = bytes.length;
  }
}

/** Puts another file in the place of one; a crash leaves the old one or the new one. */
const replaceFile = (path: string, bytes: Buffer): void => {
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.new`;
  const handle = openSync(next, 'w', 0o600);
  try {
    for (let at = 0; at < bytes.length; at += writeSync(handle, bytes, at));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(next, path);
};
