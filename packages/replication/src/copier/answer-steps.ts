import { type AbortedTransaction, batchBytes, scanBatches, type TopicPartition } from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';
import { isHoley, refusalOfBatch } from './batch-gate.ts';
import type { CopyStep } from './copy-step.ts';
import { inFormat2 } from './format-2.ts';
import type { FrameLease } from './frame-lease.ts';
import type { FetchedBatch } from './merge-batches.ts';
import type { PartitionLimits } from './partition-limits.ts';
import { splitRuns } from './split-runs.ts';
import type { StepMaker } from './step-maker.ts';

/** Gets each step in its turn; `sourceEpoch` is the leader epoch of its last batch, if it stands for any. */
export type PushStep = (step: CopyStep, sourceEpoch?: number) => void;

/** What a fetch answer has of one partition. */
export interface FetchedRecords {
  readonly records: Buffer;
  readonly lease: FrameLease;
  /** When there are no records, the log has nothing up to here. */
  readonly knownEnd: bigint;
  /** What the broker said of it, asked for what is committed. */
  readonly aborted: readonly AbortedTransaction[];
}

/** Makes the steps of one fetch answer of one partition: neighbours are joined, and holes filled. */
export class AnswerSteps {
  readonly #where: TopicPartition;
  readonly #limits: PartitionLimits;
  readonly #maker: StepMaker;
  readonly #push: PushStep;
  /** Neighbours that may go over as one, and their bytes. */
  #group: FetchedBatch[] = [];
  #groupBytes = 0;
  /** The offset after all that was taken. */
  #next: bigint;

  /** The answer is to an offset `from`. */
  constructor(
    where: TopicPartition,
    limits: PartitionLimits,
    maker: StepMaker,
    from: bigint,
    push: PushStep,
  ) {
    this.#where = where;
    this.#limits = limits;
    this.#maker = maker;
    this.#next = from;
    this.#push = push;
  }

  /**
   * Makes steps of all of it, up to where the copy stops. Throws why a batch cannot be copied when those in front of it
   * are pushed, and why one cannot be read, perhaps a few batches earlier.
   */
  make({ records, lease, knownEnd, aborted }: FetchedRecords): void {
    const { holes, transactions, stopAt } = this.#limits;
    const fetched = scanBatches(records).batches.map((header): FetchedBatch => {
      return { header, bytes: batchBytes(records, header), lease };
    });
    // In compacted logs what is mirrored stays in its transaction.
    const batches =
      transactions === 'mirror' && holes ? fetched : this.#maker.decide(this.#stillDue(fetched), aborted);
    for (const batch of inFormat2(batches, this.#next, stopAt)) this.#take(batch);
    this.#flush();
    if (!holes) return;
    // Nothing is left of what stood from here up to the next batch, which lies behind the end, or to the log's end.
    if (records.length === 0) this.#fillHole(stopAt === undefined || knownEnd < stopAt ? knownEnd : stopAt);
    else if (stopAt !== undefined && fetched.some(({ header }) => header.baseOffset >= stopAt)) {
      this.#fillHole(stopAt);
    }
  }

  #stillDue(fetched: readonly FetchedBatch[]): readonly FetchedBatch[] {
    return fetched.filter(({ header }) => header.lastOffset >= this.#next);
  }

  #take(batch: FetchedBatch): void {
    const { header, isUnseen } = batch;
    const { holes, mergeBelow } = this.#limits;
    // Of what is not seen a part may be there already, for its offsets are filled one by one.
    const expected = isUnseen && header.baseOffset < this.#next ? header.baseOffset : this.#next;
    const refusal = refusalOfBatch(this.#where, header, expected, this.#limits);
    if (refusal) {
      this.#flush();
      throw refusal;
    }
    if (isUnseen) {
      this.#flush();
      this.#fillHole(header.lastOffset + 1n);
      return;
    }
    if (holes && (header.baseOffset > this.#next || isHoley(header))) {
      this.#flush();
      this.#fillHole(header.baseOffset);
      if (isHoley(header)) {
        this.#pushRuns(batch);
        return;
      }
    }
    if (!this.#maker.mayJoin(this.#group, this.#groupBytes, batch, mergeBelow)) this.#flush();
    this.#group.push(batch);
    this.#groupBytes += header.size;
    this.#next = header.lastOffset + 1n;
  }

  #flush(): void {
    if (this.#group.length > 0) this.#pushGroup(this.#group);
    this.#group = [];
    this.#groupBytes = 0;
  }

  /** Pushes what stands for the offsets up to `to`, at which nothing is to be seen. */
  #fillHole(to: bigint): void {
    while (this.#next < to) {
      const step = this.#maker.hole(this.#next, to);
      this.#push(step);
      this.#next = step.nextOffset;
    }
  }

  /** Pushes what compaction left of a batch, and markers for what it took. */
  #pushRuns(batch: FetchedBatch): void {
    for (const run of splitRuns(batch)) {
      if (run.header.lastOffset < this.#next) continue;
      this.#fillHole(run.header.baseOffset);
      this.#pushGroup([run]);
    }
    this.#fillHole(batch.header.lastOffset + 1n);
  }

  #pushGroup(group: readonly FetchedBatch[]): void {
    const last = group.at(-1)!.header;
    const step = last.isControl ? this.#maker.marker(group) : this.#maker.batch(group);
    if (step === undefined) {
      const { topic, partition } = this.#where;
      const offset = last.baseOffset;
      throw replicationErrors.REPLICATION_UNKNOWN_CONTROL_RECORD({ topic, partition, offset });
    }
    this.#push(step, last.partitionLeaderEpoch);
    this.#next = step.nextOffset;
  }
}
