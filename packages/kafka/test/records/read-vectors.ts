import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Vector } from './listing.ts';

const read = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, 'vectors', name), 'utf8'));

/** Record data by Kafka's own classes, of every format and codec. */
export const vectors: readonly Vector[] = read('batches.json');

/** The record data of the vector with this name. */
export const vectorRecords = (name: string): Buffer => {
  const found = vectors.find((vector) => vector.name === name);
  if (found === undefined) throw new Error(`no vector ${name}`);
  return Buffer.from(found.records, 'base64');
};

/** Frames by the reference lz4 command, all of the same content. */
export const lz4Frames: readonly { name: string; frame: string; sha256: string }[] = read('lz4-frames.json');
