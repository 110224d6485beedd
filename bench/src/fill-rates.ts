/**
 * How fast offsets without a record are filled on the target, of a log that starts late and of one that is compacted.
 * MirrorMaker 2 keeps no offsets, so there is nothing to compare with. docs/performance.md explains it.
 */
import { emptyCluster, SOURCE_VERSION, startPair, TARGET_VERSION } from './clusters.ts';
import { type FillResult, fillText } from './fill/fill-report.ts';
import { FILL_CASES } from './fill/sources.ts';
import { machine } from './machine.ts';
import { tuningFor } from './mirror-maker.ts';
import { parseScaleAndRounds } from './options.ts';
import { keepResult, runProgram, say, scratchFolder } from './program.ts';
import { runMqferry } from './runs.ts';
import type { CopyMeasure } from './watch-copy.ts';

await runProgram(async (args) => {
  const { scale, rounds, isFull } = parseScaleAndRounds(args);
  const pair = await startPair(1);
  try {
    const cases: FillResult['cases'][number][] = [];
    for (const { title, partitions, prepare } of FILL_CASES) {
      await emptyCluster(pair.source);
      const offsets = await prepare(pair.source, scale);
      const tuning = tuningFor({ compression: 'none', transactional: false });
      const bench = { pair, offsets, records: offsets, tuning, folder: scratchFolder };
      const runs: CopyMeasure[] = [];
      for (let number = 0; number <= rounds; number += 1) {
        const run = await runMqferry(bench);
        say(`${title}: ${offsets} offsets in ${run.copySeconds.toFixed(1)} s`);
        // The first one finds brokers that have just begun.
        if (number > 0) runs.push(run);
      }
      cases.push({ title, partitions, offsets, runs });
    }
    const result: FillResult = {
      ...{ measuredAt: new Date().toISOString(), machine: await machine(), cases },
      kafka: { source: SOURCE_VERSION, target: TARGET_VERSION },
    };
    await keepResult('fill-rates', isFull, result, fillText(result));
  } finally {
    await pair.stop();
  }
});
