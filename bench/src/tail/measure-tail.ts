import { pause } from '@mqferry/core';
import { runJavaTool } from '@mqferry/sandbox';
import { type ClusterPair, emptyCluster, partitionsOf, settleDisk } from '../clusters.ts';
import { createTopic } from '../load.ts';
import { usageOf } from '../process-usage.ts';
import type { CopyProcess } from '../watch-copy.ts';
import { ArrivalWatch } from './arrivals.ts';
import { agesOf, type Delays, delaysBetween, delaysOf } from './delays.ts';

/** What is written while a copy follows. */
export interface TailLoad {
  /** Records of `RECORD_BYTES` a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Partitions beside them that nobody writes. */
  readonly idle: number;
  /** The producer's `linger.ms`. */
  readonly lingerMs: number;
}

/** How late records were, in milliseconds. */
export interface TailMeasure {
  /** A plain consumer of the source, after the records' timestamps. */
  readonly source: Delays;
  /** A plain consumer of the target, after the records' timestamps. */
  readonly target: Delays;
  /** The consumer of the target after the one of the source, for the same records. */
  readonly between: Delays;
  /** Of the copying process, in the measured seconds. */
  readonly cpuSeconds: number;
}

/** The topic that is written, and the one with idle partitions. */
export const TAIL_TOPICS = { busy: 'busy', idle: 'idle' } as const;
export const TAIL_PARTITIONS = 6;
export const RECORD_BYTES = 1_000;

const WARM_UP_SECONDS = 10;
const DRAIN_MS = 2_000;
const POLL_MS = 100;

const produce = ({ source }: ClusterPair, { rate, lingerMs }: TailLoad, seconds: number): Promise<unknown> =>
  runJavaTool({
    classpath: 'tools',
    main: 'org.apache.kafka.tools.ProducerPerformance',
    args: [
      ...['--topic', TAIL_TOPICS.busy, '--num-records', String(rate * seconds)],
      ...['--record-size', String(RECORD_BYTES), '--throughput', String(rate)],
      ...['--producer-props', `bootstrap.servers=${source.bootstrap}`, 'acks=all', `linger.ms=${lingerMs}`],
    ],
  });

const copied = async (pair: ClusterPair): Promise<boolean> =>
  (await partitionsOf(pair.target, TAIL_TOPICS.busy)).length === TAIL_PARTITIONS;

/**
 * One run: producer → source → copy → target, with a plain consumer on each side, from empty clusters on, so that the
 * same record has the same offset whoever copies. For clusters of one broker.
 */
export const measureTail = async (
  pair: ClusterPair,
  load: TailLoad,
  start: () => Promise<CopyProcess>,
): Promise<TailMeasure> => {
  await Promise.all([emptyCluster(pair.source), emptyCluster(pair.target)]);
  await settleDisk();
  await createTopic(pair.source, 1, TAIL_TOPICS.busy, TAIL_PARTITIONS);
  if (load.idle > 0) await createTopic(pair.source, 1, TAIL_TOPICS.idle, load.idle);
  const copier = await start();
  const over = new AbortController();
  try {
    while (!(await copied(pair))) await pause(POLL_MS);
    const watches = [pair.source, pair.target].map((cluster) => new ArrivalWatch(cluster, TAIL_TOPICS.busy));
    const watching = Promise.all(watches.map((watch) => watch.run(over.signal)));
    // What a JVM does slowly at first is not measured.
    await produce(pair, load, WARM_UP_SECONDS);
    await pause(DRAIN_MS);
    for (const { arrivals } of watches) for (const list of arrivals.values()) list.splice(0, list.length - 1);
    const before = usageOf(copier.pid)!;
    await produce(pair, load, load.seconds);
    await pause(DRAIN_MS);
    const after = usageOf(copier.pid)!;
    over.abort();
    await watching;
    const [source, target] = watches.map(({ arrivals }) => arrivals);
    return {
      source: delaysOf(agesOf(source!)),
      target: delaysOf(agesOf(target!)),
      between: delaysOf(delaysBetween(source!, target!)),
      cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    };
  } finally {
    over.abort();
    await copier.end();
  }
};
