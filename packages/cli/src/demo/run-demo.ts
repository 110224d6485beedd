import { logEndOffsets } from '@mqferry/kafka';
import {
  compareRecords,
  endTraffic,
  fillSource,
  handOff,
  type Pair,
  type Play,
  startClusters,
  startCopy,
  startTraffic,
} from './acts.ts';
import type { Steps } from './steps.ts';
import type { Outcome } from './summary.ts';

/** Plays the whole move, step by step. Throws what went wrong, after having named the step. */
export const runDemo = async (play: Play, steps: Steps): Promise<Pair & { readonly outcome: Outcome }> => {
  const { t, world } = play.context;
  const startedAt = world.now();

  const pair = await steps.run(t('demo.clusters'), (step) => startClusters(play, step));
  const { source, target } = pair;
  const readyAt = world.now();
  await steps.run(t('demo.fill'), (step) => fillSource(play, source, step));
  const live = await steps.run(t('demo.traffic'), (step) => startTraffic(play, source, step));
  const { copy, backlog } = await steps.run(t('demo.copy'), (step) => startCopy(play, pair, step));
  await steps.run(t('demo.compare'), (step) => compareRecords(play, pair, copy.copiedTo(), step));
  const after = await steps.run(t('demo.handOff'), (step) => handOff(play, pair, live, copy, step));
  const report = await steps.run(t('demo.check'), async (step) => {
    await endTraffic(play, target, { ...after, traffic: live.traffic }, step);
    return compareRecords(play, pair, await logEndOffsets(source.client, copy.status().partitions), step);
  });

  const { ledger } = live.traffic;
  const { copiedRecords: records, copiedBytes: bytes } = copy.status();
  return {
    ...pair,
    outcome: {
      ...{ backlog, records, bytes, compared: report.records, consumed: ledger.records },
      firstOffsets: [...ledger.firstOn('target')].sort(([a], [b]) => a - b).map(([, offset]) => offset),
      longestPause: ledger.longestPause,
      startSeconds: (readyAt - startedAt) / 1000,
      seconds: (world.now() - readyAt) / 1000,
    },
  };
};
