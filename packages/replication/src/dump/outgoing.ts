import {
  BatchAssembler,
  type CompressionName,
  type RecordSlices,
  type TransactionalBatch,
} from '@mqferry/kafka';

/** A record and its framing take no more than this beside its body. */
const OVERHEAD = 32;

interface OpenBatch {
  readonly assembler: BatchAssembler;
  readonly compression: CompressionName;
  readonly firstSource: SourceRecord;
}

/** Where a record lies on the source. */
export interface SourceRecord {
  readonly partition: number;
  readonly offset: bigint;
}

/** A batch that is ready, and the first record in it. */
export interface OutgoingBatch extends TransactionalBatch {
  readonly firstSource: SourceRecord;
}

/** The records of one transaction, in batches for their target partitions. */
export class Outgoing {
  readonly #topic: string;
  readonly #topicId: string | undefined;
  readonly #batchBytes: number;
  readonly #open = new Map<number, OpenBatch>();
  readonly #ready = new Map<number, OutgoingBatch[]>();
  #bytes = 0;

  /** `batchBytes`: of a batch before compression; a record that is larger gets one of its own. */
  constructor(topic: string, topicId: string | undefined, batchBytes: number) {
    this.#topic = topic;
    this.#topicId = topicId;
    this.#batchBytes = batchBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Adds the record that a cursor is at. */
  add(target: number, partition: number, record: RecordSlices): void {
    const { timestamp, body, start, end, header, offset } = record;
    const size = end - start + OVERHEAD;
    const last = this.#open.get(target);
    if (last && last.assembler.size + size > this.#batchBytes) this.#close(target, last);
    let open = this.#open.get(target);
    if (!open) {
      const { compression } = header;
      open = { assembler: new BatchAssembler(0n), compression, firstSource: { partition, offset } };
      this.#open.set(target, open);
    }
    open.assembler.append(BigInt(open.assembler.recordCount), timestamp, body, start, end);
    this.#bytes += size;
  }

  /** The batches in rounds: each has one a partition at most, in order. */
  finish(): OutgoingBatch[][] {
    for (const [target, open] of this.#open) this.#close(target, open);
    const rounds: OutgoingBatch[][] = [];
    for (const batches of this.#ready.values()) {
      for (const [i, batch] of batches.entries()) {
        rounds[i] ??= [];
        rounds[i].push(batch);
      }
    }
    return rounds;
  }

  #close(target: number, { assembler, compression, firstSource }: OpenBatch): void {
    const batches = this.#ready.get(target) ?? [];
    this.#ready.set(target, batches);
    this.#open.delete(target);
    batches.push({
      ...{ topic: this.#topic, topicId: this.#topicId, partition: target, firstSource },
      records: assembler.finish({ compression }),
      recordCount: assembler.recordCount,
    });
  }
}
