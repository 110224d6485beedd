import { createInterface } from 'node:readline';
import type { Reach } from '../lib/java-tools.ts';
import { consume, WHOLE_RECORDS } from '../lib/kafka-log.ts';

/** A record as ConsoleConsumer prints it to readers of what is committed. */
export interface PrintedRecord {
  /** With the kind of it, such as `CreateTime:1`. */
  readonly time: string;
  readonly partition: number;
  readonly headers: string;
  readonly key: string;
  readonly value: string;
}

const LINE = /^(\w+(?::-?\d+)?)\tPartition:(\d+)\tOffset:\d+\t(.*)\t([^\t]*)\t([^\t]*)$/u;

/** So many committed records of a topic, in the order of each partition; text without tabs. */
export const readCommitted = (at: Reach, topic: string, records: number): Promise<PrintedRecord[]> => {
  const until = ['--max-messages', String(records)];
  const options = ['--from-beginning', '--isolation-level', 'read_committed', ...until, ...WHOLE_RECORDS];
  return consume(at, topic, options, async (printed) => {
    const read: PrintedRecord[] = [];
    for await (const line of createInterface({ input: printed })) {
      const [, time, partition, headers, key, value] = LINE.exec(line) ?? [];
      if (time === undefined) throw new Error(`ConsoleConsumer printed: ${line}`);
      const content = { headers: headers!, key: key!, value: value! };
      read.push({ time, partition: Number(partition), ...content });
    }
    return read;
  });
};

/** Records by key, without where they are: those of a key keep their order whatever partition they are in. */
export const byKey = (records: readonly PrintedRecord[]): Map<string, Omit<PrintedRecord, 'partition'>[]> =>
  new Map(
    [...Map.groupBy(records, ({ key }) => key)]
      .map(([key, of]) => [key, of.map(({ partition: _, ...rest }) => rest)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
