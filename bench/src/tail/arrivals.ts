import { fetchRecords, scanBatches } from '@mqferry/kafka';
import { type BenchCluster, partitionsOf } from '../clusters.ts';

/** When the batches of a topic arrived at a consumer, by partition in the order of offsets. */
export interface Arrival {
  /** Of the batch's last record. */
  readonly offset: bigint;
  /** Milliseconds since 1970, with fractions. */
  readonly at: number;
  /** The largest timestamp in the batch. */
  readonly timestamp: number;
}

const FETCH_BYTES = 8 * 1024 * 1024;
const MAX_WAIT_MS = 500;

/** Milliseconds since 1970, finer than Date.now(). */
const now = (): number => performance.timeOrigin + performance.now();

/** A plain consumer: reads the partitions of a topic as soon as there is something, and notes when it came. */
export class ArrivalWatch {
  readonly arrivals = new Map<number, Arrival[]>();
  readonly #cluster: BenchCluster;
  readonly #topic: string;

  constructor(cluster: BenchCluster, topic: string) {
    this.#cluster = cluster;
    this.#topic = topic;
  }

  /** Reads until `signal` aborts. For clusters of one broker. */
  async run(signal: AbortSignal): Promise<void> {
    const { client } = this.#cluster;
    const partitions = await partitionsOf(this.#cluster, this.#topic);
    for (const { partition } of partitions) this.arrivals.set(partition, []);
    const { topicId } = await client.topic(this.#topic);
    const { leader } = await client.partition(this.#topic, 0);
    const connection = await client.connect(leader, 'arrivals');
    while (!signal.aborted) {
      const wants = partitions.map((where) => ({
        ...{ ...where, topicId, maxBytes: FETCH_BYTES },
        offset: (this.arrivals.get(where.partition)!.at(-1)?.offset ?? -1n) + 1n,
      }));
      const answer = await fetchRecords(connection, wants, { maxBytes: FETCH_BYTES, maxWaitMs: MAX_WAIT_MS });
      const at = now();
      for (const { partition, records } of answer.partitions) {
        for (const { lastOffset, maxTimestamp } of scanBatches(records).batches) {
          this.arrivals.get(partition)!.push({ offset: lastOffset, at, timestamp: Number(maxTimestamp) });
        }
      }
    }
  }
}
