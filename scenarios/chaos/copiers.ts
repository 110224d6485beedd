import { pause } from '@mqferry/core';
import type { Random } from '../lib/random.ts';
import { CopierProcess, type Encounters } from './copier-process.ts';
import { anyOf } from './scene.ts';

/** Who copies: one process, or several workers that share the partitions. */
export class Copiers {
  readonly #all: readonly CopierProcess[];

  /** With these arguments of `mqferry`; one process of its own when `workers` is undefined. */
  constructor(args: readonly string[], workers: number | undefined) {
    const how = workers === undefined ? ['migrate', '--follow'] : ['worker', '--replication', 'chaos'];
    this.#all = Array.from({ length: workers ?? 1 }, () => new CopierProcess([...how, ...args]));
  }

  /** Kills one as a power cut does, and starts another. */
  kill(random: Random): Promise<void> {
    return this.#one(random).kill();
  }

  /** Stops one where it is for some time. */
  async pause(random: Random, ms: number): Promise<void> {
    const copier = this.#one(random);
    copier.signal('SIGSTOP');
    await pause(ms);
    copier.signal('SIGCONT');
  }

  /** Lets all end in an orderly way, one after the other; gives what those said that failed. */
  async end(): Promise<string[]> {
    const failures: string[] = [];
    for (const copier of this.#all) {
      const { code, stderr } = await copier.end();
      if (code !== 0) failures.push(`a copier ended with ${code}: ${stderr}`);
    }
    return failures;
  }

  /** Partitions that stopped for good, and by which code. */
  stopped(): ReadonlyMap<number, string> {
    return new Map(this.#all.flatMap((copier) => [...copier.stopped()]));
  }

  /** What they said last, for what only a failed run can tell. */
  lastWords(): string {
    return this.#all.map((copier) => copier.lastWords()).join('\n');
  }

  /** What all of them met. */
  encounters(): Encounters {
    const met: Encounters = { recoveries: 0, markers: 0, batches: 0 };
    for (const { recoveries, markers, batches } of this.#all.map((copier) => copier.encounters())) {
      met.recoveries += recoveries;
      met.markers += markers;
      met.batches += batches;
    }
    return met;
  }

  /** Chance decides only where there is a choice, so that one copier's faults stay the same for a seed. */
  #one(random: Random): CopierProcess {
    return this.#all.length === 1 ? this.#all[0]! : anyOf(random, this.#all);
  }
}
