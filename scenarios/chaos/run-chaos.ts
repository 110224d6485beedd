import { pause } from '@mqferry/core';
import { Random } from '../lib/random.ts';
import { mayMount } from '../lib/small-disk.ts';
import { ChaosCopy, type Outcome, type SameViews } from './chaos-copy.ts';
import { onChaosClusters } from './clusters.ts';
import type { Encounters } from './copier-process.ts';
import { SURVIVABLE } from './faults/index.ts';

/** One run: the same seed makes the same faults in the same order. */
export interface ChaosOptions {
  readonly seed: number;
  /** Faults are made as long as one of these is left. */
  readonly minutes: number;
  readonly faults: number;
  /** So many workers share the copy; one copier alone when absent. */
  readonly workers?: number;
  /** Names of faults to choose from; all that a copy survives by default. */
  readonly only?: readonly string[];
  /** Exactly these, one after the other, instead of a choice. */
  readonly sequence?: readonly string[];
  readonly say: (line: string) => void;
}

/** What came of it. */
export interface ChaosResult extends Outcome, Encounters {
  readonly seed: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly records: number;
  /** By Kafka's own consumer. */
  readonly sameViews: SameViews;
}

const TOPIC = 'chaos';
const BACKLOG_STEPS = 300;

/**
 * Copies live transactions between two clusters of three brokers while faults happen, and compares both in the end.
 * Throws what keeps it from being carried out.
 */
export const runChaos = async (options: ChaosOptions): Promise<ChaosResult> => {
  const { seed, say, only, sequence } = options;
  say(`seed ${seed}`);
  const disks = (sequence ?? only ?? SURVIVABLE).includes('target-disk-full') && (await mayMount());
  const names = (only ?? SURVIVABLE).filter((name) => disks || name !== 'target-disk-full');
  return onChaosClusters(disks, async (pair) => {
    const copy = await ChaosCopy.begin(pair, TOPIC, seed, BACKLOG_STEPS, options.workers);
    const faults = await makeFaults(copy, names, options);
    const outcome = await copy.settle(false);
    if (!outcome.equal || outcome.stopped.length > 0) say(`${JSON.stringify(outcome)} ${copy.lastWords()}`);
    await copy.end();
    return {
      seed,
      faults,
      ...copy.encounters(),
      records: copy.written,
      ...outcome,
      sameViews: await copy.views(),
    };
  });
};

const makeFaults = async (
  copy: ChaosCopy,
  names: readonly string[],
  { seed, minutes, faults, sequence, say }: ChaosOptions,
): Promise<Record<string, number>> => {
  const random = new Random(seed + 1);
  const started = performance.now();
  const made: Record<string, number> = {};
  for (let count = 0; count < faults && performance.now() - started < minutes * 60_000; count += 1) {
    await pause(random.below(4_000));
    const name = sequence?.[count] ?? names[random.below(names.length)]!;
    say(`${((performance.now() - started) / 1000).toFixed(1)} s  ${name}`);
    await copy.strike(name, random);
    made[name] = (made[name] ?? 0) + 1;
  }
  return made;
};
