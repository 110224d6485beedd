import { type KafkaClient, partitionText, type TopicPartition } from '@mqferry/kafka';
import { Random } from './random.ts';
import { TransactionalProducer } from './transactional-producer.ts';
import { textRecords, writeBatch } from './write-records.ts';

/** A stretch of records of one transaction, or of none. */
interface Stretch {
  readonly partition: string;
  readonly offset: bigint;
  readonly records: number;
  /** Undefined while the transaction is open. */
  committed: boolean | undefined;
}

/** What the mix is made of. */
export interface MixOptions {
  readonly topic: string;
  readonly partitions: number;
  readonly producers: number;
  /** The same seed does the same. */
  readonly seed: number;
}

const LONGEST_BATCH = 20;

/**
 * Writes to one topic what transactions can leave in a log: those of several producers interleaved, committed and
 * aborted, markers in partitions without data, and batches of no transaction between them.
 */
export class TransactionMix {
  readonly #client: KafkaClient;
  readonly #options: MixOptions;
  readonly #random: Random;
  readonly #producers: readonly TransactionalProducer[];
  readonly #stretches: Stretch[] = [];
  readonly #open = new Map<TransactionalProducer, Stretch[]>();
  #step = 0n;

  private constructor(client: KafkaClient, options: MixOptions, producers: readonly TransactionalProducer[]) {
    this.#client = client;
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#producers = producers;
  }

  static async open(client: KafkaClient, options: MixOptions): Promise<TransactionMix> {
    const ids = Array.from({ length: options.producers }, (_, i) => `${options.topic}-${i}`);
    const producers = await Promise.all(ids.map((id) => TransactionalProducer.open(client, id)));
    return new TransactionMix(client, options, producers);
  }

  /** Takes so many steps, each a batch, a touched partition or the end of a transaction. */
  async run(steps: number): Promise<void> {
    for (let i = 0; i < steps; i += 1) await this.#takeStep();
  }

  async #takeStep(): Promise<void> {
    const random = this.#random;
    const producer = this.#producers[random.below(this.#producers.length)]!;
    const where = { topic: this.#options.topic, partition: random.below(this.#options.partitions) };
    this.#step += 1n;
    const records = textRecords(1 + random.below(LONGEST_BATCH), 1_700_000_000_000n + this.#step);
    switch (random.below(10)) {
      case 0: {
        const offset = await writeBatch(this.#client, where, records, { compression: 'lz4' });
        this.#note(where, offset, records.length, true);
        break;
      }
      case 1:
        await producer.touch(where);
        break;
      case 2:
      case 3:
        if (producer.isOpen) await this.#end(producer, random.percent(75));
        break;
      default: {
        const offset = await producer.write(where, records);
        const stretch = this.#note(where, offset, records.length, undefined);
        this.#open.set(producer, [...(this.#open.get(producer) ?? []), stretch]);
      }
    }
  }

  #note(where: TopicPartition, offset: bigint, records: number, committed: boolean | undefined): Stretch {
    const stretch = { partition: partitionText(where), offset, records, committed };
    this.#stretches.push(stretch);
    return stretch;
  }

  async #end(producer: TransactionalProducer, committed: boolean): Promise<void> {
    await producer.end(committed);
    for (const stretch of this.#open.get(producer) ?? []) stretch.committed = committed;
    this.#open.delete(producer);
  }

  /** The transactions that are open in a partition, each from its first record there. */
  get open(): { partition: string; producer: TransactionalProducer; from: bigint }[] {
    return [...this.#open].flatMap(([producer, stretches]) =>
      [...Map.groupBy(stretches, ({ partition }) => partition)].map(([partition, of]) => ({
        ...{ partition, producer, from: of[0]!.offset },
      })),
    );
  }

  /** Ends every open transaction. */
  async endAll(): Promise<void> {
    for (const producer of this.#producers) if (producer.isOpen) await this.#end(producer, true);
  }

  /** How many records a consumer sees that reads everything. */
  get written(): number {
    return this.#stretches.reduce((sum, { records }) => sum + records, 0);
  }

  /** How many records a consumer sees that reads what is committed, up to the first open transaction. */
  get visible(): number {
    const openFrom = new Map<string, bigint>();
    for (const { partition, offset, committed } of this.#stretches) {
      if (committed === undefined && !openFrom.has(partition)) openFrom.set(partition, offset);
    }
    return this.#stretches
      .filter(({ partition, offset }) => offset < (openFrom.get(partition) ?? offset + 1n))
      .reduce((sum, { records, committed }) => sum + (committed ? records : 0), 0);
  }
}
