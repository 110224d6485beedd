/**
 * Brings the same records over with mqferry, from a cluster to another one, and with the broker's own replica fetcher,
 * from a broker to another one, in turn. docs/performance.md explains it.
 */
import { CASES } from './cases.ts';
import { SOURCE_VERSION, startCluster, startPair, TARGET_VERSION } from './clusters.ts';
import { type FloorRound, floorRatio, floorText } from './floor/floor-report.ts';
import { measureMove, moveTo } from './floor/measure-move.ts';
import { createTopic, TOPIC } from './load.ts';
import { machine } from './machine.ts';
import { parseScaleAndRounds } from './options.ts';
import { loadCase } from './prepare-case.ts';
import { keepResult, runProgram, say } from './program.ts';
import { measureText } from './report.ts';
import { roundTitle } from './rounds.ts';
import { runMqferry } from './runs.ts';

const bulk = CASES.find(({ id }) => id === 'bulk')!;
/** Where the records are at first, and where they go; then back again. */
const [HOME, AWAY] = [1, 2];

await runProgram(async (args) => {
  const { scale, rounds: count, isFull } = parseScaleAndRounds(args);
  const stops: (() => Promise<void>)[] = [];
  try {
    const pair = await startPair(1);
    stops.push(pair.stop);
    const cluster = await startCluster(TARGET_VERSION, 3);
    stops.push(cluster.stop);
    const { data, ...bench } = await loadCase(pair, bulk, scale);
    await createTopic(cluster, 1, TOPIC, bulk.partitions);
    await moveTo(cluster, HOME);
    await bulk.write(cluster, TOPIC, data.records, bulk);
    const rounds: FloorRound[] = [];
    for (let number = 0; number <= count; number += 1) {
      const mqferry = await runMqferry(bench);
      const fetcher = await measureMove(cluster, number % 2 === 0 ? AWAY : HOME, data.records);
      const title = roundTitle(number);
      say(`${title}, mqferry: ${mqferry.copySeconds.toFixed(1)} s, ${measureText(mqferry)}`);
      say(`${title}, replica fetcher: ${fetcher.seconds.toFixed(1)} s`);
      if (number > 0) rounds.push({ mqferry, fetcher });
    }
    const result = {
      ...{ measuredAt: new Date().toISOString(), machine: await machine() },
      kafka: { source: SOURCE_VERSION, target: TARGET_VERSION },
      ...{ data, rounds, ratio: floorRatio(rounds) },
    };
    await keepResult('replica-fetcher', isFull, result, floorText(result));
  } finally {
    await Promise.all(stops.map((stop) => stop()));
  }
});
