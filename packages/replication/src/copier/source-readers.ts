import type { CodedError } from '@mqferry/core';
import type { KafkaClient } from '@mqferry/kafka';
import type { PartitionCopy } from './partition-copy.ts';
import type { SourceReader } from './source-reader.ts';
import type { TopicIdentity } from './topic-identity.ts';

/** Who reads from a broker, and whom else it concerns. */
export interface SourceReadersOptions {
  readonly source: KafkaClient;
  readonly identity: TopicIdentity;
  readonly readerOf: () => SourceReader;
  /** The topic is not the one that is copied any more. */
  readonly stopped: (partition: PartitionCopy, error: CodedError) => void;
  /** A defect of this program. */
  readonly failed: (error: unknown) => void;
}

/** One reader for each broker of the source that leads something: it reads what the broker leads now. */
export class SourceReaders {
  readonly #options: SourceReadersOptions;
  readonly #readers = new Map<number, SourceReader>();
  readonly #reading: Promise<void>[] = [];
  readonly #stop = new AbortController();
  #led = new Map<number, PartitionCopy[]>();
  #routedBy: unknown;

  constructor(options: SourceReadersOptions) {
    this.#options = options;
  }

  /** What of the source slows reading down at this moment. */
  get throttledBy(): 'source-quota' | undefined {
    return [...this.#readers.values()].map((r) => r.throttledBy).find((reason) => reason !== undefined);
  }

  /** Other partitions are copied from now on: the next `route` counts. */
  reroute(): void {
    this.#routedBy = undefined;
  }

  /** Gives each partition to the reader of the broker that leads it now. Throws when the source cannot be asked. */
  async route(partitions: readonly PartitionCopy[]): Promise<void> {
    const { source, identity, stopped } = this.#options;
    const metadata = await source.metadata();
    if (metadata === this.#routedBy) return;
    this.#routedBy = metadata;
    const led = new Map<number, PartitionCopy[]>();
    for (const p of partitions) {
      const topic = metadata.topics.get(p.topic);
      const refusal = identity.refusal(p.topic, topic, performance.now());
      if (refusal) {
        if (p.phase !== 'stopped') stopped(p, refusal);
        continue;
      }
      const leader = topic?.partitions[p.partition]?.leader ?? -1;
      if (leader < 0 && p.phase !== 'stopped') {
        p.noteFailure('the source has no leader for it');
        source.expireMetadata();
      }
      const others = led.get(leader);
      if (others) others.push(p);
      else led.set(leader, [p]);
    }
    this.#led = led;
    for (const node of led.keys()) {
      if (node >= 0 && !this.#readers.has(node)) this.#start(node);
    }
  }

  /** Reads nothing more; to be awaited once nobody waits for room any more. */
  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#reading);
  }

  #start(node: number): void {
    const reader = this.#options.readerOf();
    this.#readers.set(node, reader);
    const running = reader.run(node, (id) => this.#led.get(id) ?? [], this.#stop.signal);
    this.#reading.push(running.catch(this.#options.failed));
  }
}
