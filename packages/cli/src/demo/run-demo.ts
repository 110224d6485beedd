import { grouped } from '../render/numbers.ts';
import {
  compareRecords,
  endTraffic,
  fillSource,
  handOff,
  openConsole,
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
  const service = await steps.run(t('demo.console'), (step) => openConsole(play, pair, step));
  const { copy, backlog } = await steps.run(t('demo.copy'), (step) => startCopy(play, pair, service, step));
  await steps.run(t('demo.compare'), async (step) => compareRecords(play, pair, await copy.copiedTo(), step));
  const { clients, copied } = await steps.run(t('demo.handOff'), (step) =>
    handOff(play, pair, live, { service, copy }, step),
  );
  const { report, back } = await steps.run(t('demo.check'), async (step) => {
    await endTraffic(play, target, { ...clients, traffic: live.traffic }, step);
    const back = await copy.copiedBack(copied, play.signal);
    step.done(t('demo.check.back', { records: grouped(back.records) }));
    const report = await compareRecords(play, pair, await copy.copiedTo(), step);
    await service.complete();
    return { report, back };
  });

  const { ledger } = live.traffic;
  const [records, bytes] = [copied.records + back.records, copied.bytes + back.bytes];
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
