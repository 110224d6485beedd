import {
  BatchAssembler,
  type CompressionName,
  headerOfBatch,
  openRecordSlices,
  type RecordSlices,
  verifyCrc,
} from '@mqferry/kafka';
import { type FetchedBatch, MERGED_BYTES } from './merge-batches.ts';

/**
 * What a log holds from offset `from` up to `until` (exclusive), in batches of format 2, the only one that current
 * brokers take. Batches that are in it already are given as they are, also one that begins before `from` and reaches
 * beyond.
 *
 * Entries of formats 0 and 1 are framed anew. Uncompressed ones are single records: neighbours share a batch. The
 * records of a wrapper may take several batches, so that none is larger than the target allows, whatever the source
 * did. A batch ends in front of an offset that is missing, of another compression, and at `MERGED_BYTES`.
 * Records keep their offsets and the times that readers see: where the broker set an append time it is that, and in
 * format 0, which has none, it stays -1.
 *
 * Throws RECORDS_CRC_MISMATCH, for the new batches have checksums of their own, and what reading records throws.
 */
export function* inFormat2(
  batches: Iterable<FetchedBatch>,
  from: bigint,
  until?: bigint,
): Generator<FetchedBatch, void, void> {
  let open: NewFrame | undefined;
  for (const batch of batches) {
    const { header, bytes } = batch;
    if (header.lastOffset < from) continue;
    if (header.magic === 2) {
      if (open) yield open.finish();
      open = undefined;
      if (until !== undefined && header.baseOffset >= until) return;
      yield batch;
      continue;
    }
    verifyCrc(bytes);
    const records = openRecordSlices(bytes);
    while (records.next()) {
      if (records.offset < from || (until !== undefined && records.offset >= until)) continue;
      if (open && !open.mayTake(records)) {
        yield open.finish();
        open = undefined;
      }
      open ??= new NewFrame(header.compression, records.offset);
      open.take(records);
    }
  }
  if (open) yield open.finish();
}

/** A batch of format 2 that consecutive records of older formats are framed into. */
class NewFrame {
  readonly #compression: CompressionName;
  readonly #assembler: BatchAssembler;
  #next: bigint;

  constructor(compression: CompressionName, baseOffset: bigint) {
    this.#compression = compression;
    this.#assembler = new BatchAssembler(baseOffset);
    this.#next = baseOffset;
  }

  mayTake({ header, offset, start, end }: RecordSlices): boolean {
    return (
      offset === this.#next &&
      header.compression === this.#compression &&
      this.#assembler.size + end - start <= MERGED_BYTES
    );
  }

  take({ offset, timestamp, body, start, end }: RecordSlices): void {
    this.#assembler.append(offset, timestamp, body, start, end);
    this.#next = offset + 1n;
  }

  finish(): FetchedBatch {
    const bytes = this.#assembler.finish({ compression: this.#compression });
    return { header: headerOfBatch(bytes), bytes };
  }
}
