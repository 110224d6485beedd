import { describe, expect, it } from 'vitest';
import { batchBytes, forEachRecordSlice, scanBatches } from '../../src/records/index.ts';
import { listBatches } from './listing.ts';
import { vectorRecords, vectors } from './read-vectors.ts';

const slices = (records: Buffer): string[] =>
  scanBatches(records).batches.flatMap((header) => {
    const found: string[] = [];
    forEachRecordSlice(batchBytes(records, header), (offset, timestamp, body, start, end) =>
      found.push(`${offset} ${timestamp} ${body.toString('hex', start, end)}`),
    );
    return found;
  });

describe('record data written by the Java client', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    expect(listBatches(Buffer.from(vector.records, 'base64'))).toEqual(vector.batches);
  });

  it.each(['few', 'many', 'gaps', 'append time'])('has equal slices in every codec: %s', (contents) => {
    for (const magic of ['v0', 'v1', 'v2']) {
      const sets = vectors.filter(({ name }) => name.startsWith(magic) && name.endsWith(contents));
      const all = sets.map(({ records }) => slices(Buffer.from(records, 'base64')));
      for (const found of all) expect(found).toEqual(all[0]);
    }
  });

  it('has equal slices in format 1 and 2', () => {
    expect(slices(vectorRecords('v1 lz4 many'))).toEqual(slices(vectorRecords('v2 zstd many')));
    expect(slices(vectorRecords('v1 none gaps'))).toEqual(slices(vectorRecords('v2 none gaps')));
  });
});
