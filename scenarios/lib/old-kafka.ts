import { Readable } from 'node:stream';
import { runJavaTool } from '@mqferry/sandbox';
import { QUICK_START, type Reach } from './java-tools.ts';
import { digestLines, type PartitionLog } from './kafka-log.ts';

/** Runs a tool of Kafka 0.10.2: those of today cannot talk to its brokers. Gives what it printed. */
const runOldTool = (name: string, args: readonly string[], stdin = ''): Promise<string> =>
  runJavaTool({ classpath: '0.10.2.2', main: `kafka.tools.${name}`, args, stdin, jvmArgs: QUICK_START });

export type OldCompression = 'none' | 'gzip' | 'snappy' | 'lz4';

/** A record of text; without key where it is left out. */
export interface OldText {
  readonly key?: string;
  readonly value: string;
}

/** Writes records with the ConsoleProducer of Kafka 0.10.2; either all of them have a key or none. */
export const produceOldText = async (
  { bootstrap }: Reach,
  topic: string,
  records: readonly OldText[],
  compression: OldCompression,
): Promise<void> => {
  const withKeys = records.every(({ key }) => key !== undefined);
  await runOldTool(
    'ConsoleProducer',
    [
      ...['--broker-list', bootstrap, '--topic', topic, '--compression-codec', compression],
      ...['--request-required-acks', '-1', '--property', `parse.key=${withKeys}`],
    ],
    records.map(({ key, value }) => `${withKeys ? `${key}\t` : ''}${value}\n`).join(''),
  );
};

/** What SimpleConsumerShell prints of a record: first the offset after it, then time, key and value. */
const RECORD = /^next offset = (\d+)\n([^\t\n]+)\t([^\t\n]*)\t(.*)$/gm;

const offsetOf = (next: string | undefined): bigint => BigInt(next!) - 1n;

/** What SimpleConsumerShell shows of partition 0 of a topic: next offset, time, key and value of each record. */
const oldRecords = async ({ bootstrap }: Reach, topic: string): Promise<RegExpExecArray[]> => {
  const output = await runOldTool('SimpleConsumerShell', [
    ...['--broker-list', bootstrap, '--topic', topic, '--partition', '0'],
    ...['--no-wait-at-logend', '--print-offsets'],
    ...['--property', 'print.timestamp=true', '--property', 'print.key=true'],
  ]);
  return [...output.matchAll(RECORD)];
};

/** The latest value of every key in partition 0 of a topic, by that release's own tool. */
export const oldLatestValues = async (at: Reach, topic: string): Promise<Map<string, string>> =>
  new Map((await oldRecords(at, topic)).map(([, , , key, value]) => [key!, value!]));

/**
 * Partition 0 of a topic on a cluster of Kafka 0.10.2, which must hold something, read from its start to its end by
 * that release's own tool and by none of our code; to be compared with what `kafkaLogs` gives of a newer cluster.
 * Keys and values must be text without tabs and line ends, and not "null".
 */
export const oldKafkaLog = async (at: Reach, topic: string): Promise<PartitionLog> => {
  const found = await oldRecords(at, topic);
  const lines = found.map(([, next, time, ...content]) => {
    const shown = content.map((text) => (text === 'null' ? '<null>' : text));
    const line = [time, 'Partition:0', `Offset:${offsetOf(next)}`, 'NO_HEADERS', ...shown].join('\t');
    return Buffer.from(`${line}\n`);
  });
  const { records, hash } = (await digestLines(Readable.from(lines))).get(0)!;
  return {
    partition: 0,
    start: offsetOf(found[0]![1]),
    end: BigInt(found.at(-1)![1]!),
    records,
    digest: hash.digest('hex'),
  };
};
