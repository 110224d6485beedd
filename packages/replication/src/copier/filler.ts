import { fillerBatch } from '@mqferry/kafka';

/** Offsets in one filler batch: 200,000 empty records are about 280 KB of gzip, below the usual message limit. */
const LARGEST_FILLER = 200_000;

/** Makes filler of at most `wanted` offsets; the buffer is the caller's to change. */
export type FillerSource = (wanted: bigint, timestamp: bigint) => { bytes: Buffer; count: number };

/**
 * Filler batches of empty records, the largest kept in memory because a long fill is almost all of that size.
 * A batch's body holds deltas only, so the kept one serves any offset; the timestamp is fixed per source of filler.
 */
export const createFillerSource = (): FillerSource => {
  const kept = new Map<bigint, Buffer>();
  return (wanted, timestamp) => {
    if (wanted < BigInt(LARGEST_FILLER)) {
      const count = Number(wanted);
      return { bytes: fillerBatch(count, timestamp), count };
    }
    let largest = kept.get(timestamp);
    if (largest === undefined) {
      kept.clear();
      largest = fillerBatch(LARGEST_FILLER, timestamp);
      kept.set(timestamp, largest);
    }
    return { bytes: Buffer.from(largest), count: LARGEST_FILLER };
  };
};
