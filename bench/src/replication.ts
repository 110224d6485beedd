/**
 * Copies the same topic with mqferry and with MirrorMaker 2 in turn and writes down records a second, CPU time and
 * memory of both, with their ratios. docs/performance.md explains it.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codedErrorIn } from '@mqferry/core';
import { type ClusterPair, type Factor, SOURCE_VERSION, startPair, TARGET_VERSION } from './clusters.ts';
import { goalsOf, type Round, ratiosOf } from './comparison.ts';
import { BATCH_BYTES, COMPRESSION, PARTITIONS, RECORD_BYTES, shapeOf, TOPIC, writeRecords } from './load.ts';
import { machine } from './machine.ts';
import { MIRROR_MAKER_VERSION, TASKS, TUNING } from './mirror-maker.ts';
import { parseOptions } from './options.ts';
import { requireUsage } from './process-usage.ts';
import { measureText, reportText } from './report.ts';
import type { BenchResult, FactorResult } from './result.ts';
import { type Bench, runMirrorMaker, runMqferry } from './runs.ts';
import type { CopyMeasure } from './watch-copy.ts';

const root = join(import.meta.dirname, '..', '..');
const scratch = join(root, '.cache', 'bench');

const say = (text: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);

const told = async (what: string, running: Promise<CopyMeasure>): Promise<CopyMeasure> => {
  const measure = await running;
  say(`${what}: ${measureText(measure)}`);
  return measure;
};

const runRound = async (bench: Bench, number: number): Promise<Round> => {
  const title = number === 0 ? 'warm-up, not counted' : `round ${number}`;
  const mqferry = () => told(`${title}, mqferry`, runMqferry(bench));
  const mirrorMaker = () => told(`${title}, MirrorMaker 2`, runMirrorMaker(bench, '2G'));
  // They take turns in going first.
  if (number % 2 === 1)
    return { first: 'mqferry', mqferry: await mqferry(), mirrorMaker: await mirrorMaker() };
  return { first: 'MirrorMaker 2', mirrorMaker: await mirrorMaker(), mqferry: await mqferry() };
};

const measure = async (pair: ClusterPair, records: number, rounds: number): Promise<FactorResult> => {
  const { factor, source } = pair;
  say(`writing ${records} records to the source`);
  await writeRecords(source, factor, TOPIC, records);
  const { ends, meanBatchBytes, meanBatchRecords } = await shapeOf(source, TOPIC);
  const bench: Bench = { pair, ends, folder: scratch };
  // Not counted: a broker that has just begun is slow, and would be so for whoever comes first.
  await runRound(bench, 0);
  const done: Round[] = [];
  for (let number = 1; number <= rounds; number += 1) done.push(await runRound(bench, number));
  const small = await told('MirrorMaker 2 with -Xmx512M', runMirrorMaker(bench, '512M'));
  const ratios = ratiosOf(done);
  return {
    factor,
    brokersPerSide: factor,
    minInsyncReplicas: factor === 1 ? 1 : 2,
    data: {
      records,
      recordBytes: RECORD_BYTES,
      partitions: PARTITIONS,
      compression: COMPRESSION,
      producerBatchBytes: BATCH_BYTES,
      meanBatchBytes,
      meanBatchRecords,
    },
    rounds: done,
    mirrorMakerSmallHeap: small,
    ratios,
    goals: goalsOf(factor, ratios),
  };
};

const measureFactor = async (factor: Factor, records: number, rounds: number): Promise<FactorResult> => {
  say(`replication factor ${factor}: starting ${factor} + ${factor} brokers`);
  const pair = await startPair(factor);
  try {
    return await measure(pair, records, rounds);
  } finally {
    await pair.stop();
  }
};

const main = async (args: readonly string[]): Promise<void> => {
  requireUsage();
  const { records, rounds, out, ...options } = parseOptions(args, join(root, 'docs', 'results'), scratch);
  for (const folder of [scratch, out]) await mkdir(folder, { recursive: true });
  const factors: FactorResult[] = [];
  for (const factor of options.factors) factors.push(await measureFactor(factor, records, rounds));
  const result: BenchResult = {
    benchmark: 'replication',
    measuredAt: new Date().toISOString(),
    machine: await machine(),
    kafka: { source: SOURCE_VERSION, target: TARGET_VERSION, mirrorMaker: MIRROR_MAKER_VERSION },
    mirrorMaker: { tasks: TASKS, heap: '-Xms256M -Xmx2G', ...TUNING },
    factors,
  };
  const text = reportText(result);
  await writeFile(join(out, 'replication.json'), `${JSON.stringify(result, undefined, 2)}\n`);
  await writeFile(join(out, 'replication.md'), text);
  console.log(`\n${text}`);
};

// An orderly exit ends the copy that runs; the sandbox's watchdog ends the brokers, however this ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

try {
  await main(process.argv.slice(2));
} catch (error) {
  const coded = codedErrorIn(error);
  if (!coded) throw error;
  console.error(`${coded.code}: ${coded.message}\n${coded.advice('en')}`);
  process.exitCode = 1;
}
