import { isDeepStrictEqual } from 'node:util';
import { pause } from '@mqferry/core';
import { createTopics } from '@mqferry/kafka';
import { openPair, type Pair, pairArguments, reach } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { kafkaLogs } from '../lib/kafka-log.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { Random } from '../lib/random.ts';
import { untilInSync } from '../lib/replicas.ts';
import { TransactionLoad } from '../lib/transaction-load.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';
import { until } from '../lib/until.ts';
import { CopierProcess, type Encounters } from './copier-process.ts';
import { FAULTS, type Scene } from './faults.ts';

/** One run: the same seed makes the same faults in the same order. */
export interface ChaosOptions {
  readonly seed: number;
  /** Faults are made as long as one of these is left. */
  readonly minutes: number;
  readonly faults: number;
  /** Names of faults to choose from; all of them by default. */
  readonly only?: readonly string[];
  /** Exactly these, one after the other, instead of a choice. */
  readonly sequence?: readonly string[];
  readonly say: (line: string) => void;
}

/** What came of it. */
export interface ChaosResult extends Encounters {
  readonly seed: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly records: number;
  /** By mqferry's own verification. */
  readonly equal: boolean;
  /** By Kafka's own consumer, which reads everything, and what is committed. */
  readonly sameViews: boolean;
}

const TOPIC = 'chaos';
const PARTITIONS = 4;
const BACKLOG_STEPS = 300;
const STEPS_PER_SECOND = 60;
const CATCH_UP_MS = 5 * 60_000;
const REPLICATED = {
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'offsets.topic.replication.factor': '3',
  'transaction.state.log.replication.factor': '3',
  'transaction.state.log.min.isr': '2',
};

/**
 * Copies live transactions between two clusters of three brokers while faults happen to the copier and the target,
 * and compares both in the end. Throws what keeps it from being carried out.
 */
export const runChaos = async (options: ChaosOptions): Promise<ChaosResult> => {
  options.say(`seed ${options.seed}`);
  const pair = await openPair(
    { version: '3.9.2', brokers: 3, config: REPLICATED },
    { version: '4.3.1', brokers: 3, config: REPLICATED },
  );
  try {
    return await runOn(pair, options);
  } finally {
    await pair.close();
  }
};

const runOn = async (pair: Pair, options: ChaosOptions): Promise<ChaosResult> => {
  const { onSource, onTarget } = pair;
  const { seed, say } = options;
  const configs = { 'retention.ms': '-1', 'min.insync.replicas': '2' };
  await createTopics(onSource, [{ name: TOPIC, partitions: PARTITIONS, replicationFactor: 3, configs }]);
  const mix = await TransactionMix.open(onSource, {
    topic: TOPIC,
    partitions: PARTITIONS,
    producers: 5,
    seed,
  });
  await mix.run(BACKLOG_STEPS);
  const copier = new CopierProcess(pair);
  const load = new TransactionLoad(mix, STEPS_PER_SECOND);
  await until('the copy has begun', CATCH_UP_MS, async () => (await onTarget.topic(TOPIC)) !== undefined);
  const faults = await makeFaults(pair, copier, options);
  await load.stop();
  await untilInSync(onTarget, [TOPIC]);
  await until('the copy has caught up', CATCH_UP_MS, () => endsEqual(onSource, onTarget, [TOPIC]));
  const { code, stderr } = await copier.end();
  if (code !== 0) throw new Error(`the copier ended with ${code}: ${stderr}`);

  const verdict = await runMqferry('verify', ...pairArguments(pair));
  const sameViews = await viewsAreSame(pair, mix);
  const equal = verdict.report?.result === 'equal';
  if (!equal) say(JSON.stringify(verdict.report ?? verdict.stderr));
  return { seed, faults, ...copier.encounters(), records: mix.written, equal, sameViews };
};

const makeFaults = async (
  { onTarget, target }: Pair,
  copier: CopierProcess,
  { seed, minutes, faults, only, sequence, say }: ChaosOptions,
): Promise<Record<string, number>> => {
  const random = new Random(seed + 1);
  const names = only ?? Object.keys(FAULTS);
  const scene: Scene = {
    random,
    brokers: target.brokers,
    onTarget,
    partitions: Array.from({ length: PARTITIONS }, (_, partition) => ({ topic: TOPIC, partition })),
    killCopier: () => copier.kill(),
    pauseCopier: async (ms) => {
      copier.signal('SIGSTOP');
      await pause(ms);
      copier.signal('SIGCONT');
    },
  };
  const started = performance.now();
  const made: Record<string, number> = {};
  for (let count = 0; count < faults && performance.now() - started < minutes * 60_000; count += 1) {
    await pause(500 + random.below(4_000));
    const name = sequence?.[count] ?? names[random.below(names.length)]!;
    say(`${((performance.now() - started) / 1000).toFixed(1)} s  ${name}`);
    await FAULTS[name]!(scene);
    made[name] = (made[name] ?? 0) + 1;
  }
  return made;
};

const viewsAreSame = async ({ source, target }: Pair, mix: TransactionMix): Promise<boolean> => {
  const views = [
    { level: 'read_committed', records: { [TOPIC]: mix.visible } },
    { level: 'read_uncommitted', records: { [TOPIC]: mix.written } },
  ] as const;
  for (const view of views) {
    const [ours, theirs] = await Promise.all(
      [source, target].map((cluster) => kafkaLogs(reach(cluster), [TOPIC], view)),
    );
    if (!isDeepStrictEqual(ours, theirs)) return false;
  }
  return true;
};
