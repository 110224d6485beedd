import {
  type AbortedTransaction,
  BatchAssembler,
  batchBytes,
  forEachRecordSlice,
  rewriteHeader,
  scanBatches,
  verifyCrc,
} from '@mqferry/kafka';
import type { FetchedRecords, PushStep } from '../copier/answer-steps.ts';
import { isHoley } from '../copier/batch-gate.ts';
import type { CopyBatch } from '../copier/copy-step.ts';
import { inFormat2 } from '../copier/format-2.ts';
import { areMergeable, type FetchedBatch, MERGED_BYTES } from '../copier/merge-batches.ts';
import type { PartitionLimits } from '../copier/partition-limits.ts';
import { firstTimestamp } from '../copier/step-maker.ts';
import { SkippedRecords } from '../verify/skipped-records.ts';
import type { AnnouncedBatch } from './map-file.ts';
import type { MappedRound } from './mapped-round.ts';
import type { OffsetRun } from './offset-map.ts';

/** The records of some batches in one that has no holes, and where they come from. */
interface Framed {
  readonly bytes: Buffer;
  readonly runs: readonly OffsetRun[];
  readonly records: number;
}

/** Whether a batch can go over as the bytes it is: a broker takes neither holes nor append times from a client. */
const isWhole = (batch: FetchedBatch, from: bigint): boolean =>
  !isHoley(batch.header) && batch.header.timestampType === 'CreateTime' && batch.header.baseOffset >= from;

/**
 * Makes the steps of one fetch answer of a mapped partition: the committed records, one behind the other, each where
 * the target's log then ends. Markers, what was aborted and what compaction took leave nothing there.
 */
export class MappedAnswer {
  readonly #limits: PartitionLimits;
  readonly #round: MappedRound;
  readonly #push: PushStep;
  readonly #announced: AnnouncedBatch[] = [];
  #group: FetchedBatch[] = [];
  #groupBytes = 0;
  /** The offset after all that was looked at. */
  #next: bigint;

  /** The answer is to an offset `from`. */
  constructor(limits: PartitionLimits, round: MappedRound, from: bigint, push: PushStep) {
    this.#limits = limits;
    this.#round = round;
    this.#next = from;
    this.#push = push;
  }

  /**
   * Makes steps of all of it, up to where the copy stops; gives up to where it was looked at. `aborted` is what the
   * broker said of it. Throws why a batch cannot be read.
   */
  make({ records, lease, knownEnd }: FetchedRecords, aborted: readonly AbortedTransaction[]): bigint {
    const { stopAt } = this.#limits;
    const from = this.#next;
    const skipped = new SkippedRecords(aborted);
    const all = scanBatches(records).batches.map((header): FetchedBatch => {
      return { header, bytes: batchBytes(records, header), lease };
    });
    const seen = all.filter((batch) => !skipped.next(batch) && !batch.header.isControl);
    const steps: CopyBatch[] = [];
    for (const batch of inFormat2(seen, from, stopAt)) this.#take(batch, steps);
    this.#flush(steps);
    // In front of what it describes.
    this.#round.file.announce(this.#announced);
    for (const step of steps) this.#push(step);
    const end = all.at(-1)?.header;
    this.#next = end ? end.lastOffset + 1n : knownEnd;
    if (this.#next < from) this.#next = from;
    return stopAt !== undefined && stopAt < this.#next ? stopAt : this.#next;
  }

  #take(batch: FetchedBatch, steps: CopyBatch[]): void {
    const { header } = batch;
    if (header.lastOffset < this.#next) return;
    const neighbour = this.#group.at(-1)?.header;
    const joins =
      neighbour &&
      this.#groupBytes + header.size <= MERGED_BYTES &&
      areMergeable(neighbour, header, this.#limits.mergeBelow);
    if (!joins) this.#flush(steps);
    this.#group.push(batch);
    this.#groupBytes += header.size;
    if (this.#round.endsIn(header)) this.#flush(steps);
  }

  #flush(steps: CopyBatch[]): void {
    const group = this.#group;
    this.#group = [];
    this.#groupBytes = 0;
    if (group.length === 0) return;
    const step = this.#stepOf(group);
    if (step) steps.push(step);
  }

  /** Undefined where compaction left nothing of the batches. */
  #stepOf(group: readonly FetchedBatch[]): CopyBatch | undefined {
    const [first, last] = [group[0]!.header, group.at(-1)!.header];
    const isVerbatim = group.length === 1 && isWhole(group[0]!, this.#next);
    const offset = this.#round.next;
    const framed = isVerbatim ? whole(group[0]!, offset) : framedAnew(group, this.#next, offset);
    if (framed.records === 0) return undefined;
    const { bytes, runs, records } = framed;
    const lease = isVerbatim ? group[0]!.lease : undefined;
    lease?.hold();
    const end = runs.at(-1)!;
    const producer = this.#round.number(records, end.source + end.count);
    this.#announced.push({ runs, epoch: producer.producerEpoch, sequence: producer.baseSequence });
    const outside = { baseOffset: 0n, partitionLeaderEpoch: -1, hasDeleteHorizon: false } as const;
    rewriteHeader(bytes, { ...outside, isTransactional: false, ...producer });
    return {
      ...{ kind: 'batch', bytes, ...producer, isTransactional: false, records, size: bytes.length, lease },
      ...{ baseOffset: runs[0]!.source, nextOffset: last.lastOffset + 1n, timestamp: firstTimestamp(first) },
      onTarget: { offset, count: records },
    };
  }
}

const whole = ({ header, bytes }: FetchedBatch, target: bigint): Framed => {
  const { recordCount } = header;
  const run = { source: header.baseOffset, target, count: BigInt(recordCount) };
  return { bytes, runs: recordCount > 0 ? [run] : [], records: recordCount };
};

/** Records from `from` on, framed anew. Throws RECORDS_CRC_MISMATCH and what reading records throws. */
const framedAnew = (group: readonly FetchedBatch[], from: bigint, target: bigint): Framed => {
  const assembler = new BatchAssembler(0n);
  const runs: { source: bigint; target: bigint; count: bigint }[] = [];
  let records = 0n;
  for (const { bytes } of group) {
    verifyCrc(bytes);
    forEachRecordSlice(bytes, (offset, timestamp, body, start, end) => {
      if (offset < from) return;
      const last = runs.at(-1);
      if (last && last.source + last.count === offset) last.count += 1n;
      else runs.push({ source: offset, target: target + records, count: 1n });
      assembler.append(records, timestamp, body, start, end);
      records += 1n;
    });
  }
  const { compression } = group[0]!.header;
  return { bytes: assembler.finish({ compression }), runs, records: Number(records) };
};
