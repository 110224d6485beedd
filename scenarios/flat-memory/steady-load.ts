import { randomBytes } from 'node:crypto';
import { pause } from '@mqferry/core';
import type { KafkaClient, NewRecord, TopicPartition } from '@mqferry/kafka';
import { TransactionalProducer } from '../lib/transactional-producer.ts';

/** How much is written. */
export interface SteadyLoadOptions {
  readonly partitions: readonly TopicPartition[];
  readonly producers: number;
  readonly bytesPerSecond: number;
}

const RECORD_BYTES = 1_000;
const RECORDS_PER_BATCH = 20;
const BATCHES_PER_TRANSACTION = 3;
/** Every so many transactions of a producer are aborted. */
const ABORTED_EVERY = 10;

/** Writes transactions of a few batches at a steady rate, round and round over all partitions. */
export class SteadyLoad {
  readonly #options: SteadyLoadOptions;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #turn = 0;
  #records = 0;

  constructor(client: KafkaClient, options: SteadyLoadOptions) {
    this.#options = options;
    const producers = Array.from({ length: options.producers }, (_, i) => this.#produce(client, i));
    this.#running = Promise.all(producers).then(() => {});
    this.#running.catch(() => {});
  }

  /** Records written so far, also of transactions that were aborted. */
  get records(): number {
    return this.#records;
  }

  /** Ends every transaction too. Throws what writing threw. */
  stop(): Promise<void> {
    this.#stop.abort();
    return this.#running;
  }

  async #produce(client: KafkaClient, number: number): Promise<void> {
    const { partitions, producers, bytesPerSecond } = this.#options;
    const producer = await TransactionalProducer.open(client, `steady-${number}`);
    const bytes = RECORD_BYTES * RECORDS_PER_BATCH * BATCHES_PER_TRANSACTION;
    const periodMs = (bytes / (bytesPerSecond / producers)) * 1_000;
    const { signal } = this.#stop;
    let due = performance.now();
    for (let transaction = 1; !signal.aborted; transaction += 1) {
      for (let batch = 0; batch < BATCHES_PER_TRANSACTION; batch += 1) {
        this.#turn += 1;
        await producer.write(partitions[this.#turn % partitions.length]!, randomRecords());
        this.#records += RECORDS_PER_BATCH;
      }
      await producer.end(transaction % ABORTED_EVERY !== 0);
      due += periodMs;
      await pause(Math.max(0, due - performance.now()), signal).catch(() => {});
    }
  }
}

const randomRecords = (): NewRecord[] => {
  const now = BigInt(Date.now());
  return Array.from({ length: RECORDS_PER_BATCH }, () => ({
    // Text, for Kafka's own tools print it.
    ...{ timestamp: now, key: null, value: Buffer.from(randomBytes(RECORD_BYTES / 2).toString('hex')) },
  }));
};
