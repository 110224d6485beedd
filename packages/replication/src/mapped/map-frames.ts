import { crc32 } from 'node:zlib';
import { ByteReader, ByteWriter } from '@mqferry/core';
import type { OffsetMap, OffsetRun } from './offset-map.ts';

/**
 * A map in a file is a row of frames, each
 *
 *   int32   length of what follows the checksum
 *   uint32  CRC-32 of that
 *   int64   offset of the first record on the target, and, int64, at the source
 *   varint  how many runs, then of each, as varlongs: offsets of the source left out in front of it, and its records
 *   varint  where they are one batch that is about to be written: its epoch, and, varint, its first sequence number;
 *   int64   then up to where the target was known to have all. Without these the target has the runs.
 *
 * The first frame has the name of the log instead. A frame holds for the target from its first offset on, whatever
 * frames before it said, so what was meant to be written and was not is superseded by what is written in its place.
 */
const HEAD_BYTES = 8;

/** What is known of a batch before it is written. */
export interface Announcement {
  readonly epoch: number;
  readonly sequence: number;
  /** Up to where the target was known to have all when it was announced. */
  readonly confirmed: bigint;
}

/** What a frame holds. */
export interface FramedRuns {
  /** From where on it holds, on the target, and behind its last record there. */
  readonly target: bigint;
  readonly targetEnd: bigint;
  readonly runs: readonly OffsetRun[];
  /** Undefined where the target has them. */
  readonly announced: Announcement | undefined;
}

const frame = (content: Buffer): Buffer => {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeInt32BE(content.length, 0);
  head.writeUInt32BE(crc32(content), 4);
  return Buffer.concat([head, content]);
};

/** The frame that says which log a map is of. */
export const nameFrame = (name: string): Buffer => frame(Buffer.from(name));

/** Says that nothing is at an offset of the target or behind it. */
export const endFrame = (target: bigint): Buffer => {
  const writer = new ByteWriter();
  writer.int64(target);
  writer.int64(0n);
  writer.varint(0);
  return frame(writer.toBuffer());
};

/** Runs whose records follow each other on the target, in a frame; with what is known of their batch before it is written. */
export const runsFrame = (runs: readonly OffsetRun[], announced?: Announcement): Buffer => {
  const writer = new ByteWriter();
  const first = runs[0]!;
  writer.int64(first.target);
  writer.int64(first.source);
  writer.varint(runs.length);
  let at = first.source;
  for (const { source, count } of runs) {
    writer.varlong(source - at);
    writer.varlong(count);
    at = source + count;
  }
  if (announced) {
    writer.varint(announced.epoch);
    writer.varint(announced.sequence);
    writer.int64(announced.confirmed);
  }
  return frame(writer.toBuffer());
};

/** The whole frames that bytes begin with, and where the next one begins. A torn or damaged one ends them. */
export const readFrames = (bytes: Buffer): { contents: Buffer[]; next: number } => {
  const contents: Buffer[] = [];
  let next = 0;
  while (next + HEAD_BYTES <= bytes.length) {
    const length = bytes.readInt32BE(next);
    const end = next + HEAD_BYTES + length;
    if (length <= 0 || end > bytes.length) break;
    const content = bytes.subarray(next + HEAD_BYTES, end);
    if (crc32(content) !== bytes.readUInt32BE(next + 4)) break;
    contents.push(content);
    next = end;
  }
  return { contents, next };
};

/** What the content of a frame says. */
export const readRuns = (content: Buffer): FramedRuns => {
  const reader = new ByteReader(content);
  const from = reader.int64();
  const runs: OffsetRun[] = [];
  let target = from;
  let source = reader.int64();
  for (let left = reader.varint(); left > 0; left -= 1) {
    source += reader.varlong();
    const count = reader.varlong();
    runs.push({ source, target, count });
    source += count;
    target += count;
  }
  const isAnnounced = reader.remaining > 0;
  return {
    ...{ target: from, targetEnd: target, runs },
    announced: isAnnounced
      ? { epoch: reader.varint(), sequence: reader.varint(), confirmed: reader.int64() }
      : undefined,
  };
};

/** Puts the runs of a frame into a map, in the place of what it had from there on. */
export const applyRuns = (map: OffsetMap, { target, runs }: FramedRuns): void => {
  map.truncate(target);
  for (const run of runs) map.append(run);
};
