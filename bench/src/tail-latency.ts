/**
 * How late records are on the target while a copy follows its source: producer → source → mqferry → target, seen by a
 * plain consumer on each side. `--rate` records of 1,000 bytes a second, beside `--idle` partitions that nobody writes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pause } from '@mqferry/core';
import { runJavaTool } from '@mqferry/sandbox';
import { partitionsOf, startPair } from './clusters.ts';
import { createTopic } from './load.ts';
import { startMqferry } from './mqferry-process.ts';
import { usageOf } from './process-usage.ts';
import { ArrivalWatch } from './tail/arrivals.ts';
import { agesOf, type Delays, delaysBetween, delaysOf } from './tail/delays.ts';

const [BUSY, IDLE] = ['busy', 'idle'];
const PARTITIONS = 6;
const RECORD_BYTES = 1_000;
const DRAIN_MS = 2_000;

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '30' },
    idle: { type: 'string', default: '0' },
    linger: { type: 'string', default: '5' },
  },
});
const [rate, seconds, idle] = [values.rate, values.seconds, values.idle].map(Number) as [
  number,
  number,
  number,
];

const produce = (bootstrap: string, records: number): Promise<unknown> =>
  runJavaTool({
    classpath: 'tools',
    main: 'org.apache.kafka.tools.ProducerPerformance',
    args: [
      ...['--topic', BUSY, '--num-records', String(records), '--record-size', String(RECORD_BYTES)],
      ...['--throughput', String(rate), '--producer-props', `bootstrap.servers=${bootstrap}`],
      ...['acks=all', `linger.ms=${values.linger}`],
    ],
  });

const text = ({ p50, p99, most, count }: Delays): string =>
  `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, most ${most.toFixed(1)} ms (${count} batches)`;

const pair = await startPair(1);
const folder = await mkdtemp(join(tmpdir(), 'mqferry-tail-'));
const ended = new AbortController();
try {
  await createTopic(pair.source, 1, BUSY, PARTITIONS);
  if (idle > 0) await createTopic(pair.source, 1, IDLE, idle);
  const copier = startMqferry(pair, `${BUSY}|${IDLE}`, folder, '--follow');
  while ((await partitionsOf(pair.target, BUSY)).length < PARTITIONS) await pause(100);
  const watches = [pair.source, pair.target].map((cluster) => new ArrivalWatch(cluster, BUSY));
  const watching = watches.map((watch) => watch.run(ended.signal));
  // What the JVM does slowly at first is not measured.
  await produce(pair.source.bootstrap, rate * 5);
  await pause(DRAIN_MS);
  for (const { arrivals } of watches) for (const list of arrivals.values()) list.splice(0, list.length - 1);
  const before = usageOf(copier.pid)!;
  await produce(pair.source.bootstrap, rate * seconds);
  await pause(DRAIN_MS);
  const after = usageOf(copier.pid)!;
  ended.abort();
  await Promise.all(watching);
  const [source, target] = watches.map(({ arrivals }) => arrivals);
  console.log(
    `${rate} records a second of ${RECORD_BYTES} bytes for ${seconds} s, ${idle} idle partitions beside them`,
  );
  console.log(`consumer on the source, after the timestamp: ${text(delaysOf(agesOf(source!)))}`);
  console.log(`consumer on the target, after the timestamp: ${text(delaysOf(agesOf(target!)))}`);
  console.log(`target after source: ${text(delaysOf(delaysBetween(source!, target!)))}`);
  console.log(`CPU of the copier: ${(after.cpuSeconds - before.cpuSeconds).toFixed(1)} s`);
  await copier.end();
} finally {
  ended.abort();
  await pair.stop();
  await rm(folder, { recursive: true, force: true });
}
