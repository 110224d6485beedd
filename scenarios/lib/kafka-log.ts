import { createHash, type Hash } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type Reach, reachArguments } from './java-tools.ts';
import { runTool, toolOutput } from './tool-server/tool-server.ts';

/** One partition as Kafka's own tools show it. Equal values are equal logs. */
export interface PartitionLog {
  readonly partition: number;
  readonly start: bigint;
  readonly end: bigint;
  readonly records: number;
  /** SHA-256 over every record's offset, timestamp, headers, key and value, in the order they were read; hex. */
  readonly digest: string;
}

const OFFSETS = 'org.apache.kafka.tools.GetOffsetShell';
const CONSUMER = 'org.apache.kafka.tools.consumer.ConsoleConsumer';
const EARLIEST = '-2';
const LATEST = '-1';
/** A consumer that gets nothing for so long is at the end: then the counts tell that records are missing. */
const SILENCE_MS = 15_000;
const LINE_FEED = 10;

const formatted = (...properties: readonly string[]): string[] =>
  properties.flatMap((property) => ['--formatter-property', property]);

const KEYS_AND_VALUES = formatted('print.key=true', 'print.value=true', 'null.literal=<null>');

/** Everything that ConsoleConsumer tells of a record. */
export const WHOLE_RECORDS = [
  ...formatted('print.timestamp=true', 'print.partition=true', 'print.offset=true', 'print.headers=true'),
  ...KEYS_AND_VALUES,
];

type Offsets = ReadonlyMap<string, ReadonlyMap<number, bigint>>;

/** Offsets by topic and partition as GetOffsetShell has them. */
const offsetsAt = async (at: Reach, topics: readonly string[], time: string): Promise<Offsets> => {
  const pattern = topics.map((topic) => topic.replaceAll('.', '[.]')).join('|');
  const args = [...reachArguments(at), '--topic', pattern, '--time', time];
  const output = await toolOutput(OFFSETS, args);
  const offsets = new Map(topics.map((topic) => [topic, new Map<number, bigint>()]));
  for (const line of output.trim().split('\n')) {
    const [, topic, partition, offset] = /^(.+):(\d+):(\d+)$/.exec(line) ?? [];
    if (topic === undefined) throw new Error(`GetOffsetShell printed: ${line}`);
    offsets.get(topic)!.set(Number(partition), BigInt(offset!));
  }
  return offsets;
};

/** What was read of one partition. */
export interface Tally {
  records: number;
  readonly first: bigint;
  last: bigint;
  readonly hash: Hash;
}

/** The head of a line: the kind of the time, the time, the partition; and the offset behind it. */
const HEAD = /^(?:NO_TIMESTAMP|\w+Time:(-?\d+))\tPartition:(\d+)\t(?=Offset:(\d+)\t)/;
/** What a record without a time has in its place, be it of a format without times or of a later one. */
const NO_TIME = '-1';
const LONGEST_HEAD = 90;

/** Hashes the lines of a ConsoleConsumer by partition as they come, without the kind of the time. */
export const digestLines = async (lines: Readable): Promise<Map<number, Tally>> => {
  const tallies = new Map<number, Tally>();
  const take = (line: Buffer): void => {
    const text = line.toString('latin1', 0, LONGEST_HEAD);
    const [head, time = NO_TIME, number, offset] = HEAD.exec(text) ?? [];
    if (head === undefined) throw new Error(`ConsoleConsumer printed: ${text}`);
    const partition = Number(number);
    const last = BigInt(offset!);
    const tally = tallies.get(partition) ?? { records: 0, first: last, last, hash: createHash('sha256') };
    tallies.set(partition, tally);
    tally.records += 1;
    tally.last = last;
    tally.hash.update(time).update(line.subarray(head.length));
  };
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of lines as AsyncIterable<Buffer>) {
    const block = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = block.indexOf(LINE_FEED); end >= 0; end = block.indexOf(LINE_FEED, start)) {
      take(block.subarray(start, end + 1));
      start = end + 1;
    }
    rest = block.subarray(start);
  }
  return tallies;
};

/** Has ConsoleConsumer print a topic until nothing comes any more; `read` is given what it prints. */
export const consume = async <T>(
  at: Reach,
  topic: string,
  options: readonly string[],
  read: (printed: Readable) => Promise<T>,
): Promise<T> => {
  const args = [...reachArguments(at), '--topic', topic, '--timeout-ms', String(SILENCE_MS), ...options];
  const tool = await runTool(CONSUMER, args);
  const result = await read(tool.stdout);
  const code = await tool.code;
  // It ends with 1 after its timeout; what came before counts.
  if (code !== 0 && code !== 1) throw new Error(`ConsoleConsumer ended with ${code}: ${tool.errorLines()}`);
  return result;
};

/** Reads a topic with ConsoleConsumer; `records` is how many there should be, if that is known, `as` whence it starts. */
const readTopic = (
  at: Reach,
  topic: string,
  records: number | undefined,
  as: readonly string[],
): Promise<Map<number, Tally>> => {
  const until = records === undefined ? [] : ['--max-messages', String(records)];
  return consume(at, topic, [...as, ...until, ...WHOLE_RECORDS], digestLines);
};

/** How logs with transactions are read, which hold fewer records than offsets. */
export interface Isolation {
  readonly level: 'read_committed' | 'read_uncommitted';
  /** Records that a consumer of this level sees, by topic; without it, it reads until nothing comes any more. */
  readonly records?: Readonly<Record<string, number>>;
}

/**
 * Topics of one cluster, read by Kafka's own tools and by none of our code: start and end of each partition, and a
 * digest over all its records. Keys, values and headers must be text without line ends.
 */
export const kafkaLogs = async (
  at: Reach,
  topics: readonly string[],
  isolation?: Isolation,
): Promise<Record<string, PartitionLog[]>> => {
  const [starts, ends] = await Promise.all([EARLIEST, LATEST].map((time) => offsetsAt(at, topics, time)));
  const logs: Record<string, PartitionLog[]> = {};
  for (const topic of topics) {
    const bounds = [...ends!.get(topic)!]
      .map(([partition, end]) => ({ partition, start: starts!.get(topic)!.get(partition)!, end }))
      .sort((a, b) => a.partition - b.partition);
    const offsets = bounds.reduce((sum, { start, end }) => sum + Number(end - start), 0);
    const expected = isolation ? isolation.records?.[topic] : offsets;
    const as = ['--from-beginning', ...(isolation ? ['--isolation-level', isolation.level] : [])];
    const tallies = expected === 0 ? new Map<number, Tally>() : await readTopic(at, topic, expected, as);
    logs[topic] = bounds.map((bound) => {
      const tally = tallies.get(bound.partition);
      return { ...bound, records: tally?.records ?? 0, digest: tally?.hash.digest('hex') ?? '' };
    });
  }
  return logs;
};

/**
 * The latest value of every key as a reader of what is committed has it, by ConsoleConsumer; keys whose latest record
 * is a tombstone have none. Keys and values must be text without tabs and line ends.
 */
export const latestValues = (at: Reach, topic: string): Promise<Map<string, string>> => {
  const options = ['--from-beginning', '--isolation-level', 'read_committed', ...KEYS_AND_VALUES];
  return consume(at, topic, options, async (printed) => {
    const values = new Map<string, string>();
    for await (const line of createInterface({ input: printed })) {
      const [key, value] = line.split('\t');
      if (value === '<null>') values.delete(key!);
      else values.set(key!, value!);
    }
    return values;
  });
};

/** Records of a topic. */
export const recordsIn = (log: readonly PartitionLog[]): number =>
  log.reduce((sum, { records }) => sum + records, 0);

/** Which offsets of a partition a consumer got; as many records as there are offsets from first to last, each once. */
export interface OffsetRange {
  readonly first: bigint;
  readonly last: bigint;
  readonly records: number;
}

/**
 * What a consumer of a group gets from where the group stands, by partition, until it has `records` of them or gets
 * no more. It commits what it got.
 */
export const readAsGroup = async (
  at: Reach,
  group: string,
  topic: string,
  records: number,
): Promise<Map<number, OffsetRange>> => {
  const tallies = await readTopic(at, topic, records, ['--group', group]);
  return new Map(
    [...tallies].map(([partition, { first, last, records: got }]) => [
      partition,
      { first, last, records: got },
    ]),
  );
};
