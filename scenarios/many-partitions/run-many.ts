import { readFileSync } from 'node:fs';
import {
  brokerError,
  buildBatch,
  createTopics,
  type KafkaClient,
  partitionText,
  produceBatches,
  type TopicPartition,
} from '@mqferry/kafka';
import { openPair, type Pair, pairArguments, reach } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { kafkaLogs } from '../lib/kafka-log.ts';
import { type JsonLine, type Mqferry, startMqferry } from '../lib/mqferry.ts';
import { until } from '../lib/until.ts';
import { textRecords } from '../lib/write-records.ts';

/** How large the clusters are. */
export interface ManyOptions {
  readonly topics: number;
  readonly partitionsPerTopic: number;
  readonly say: (line: string) => void;
}

/** Seconds that the parts of a run took; the most memory the process ever had. */
export interface RunFigures {
  readonly plan: number;
  /** Creating topics and holding their configs. */
  readonly prepare: number;
  /** With finding the place of each partition. */
  readonly copy: number;
  readonly verify: number;
  readonly total: number;
  readonly peakMemoryBytes: number;
}

/** What came of it. */
export interface ManyResult {
  readonly partitions: number;
  readonly records: number;
  readonly equal: boolean;
  /** By Kafka's own tools, of a few topics. */
  readonly sameLogs: boolean;
  /** Copies everything. */
  readonly first: RunFigures;
  /** Finds that everything is there. */
  readonly again: RunFigures;
  /** Copies what is written while it follows: seconds until the target has it. */
  readonly follow: { readonly seconds: number; readonly peakMemoryBytes: number };
}

const MINUTE_MS = 60_000;
const TOPICS_AT_ONCE = 50;
const PARTITIONS_AT_ONCE = 500;
const RECORDS = 20;
const SAMPLE_MS = 100;
/** Topics that Kafka's own tools compare, each in some seconds. */
const COMPARED = 2;

const topicName = (i: number): string => `many-${String(i).padStart(5, '0')}`;

const names = ({ topics }: ManyOptions): string[] => Array.from({ length: topics }, (_, i) => topicName(i));

/** Every third partition stays empty. */
const written = (options: ManyOptions): TopicPartition[] =>
  names(options).flatMap((topic, i) =>
    Array.from({ length: options.partitionsPerTopic }, (_, partition) => ({ topic, partition })).filter(
      ({ partition }) => (partition + i) % 3 > 0,
    ),
  );

const createAll = async (client: KafkaClient, options: ManyOptions): Promise<void> => {
  const topics = names(options).map((name) => ({
    ...{ name, partitions: options.partitionsPerTopic, replicationFactor: 1 },
  }));
  for (let at = 0; at < topics.length; at += TOPICS_AT_ONCE)
    await createTopics(client, topics.slice(at, at + TOPICS_AT_ONCE));
  await until('all topics can be written', 2 * MINUTE_MS, async () => {
    const known = (await client.refreshMetadata()).topics;
    return topics.every(({ name, partitions }) => {
      const found = known.get(name)?.partitions ?? [];
      return found.length === partitions && found.every(({ leader }) => leader >= 0);
    });
  });
};

/** Writes a batch to each of these partitions, many in a request; the source has one broker. */
const writeAll = async (client: KafkaClient, partitions: readonly TopicPartition[]): Promise<number> => {
  const { topics, brokers } = await client.metadata();
  const connection = await client.connect([...brokers.keys()][0]!);
  for (let at = 0; at < partitions.length; at += PARTITIONS_AT_ONCE) {
    let left = partitions.slice(at, at + PARTITIONS_AT_ONCE);
    // A broker may not yet know of partitions that the metadata shows it to lead.
    await client.retrying(async () => {
      const items = left.map(({ topic, partition }) => ({
        ...{ topic, partition, topicId: topics.get(topic)?.topicId },
        records: buildBatch(textRecords(RECORDS, BigInt(Date.now())), { compression: 'lz4' }),
      }));
      const answer = await produceBatches(connection, items, MINUTE_MS);
      const refused = answer.partitions.filter(({ errorCode }) => errorCode !== 0);
      const keys = new Set(refused.map(partitionText));
      left = left.filter((where) => keys.has(partitionText(where)));
      const [first] = refused;
      if (first) throw brokerError('Produce', partitionText(first), first.errorCode);
    });
  }
  return partitions.length * RECORDS;
};

/** The most memory a process had until now, by proc(5); undefined when it has ended. */
const peakMemory = (pid: number): number | undefined => {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return peak ? Number(peak[1]) * 1024 : undefined;
  } catch {
    return undefined;
  }
};

/** Watches the memory of a run until it is over. */
const watchMemory = async ({ pid, exited }: Mqferry): Promise<number> => {
  let peak = 0;
  const timer = setInterval(() => {
    peak = peakMemory(pid) ?? peak;
  }, SAMPLE_MS);
  await exited;
  clearInterval(timer);
  return peak;
};

const secondsBetween = (from: number, to: number): number => Math.round((to - from) / 100) / 10;

/** Copies once and compares; how long each part took is told by the times of the lines. */
const measuredRun = async (pair: Pair): Promise<{ figures: RunFigures; report: JsonLine }> => {
  const startedAt = Date.now();
  const mqferry = startMqferry('migrate', ...pairArguments(pair), '--once', '--verify');
  const peakMemoryBytes = await watchMemory(mqferry);
  const { report, stderr } = await mqferry.exited;
  if (!report?.seconds) throw new Error(`mqferry ended without a copy: ${stderr}`);
  const lastTime = (types: readonly string[], otherwise: number): number => {
    const found = mqferry.lines.findLast(({ type }) => types.includes(type));
    return found ? Date.parse(found.time) : otherwise;
  };
  const end = Date.parse(report.time);
  const planned = lastTime(['plan'], startedAt);
  const prepared = lastTime(['topic-created', 'config-held'], planned);
  const copied = planned + report.seconds * 1000;
  const figures = {
    plan: secondsBetween(startedAt, planned),
    prepare: secondsBetween(planned, prepared),
    copy: secondsBetween(prepared, copied),
    verify: secondsBetween(copied, end),
    total: secondsBetween(startedAt, end),
    peakMemoryBytes,
  };
  return { figures, report };
};

const follow = async (
  pair: Pair,
  options: ManyOptions,
): Promise<ManyResult['follow'] & { records: number }> => {
  const { onSource, onTarget } = pair;
  const mqferry = startMqferry('migrate', ...pairArguments(pair), '--follow');
  const peak = watchMemory(mqferry);
  await until('the copy follows', 2 * MINUTE_MS, () =>
    mqferry.lines.some(({ type, started }) => type === 'progress' && started),
  );
  const records = await writeAll(onSource, written(options));
  const since = Date.now();
  await until('the target has it', 2 * MINUTE_MS, () => endsEqual(onSource, onTarget, names(options)));
  const seconds = secondsBetween(since, Date.now());
  mqferry.kill('SIGINT');
  return { seconds, records, peakMemoryBytes: await peak };
};

/** Copies a source of many partitions with little in each, a third of them empty, and measures it. */
export const runMany = async (options: ManyOptions): Promise<ManyResult> => {
  const { say } = options;
  const pair = await openPair({ version: '3.9.2' }, { version: '4.3.1' });
  try {
    await createAll(pair.onSource, options);
    let records = await writeAll(pair.onSource, written(options));
    say(`source: ${options.topics * options.partitionsPerTopic} partitions, ${records} records`);
    const first = await measuredRun(pair);
    say(`first run: ${first.report.result} ${JSON.stringify(first.figures)}`);
    const followed = await follow(pair, options);
    records += followed.records;
    say(`followed: ${JSON.stringify(followed)}`);
    const again = await measuredRun(pair);
    say(`again: ${again.report.result} ${JSON.stringify(again.figures)}`);
    const compared = names(options).slice(0, COMPARED);
    const [ours, theirs] = await Promise.all(
      [pair.source, pair.target].map((cluster) => kafkaLogs(reach(cluster), compared)),
    );
    const asText = (logs: unknown) =>
      JSON.stringify(logs, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    return {
      ...{ partitions: options.topics * options.partitionsPerTopic, records },
      equal: [first, again].every(({ report }) => report.result === 'equal'),
      sameLogs: asText(ours) === asText(theirs),
      ...{ first: first.figures, again: again.figures },
      follow: { seconds: followed.seconds, peakMemoryBytes: followed.peakMemoryBytes },
    };
  } finally {
    await pair.close();
  }
};
