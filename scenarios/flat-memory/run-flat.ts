import { pause } from '@mqferry/core';
import { alterConfigs, listOffsets, OFFSET_EARLIEST, type TopicPartition } from '@mqferry/kafka';
import { openPair, type Pair, pairArguments, reach } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { kafkaLogs } from '../lib/kafka-log.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { type MemorySample, sampleMemory } from './memory-samples.ts';
import { SteadyLoad } from './steady-load.ts';

/** How long, and how it copies. */
export interface FlatOptions {
  readonly minutes: number;
  readonly bytesPerSecond: number;
  readonly threads: string;
  readonly say: (line: string) => void;
}

/** What came of it. */
export interface FlatResult {
  readonly partitions: number;
  readonly records: number;
  readonly equal: boolean;
  /** By Kafka's own tools, of one topic. */
  readonly sameLogs: boolean;
  readonly samples: readonly MemorySample[];
}

const MINUTE_MS = 60_000;
const SAMPLE_MS = 5_000;
const TOPICS = Array.from({ length: 6 }, (_, i) => `steady-${i}`);
const PARTITIONS_PER_TOPIC = 10;
const PRODUCERS = 4;
/** Copied first, so that memory has its full size from the first minute on: what a rush took is not given back. */
export const BACKLOG_RECORDS = 300_000;
const BACKLOG_MS = 5 * MINUTE_MS;
const MIB = 1024 * 1024;
/** So that an hour fits on the disk. The target's logs follow, for they begin where the source's do. */
const SHORT_LOGS = { 'retention.bytes': String(24 * MIB), 'segment.bytes': String(8 * MIB) };
const LOOK_FOR_RETENTION = { 'log.retention.check.interval.ms': '30000' };

const startsEqual = async ({ onSource, onTarget }: Pair, partitions: readonly TopicPartition[]) => {
  const [ours, theirs] = await Promise.all(
    [onSource, onTarget].map((client) => listOffsets(client, partitions, OFFSET_EARLIEST)),
  );
  return [...ours!].every(([partition, start]) => theirs!.get(partition) === start);
};

/** Copies a backlog, then follows a light, steady load, and watches how much memory that takes. */
export const runFlat = async ({
  minutes,
  bytesPerSecond,
  threads,
  say,
}: FlatOptions): Promise<FlatResult> => {
  const pair = await openPair(
    { version: '3.9.2', config: LOOK_FOR_RETENTION },
    { version: '4.3.1', config: LOOK_FOR_RETENTION },
  );
  const { onSource, onTarget, source, target } = pair;
  try {
    for (const topic of TOPICS) await newTopic(onSource, topic, PARTITIONS_PER_TOPIC, SHORT_LOGS);
    const partitions = TOPICS.flatMap((topic) =>
      Array.from({ length: PARTITIONS_PER_TOPIC }, (_, partition) => ({ topic, partition })),
    );
    const asFastAsItGoes = { partitions, producers: PRODUCERS, bytesPerSecond: Number.POSITIVE_INFINITY };
    const backlog = new SteadyLoad(onSource, asFastAsItGoes);
    await until('there is a backlog', BACKLOG_MS, () => backlog.records >= BACKLOG_RECORDS);
    await backlog.stop();
    const load = new SteadyLoad(onSource, { partitions, producers: PRODUCERS, bytesPerSecond });
    const how = ['--follow', '--metrics', '127.0.0.1:0', '--threads', threads];
    const mqferry = startMqferry('migrate', ...pairArguments(pair), ...how);
    const { url } = await until('metrics are served', MINUTE_MS, () =>
      mqferry.lines.find(({ type }) => type === 'metrics'),
    );
    const over = new AbortController();
    const sampling = sampleMemory(mqferry.pid, url, SAMPLE_MS, over.signal);
    const ended = Promise.race([sampling, mqferry.exited]).then(() => over.abort());
    await pause(minutes * MINUTE_MS, over.signal).catch(() => {});
    over.abort();
    await ended;
    const samples = await sampling;
    await load.stop();
    const records = backlog.records + load.records;
    say(`${records} records were written`);
    // From here on the source's logs begin where they do now, so that both sides can be compared.
    for (const topic of TOPICS) await alterConfigs(onSource, { topic }, { 'retention.bytes': '-1' });
    await until('the copy has caught up', 3 * MINUTE_MS, async () => {
      return (await endsEqual(onSource, onTarget, TOPICS)) && (await startsEqual(pair, partitions));
    });
    mqferry.kill('SIGINT');
    const { report, stderr } = await mqferry.exited;
    if (report?.result !== 'copied') throw new Error(`the copy did not end well: ${stderr}`);
    const verdict = await runMqferry('verify', ...pairArguments(pair));
    say(`verified: ${verdict.report?.result}`);
    const [ours, theirs] = await Promise.all(
      [source, target].map((cluster) => kafkaLogs(reach(cluster), TOPICS.slice(0, 1))),
    );
    const asText = (logs: unknown) =>
      JSON.stringify(logs, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    return {
      ...{ partitions: partitions.length, records, samples },
      equal: verdict.report?.result === 'equal',
      sameLogs: asText(ours) === asText(theirs),
    };
  } finally {
    await pair.close();
  }
};
