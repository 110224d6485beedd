/**
 * Copies the same topic with mqferry and with MirrorMaker 2 in turn and writes down records a second, CPU time and
 * memory of both, with their ratios. docs/performance.md explains it.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BenchCase, CASES } from './cases.ts';
import { type ClusterPair, type Factor, SOURCE_VERSION, startPair, TARGET_VERSION } from './clusters.ts';
import { goalsOf, type Round, ratiosOf } from './comparison.ts';
import { machine } from './machine.ts';
import { MIRROR_MAKER_VERSION, TASKS } from './mirror-maker.ts';
import { type BenchOptions, parseOptions } from './options.ts';
import { loadCase } from './prepare-case.ts';
import { resultFolder, runProgram, say, scratchFolder, writeJson } from './program.ts';
import { measureText, reportText } from './report.ts';
import type { CaseResult } from './result.ts';
import { roundTitle, takeTurns } from './rounds.ts';
import { type Bench, runMirrorMaker, runMqferry } from './runs.ts';
import type { CopyMeasure } from './watch-copy.ts';

const told = async (what: string, running: Promise<CopyMeasure>): Promise<CopyMeasure> => {
  const measure = await running;
  say(`${what}: ${measureText(measure)}`);
  return measure;
};

const runRound = (bench: Bench, number: number): Promise<Round> =>
  takeTurns(
    number,
    () => told(`${roundTitle(number)}, mqferry`, runMqferry(bench)),
    () => told(`${roundTitle(number)}, MirrorMaker 2`, runMirrorMaker(bench, '2G')),
  );

const measure = async (
  pair: ClusterPair,
  of: BenchCase,
  { scale, rounds }: BenchOptions,
): Promise<CaseResult> => {
  const { factor } = pair;
  const { data, ...bench } = await loadCase(pair, of, scale);
  // Not counted: a broker that has just begun is slow, and would be so for whoever comes first.
  await runRound(bench, 0);
  const done: Round[] = [];
  for (let number = 1; number <= rounds; number += 1) done.push(await runRound(bench, number));
  const mirrorMakerSmallHeap = of.smallHeap
    ? await told('MirrorMaker 2 with -Xmx512M', runMirrorMaker(bench, '512M'))
    : undefined;
  const ratios = ratiosOf(done);
  return {
    ...{ case: of.id, title: of.title, measuredAt: new Date().toISOString(), machine: await machine() },
    kafka: { source: SOURCE_VERSION, target: TARGET_VERSION, mirrorMaker: MIRROR_MAKER_VERSION },
    mirrorMaker: { tasks: TASKS, heap: '-Xms256M -Xmx2G', ...bench.tuning },
    ...{ factor, minInsyncReplicas: factor === 1 ? 1 : 2, data },
    ...{ rounds: done, mirrorMakerSmallHeap, ratios, goals: goalsOf(of.goals[factor], ratios) },
  };
};

const measureFactor = async (factor: Factor, options: BenchOptions): Promise<void> => {
  say(`replication factor ${factor}: starting ${factor} + ${factor} brokers`);
  const pair = await startPair(factor);
  try {
    for (const of of options.cases) {
      const result = await measure(pair, of, options);
      await writeJson(join(options.out, 'replication', `${of.id}-${factor}.json`), result);
    }
  } finally {
    await pair.stop();
  }
};

/** What was measured until now, in the order of the cases. */
const readResults = async (out: string): Promise<CaseResult[]> => {
  const files = (await readdir(join(out, 'replication'))).filter((name) => name.endsWith('.json'));
  const results = await Promise.all(
    files.map(
      async (name) => JSON.parse(await readFile(join(out, 'replication', name), 'utf8')) as CaseResult,
    ),
  );
  const order = (result: CaseResult) => CASES.findIndex(({ id }) => id === result.case) * 10 + result.factor;
  return results.sort((a, b) => order(a) - order(b));
};

await runProgram(async (args) => {
  const options = parseOptions(args, resultFolder, scratchFolder);
  for (const factor of options.factors) await measureFactor(factor, options);
  const text = reportText(await readResults(options.out));
  await writeFile(join(options.out, 'replication.md'), text);
  console.log(`\n${text}`);
});
