import type { ProxiedPair } from '../lib/proxied-pair.ts';
import { Random } from '../lib/random.ts';
import { ChaosCopy } from './chaos-copy.ts';
import { count, type FaultResult, noResult } from './fault-result.ts';
import { FAULTS } from './faults/index.ts';

const BACKLOG_STEPS = 60;

/** Differs from fault to fault, so that one seed does not make the same choices in all of them. */
const randomOf = (fault: string, seed: number): Random =>
  new Random(seed * 1_000 + Object.keys(FAULTS).indexOf(fault));

/**
 * Makes faults by seed. A copy goes on from fault to fault, and is compared after each of them by our own
 * verification, in the end by Kafka's consumer. Where a partition stops, the next fault begins another copy.
 */
export class Strikes {
  readonly #pair: ProxiedPair;
  readonly #say: (line: string) => void;
  readonly #results = new Map<string, FaultResult>();
  #copy: ChaosCopy | undefined;
  /** What struck the copy that goes on. */
  #struck = new Set<FaultResult>();

  constructor(pair: ProxiedPair, say: (line: string) => void) {
    this.#pair = pair;
    this.#say = say;
  }

  get results(): readonly FaultResult[] {
    return [...this.#results.values()];
  }

  /** Makes one fault once. */
  async strike(fault: string, seed: number): Promise<void> {
    const result = this.#results.get(fault) ?? noResult(fault);
    this.#results.set(fault, result);
    result.seeds.push(seed);
    const started = performance.now();
    const { stops } = FAULTS[fault]!;
    try {
      // What stops a partition ends its copy, which is to be no other fault's.
      if (stops) await this.finish();
      this.#copy ??= await ChaosCopy.begin(this.#pair, `${fault}-${seed}`, seed, BACKLOG_STEPS);
      this.#struck.add(result);
      const outcome = await this.#strike(this.#copy, fault, seed, result);
      if (stops) await this.finish();
      this.#say(`${fault} ${seed}: ${outcome} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      result.failures.push(`seed ${seed}: ${(error as Error).message}`);
      this.#say(`${fault} ${seed}: ${(error as Error).stack}`);
      await this.#giveUp();
    }
  }

  async #strike(copy: ChaosCopy, fault: string, seed: number, result: FaultResult): Promise<string> {
    const expected = FAULTS[fault]!.stops;
    const before = copy.encounters();
    const unanswered = await copy.strike(fault, randomOf(fault, seed));
    for (const what of Object.keys(unanswered) as (keyof typeof unanswered)[])
      if (unanswered[what] > 0) result.inFlight[what] += 1;
    const { equal, stopped } = await copy.settle(expected !== undefined);
    const after = copy.encounters();
    count(result.met, {
      recoveries: after.recoveries - before.recoveries,
      markers: after.markers - before.markers,
      batches: after.batches - before.batches,
    });
    for (const code of stopped) count(result.stopped, { [code]: 1 });
    if (equal) result.equal += 1;
    else result.failures.push(`seed ${seed}: different`);
    const unexpected = stopped.filter((code) => !expected?.includes(code));
    if (unexpected.length > 0) result.failures.push(`seed ${seed}: stopped by ${unexpected.join(', ')}`);
    if (!equal || unexpected.length > 0) await this.#giveUp();
    return [equal ? 'equal' : 'DIFFERENT', ...stopped].join(', ');
  }

  /** A copy that stopped or failed is not gone on with. */
  async #giveUp(): Promise<void> {
    await this.#copy?.end().catch(() => {});
    this.#copy = undefined;
    this.#struck = new Set();
  }

  /** Ends the copy that goes on, and compares it by Kafka's consumer. */
  async finish(): Promise<void> {
    if (!this.#copy) return;
    await this.#copy.end();
    const views = await this.#copy.views();
    for (const result of this.#struck) {
      result.copies += 1;
      for (const level of Object.keys(views) as (keyof typeof views)[]) {
        if (views[level]) result.sameViews[level] += 1;
        else result.failures.push(`Kafka's consumer sees a difference (${level})`);
      }
    }
    this.#say(`Kafka's consumer: ${JSON.stringify(views)} of ${this.#copy.written} records`);
    this.#copy = undefined;
    this.#struck = new Set();
  }
}
