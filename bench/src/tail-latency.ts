/**
 * How late records are on the target while a copy follows its source, with mqferry and with MirrorMaker 2 in turn.
 * docs/performance.md explains it.
 */
import { parseArgs } from 'node:util';
import { startPair } from './clusters.ts';
import { machine } from './machine.ts';
import { startMirrorMaker, tuningFor } from './mirror-maker.ts';
import { startMqferry } from './mqferry-process.ts';
import { wholeNumber } from './options.ts';
import { keepResult, runProgram, say, scratchFolder } from './program.ts';
import { roundTitle, takeTurns } from './rounds.ts';
import { measureTail, TAIL_TOPICS, type TailLoad, type TailMeasure } from './tail/measure-tail.ts';
import { type TailRound, tailRatios, tailText } from './tail/tail-report.ts';

/** The fastest for single records: nothing is waited for. */
const { producer, consumer } = tuningFor({ compression: 'none', transactional: false });
const tuning = { producer: { ...producer, 'linger.ms': '0' }, consumer };

const options = (args: readonly string[]): TailLoad & { rounds: number; isFull: boolean } => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rate: { type: 'string', default: '10000' },
      seconds: { type: 'string', default: '30' },
      idle: { type: 'string', default: '0' },
      linger: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const number = (option: 'rate' | 'seconds' | 'idle' | 'linger' | 'rounds', least = 1) =>
    wholeNumber(`--${option}`, values[option], least, 1_000_000);
  const load = {
    ...{ rate: number('rate'), seconds: number('seconds') },
    ...{ idle: number('idle', 0), lingerMs: number('linger', 0), rounds: number('rounds') },
  };
  return { ...load, isFull: args.length === 0 };
};

await runProgram(async (args) => {
  const { rounds: count, isFull, ...load } = options(args);
  const pair = await startPair(1);
  try {
    const topics = `${TAIL_TOPICS.busy}|${TAIL_TOPICS.idle}`;
    const told = async (tool: string, running: Promise<TailMeasure>) => {
      const measure = await running;
      say(`${tool}: p99 ${measure.target.p99.toFixed(1)} ms, ${measure.cpuSeconds.toFixed(1)} CPU s`);
      return measure;
    };
    const mqferry = () =>
      told(
        'mqferry',
        measureTail(pair, load, async () => startMqferry(pair, topics, scratchFolder, '--follow')),
      );
    const mirrorMaker = () =>
      told(
        'MirrorMaker 2',
        measureTail(pair, load, () => startMirrorMaker(pair, topics, '2G', tuning, scratchFolder)),
      );
    const rounds: TailRound[] = [];
    for (let number = 0; number <= count; number += 1) {
      say(roundTitle(number));
      const round = await takeTurns(number, mqferry, mirrorMaker);
      if (number > 0) rounds.push(round);
    }
    const result = {
      ...{ measuredAt: new Date().toISOString(), machine: await machine(), load, tuning },
      ...{ rounds, ratios: tailRatios(rounds) },
    };
    await keepResult('tail-latency', isFull, result, tailText(result));
  } finally {
    await pair.stop();
  }
});
