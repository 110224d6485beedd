import { createInterface } from 'node:readline';
import type { Reach } from '../lib/java-tools.ts';
import { consume, WHOLE_RECORDS } from '../lib/kafka-log.ts';

/** A record as ConsoleConsumer prints it to readers of what is committed. */
export interface PrintedRecord {
  readonly offset: bigint;
  /** Time, headers, key and value. */
  readonly content: string;
}

const LINE = /^(?:NO_TIMESTAMP|\w+Time:(-?\d+))\tPartition:(\d+)\tOffset:(\d+)\t(.*)$/s;

/**
 * What readers of what is committed get of a topic by Kafka's own tools, by partition and in order; at most so many
 * records, all when absent. Keys, values and headers must be text without line ends.
 */
export const committedRecordsOf = (
  at: Reach,
  topic: string,
  count?: number,
): Promise<Map<number, PrintedRecord[]>> => {
  const until = count === undefined ? [] : ['--max-messages', String(count)];
  const options = ['--from-beginning', '--isolation-level', 'read_committed', ...until, ...WHOLE_RECORDS];
  return consume(at, topic, options, async (printed) => {
    const partitions = new Map<number, PrintedRecord[]>();
    for await (const line of createInterface({ input: printed })) {
      const [, time, partition, offset, content] = LINE.exec(line) ?? [];
      if (offset === undefined) throw new Error(`ConsoleConsumer printed: ${line}`);
      const records = partitions.get(Number(partition)) ?? [];
      partitions.set(Number(partition), records);
      records.push({ offset: BigInt(offset), content: `${time}\t${content}` });
    }
    return partitions;
  });
};

/** The records of a partition without their offsets. */
export const contentsOf = (
  partitions: ReadonlyMap<number, readonly PrintedRecord[]>,
  partition: number,
): string[] => (partitions.get(partition) ?? []).map(({ content }) => content);
