import { BatchAssembler, forEachRecordSlice, headerOfBatch, verifyCrc } from '@mqferry/kafka';
import type { FetchedBatch } from './merge-batches.ts';

/**
 * The records of a batch from which compaction took some, as batches without holes; what lies between their offsets
 * is to be filled. Times, keys, values and headers stay. Throws RECORDS_CRC_MISMATCH and what reading records throws.
 */
export const splitRuns = ({ header, bytes, isDecided = false }: FetchedBatch): FetchedBatch[] => {
  verifyCrc(bytes);
  const runs: { assembler: BatchAssembler; baseOffset: bigint; next: bigint }[] = [];
  forEachRecordSlice(bytes, (offset, timestamp, body, start, end) => {
    let run = runs.at(-1);
    if (run?.next !== offset) {
      run = { assembler: new BatchAssembler(offset), baseOffset: offset, next: offset };
      runs.push(run);
    }
    run.assembler.append(offset, timestamp, body, start, end);
    run.next = offset + 1n;
  });
  return runs.map(({ assembler }) => {
    const batch = assembler.finish({ compression: header.compression });
    const { producerId, producerEpoch, isTransactional, partitionLeaderEpoch } = header;
    const origin = { producerId, producerEpoch, isTransactional, partitionLeaderEpoch };
    return { header: { ...headerOfBatch(batch), ...origin }, bytes: batch, isDecided };
  });
};
