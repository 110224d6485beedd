import { type NewRecord, partitionText } from '@mqferry/kafka';
import { TransactionalProducer } from '../../scenarios/lib/transactional-producer.ts';
import { type BenchCluster, partitionsOf } from './clusters.ts';

/** What the transactions are like. */
export interface TransactionSettings {
  readonly recordBytes: number;
  readonly recordsEach: number;
}

const PRODUCERS = 10;
const ABORTED_OF = 10;

/**
 * Ten producers write transactions side by side, each over as many partitions as it has records for, a batch in each;
 * every tenth one is aborted.
 */
export const writeTransactions = async (
  cluster: BenchCluster,
  topic: string,
  records: number,
  { recordBytes, recordsEach }: TransactionSettings,
): Promise<number> => {
  const partitions = await partitionsOf(cluster, topic);
  const transactions = Math.ceil(records / recordsEach);
  let begun = 0;
  let committed = 0;
  const writeAll = async (producer: TransactionalProducer): Promise<void> => {
    while (begun < transactions) {
      const number = begun++;
      const batches = new Map<string, NewRecord[]>();
      for (let i = 0; i < recordsEach; i += 1) {
        const key = partitionText(partitions[(number + i) % partitions.length]!);
        batches.set(key, [...(batches.get(key) ?? []), randomRecord(recordBytes)]);
      }
      const written = partitions.filter((where) => batches.has(partitionText(where)));
      await Promise.all(written.map((where) => producer.write(where, batches.get(partitionText(where))!)));
      const commit = number % ABORTED_OF !== ABORTED_OF - 1;
      await producer.end(commit);
      if (commit) committed += recordsEach;
    }
  };
  const producers = await Promise.all(
    Array.from({ length: PRODUCERS }, (_, i) => TransactionalProducer.open(cluster.client, `${topic}-${i}`)),
  );
  await Promise.all(producers.map(writeAll));
  return committed;
};

/** Letters, as Kafka's ProducerPerformance writes them: they hardly compress. */
const randomRecord = (bytes: number): NewRecord => {
  const value = Buffer.allocUnsafe(bytes);
  for (let i = 0; i < bytes; i += 1) value[i] = 65 + Math.floor(Math.random() * 26);
  return { timestamp: BigInt(Date.now()), key: null, value, headers: [] };
};
