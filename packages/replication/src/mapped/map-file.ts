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
import { applyRuns, endFrame, nameFrame, readFrames, runsFrame } from './map-frames.ts';
import { mappedErrors } from './mapped-errors.ts';
import { OffsetMap, type OffsetRun } from './offset-map.ts';

/** A batch that is about to be written, or was when the process was killed. */
export interface AnnouncedBatch {
  /** Where it begins on the target. */
  readonly target: bigint;
  readonly count: bigint;
  /** Behind its last record at the source. */
  readonly sourceEnd: bigint;
}

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
  /** Those that may still be on their way. */
  #announced: AnnouncedBatch[] = [];
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
      const target = applyRuns(file.#map, content);
      file.#note(target);
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
   * Begins a round of writing at the target's log end: what was announced and is not there is forgotten. Gives these
   * batches, for they may yet arrive. Throws REPLICATION_MAP_UNWRITABLE.
   */
  startAt(targetEnd: bigint): readonly AnnouncedBatch[] {
    const isLonger = this.#map.targetEnd > targetEnd;
    this.#map.truncate(targetEnd);
    this.confirmTo(targetEnd);
    if (!this.#isWhole) this.#rewrite();
    else if (isLonger) this.#append(endFrame(targetEnd));
    return [...this.#announced];
  }

  /**
   * Adds what is about to be written, one batch after the other; a process that is killed leaves it in the file. Throws
   * REPLICATION_MAP_UNWRITABLE.
   */
  announce(batches: readonly (readonly OffsetRun[])[]): void {
    if (batches.length === 0) return;
    for (const runs of batches) {
      for (const run of runs) this.#map.append(run);
      this.#note(runs[0]!.target);
    }
    this.#append(Buffer.concat(batches.map(runsFrame)));
    if (this.#size > 2 * this.#sizeWhenWhole + REWRITE_BYTES) this.#rewrite();
  }

  /** The target has all up to here: the batches before are not on their way any more. */
  confirmTo(targetOffset: bigint): void {
    this.#announced = this.#announced.filter(({ target }) => target >= targetOffset);
  }

  /** Remembers a batch whose runs were just added, from here on. */
  #note(target: bigint): void {
    const { targetEnd, sourceEnd } = this.#map;
    if (targetEnd > target) this.#announced.push({ target, count: targetEnd - target, sourceEnd });
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
    const ends = this.#announced.map(({ target, count }) => target + count).sort((a, b) => (a < b ? -1 : 1));
    for (let run of this.#map.runs()) {
      const last = open.at(-1);
      if (last && (last.target + last.count !== run.target || open.length >= RUNS_IN_A_FRAME)) flush();
      while (ends[0] !== undefined && ends[0] <= run.target + run.count) {
        const count = ends.shift()! - run.target;
        if (count > 0n) open.push({ ...run, count });
        flush();
        run = { source: run.source + count, target: run.target + count, count: run.count - count };
      }
      if (run.count > 0n) open.push(run);
    }
    flush();
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
