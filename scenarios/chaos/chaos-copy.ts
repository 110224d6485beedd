import { isDeepStrictEqual } from 'node:util';
import { pause } from '@mqferry/core';
import { createTopics } from '@mqferry/kafka';
import { endsEqual } from '../lib/ends.ts';
import type { HeldFrame } from '../lib/fault-proxy.ts';
import { type Isolation, kafkaLogs, recordsIn } from '../lib/kafka-log.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { directReach, type ProxiedPair, proxiedArguments } from '../lib/proxied-pair.ts';
import type { Random } from '../lib/random.ts';
import { untilInSync } from '../lib/replicas.ts';
import { TransactionLoad } from '../lib/transaction-load.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';
import { until } from '../lib/until.ts';
import type { Encounters } from './copier-process.ts';
import { Copiers } from './copiers.ts';
import { FAULTS } from './faults/index.ts';
import { type InFlight, inFlight, writtenBy } from './in-flight.ts';
import type { Scene } from './scene.ts';

/** What came of a copy so far. */
export interface Outcome {
  /** By mqferry's own verification, of all partitions that did not stop. */
  readonly equal: boolean;
  /** Codes with which partitions stopped for good. */
  readonly stopped: readonly string[];
}

/** Whether a reader of Kafka's own sees the same on both sides. */
export type SameViews = Readonly<Record<Isolation['level'], boolean>>;

const PARTITIONS = 4;
const PRODUCERS = 5;
const STEPS_PER_SECOND = 60;
const CATCH_UP_MS = 5 * 60_000;
const ARMED_MS = 120_000;
/** How long what is held may be held while the fault lasts, at most. */
const HELD_MS = 3_000;
const LEVELS = ['read_committed', 'read_uncommitted'] as const;

/** A topic with live transactions that is copied while faults strike. */
export class ChaosCopy {
  readonly #pair: ProxiedPair;
  readonly #topic: string;
  readonly #mix: TransactionMix;
  readonly #copiers: Copiers;
  #load: TransactionLoad | undefined;
  #blurred = false;

  private constructor(pair: ProxiedPair, topic: string, mix: TransactionMix, workers: number | undefined) {
    this.#pair = pair;
    this.#topic = topic;
    this.#mix = mix;
    this.#copiers = new Copiers([...proxiedArguments(pair), '--topics', topic], workers);
  }

  /**
   * Begins with a topic that has a backlog of so many steps; the seed decides what is in it. So many workers share the
   * copy, or one copier does all of it.
   */
  static async begin(
    pair: ProxiedPair,
    topic: string,
    seed: number,
    backlogSteps: number,
    workers?: number,
  ): Promise<ChaosCopy> {
    const configs = { 'retention.ms': '-1', 'min.insync.replicas': '2' };
    const { onSource, onTarget } = pair;
    await createTopics(onSource, [{ name: topic, partitions: PARTITIONS, replicationFactor: 3, configs }]);
    const mix = await TransactionMix.open(onSource, {
      ...{ topic, seed, partitions: PARTITIONS, producers: PRODUCERS },
    });
    await mix.run(backlogSteps);
    const copy = new ChaosCopy(pair, topic, mix, workers);
    await until('the copy has begun', CATCH_UP_MS, async () => {
      return (await onTarget.refreshMetadata()).topics.has(topic);
    });
    return copy;
  }

  /** Records that were written, at least. */
  get written(): number {
    return this.#mix.written;
  }

  /**
   * Lets a fault happen under load while a marker, or a batch of no transaction, is on its way to the target or its
   * answer on its way back; gives what was unanswered at that moment.
   */
  async strike(name: string, random: Random): Promise<InFlight> {
    const fault = FAULTS[name]!;
    if (fault.blursSource) this.#blurred = true;
    this.#load ??= new TransactionLoad(this.#mix, STEPS_PER_SECOND);
    await pause(random.below(1_000));
    const { targetProxy } = this.#pair;
    const wanted = random.percent(50) ? 'marker' : 'batch';
    const direction = fault.direction ?? (random.percent(50) ? 'request' : 'answer');
    const held = await targetProxy.hold(
      direction,
      (exchange) => writtenBy(exchange) === wanted,
      AbortSignal.timeout(ARMED_MS),
    );
    if (!held) {
      throw new Error(`no ${wanted} was written within ${ARMED_MS} ms: ${this.#copiers.lastWords()}`);
    }
    const unanswered = inFlight(targetProxy.unanswered());
    const striking = fault.strike(this.#scene(random), held);
    if (fault.direction === undefined) {
      await Promise.race([striking, pause(random.below(HELD_MS))]);
      letGo(held, random);
    }
    await striking;
    return unanswered;
  }

  /** Ends the load, waits until all is copied that can be, and compares. */
  async settle(expectsStop: boolean): Promise<Outcome> {
    if (expectsStop) {
      await until('a partition has stopped', CATCH_UP_MS, () => this.#copiers.stopped().size > 0);
    }
    await this.#load?.stop();
    this.#load = undefined;
    const { onTarget } = this.#pair;
    await untilInSync(onTarget, [this.#topic]);
    await until('the copy has caught up', CATCH_UP_MS, () => this.#isThere()).catch((error) => {
      throw new Error(`${(error as Error).message}: ${this.#copiers.lastWords()}`, { cause: error });
    });
    const stopped = this.#copiers.stopped();
    const args = [...proxiedArguments(this.#pair), '--topics', this.#topic];
    const { report, stderr } = await runMqferry('verify', ...args);
    if (!report?.verification) throw new Error(`nothing was verified: ${stderr}`);
    const verdicts: { readonly partition: number; readonly equal: boolean }[] =
      report.verification.partitions;
    const equal = verdicts.every((verdict) => verdict.equal || stopped.has(verdict.partition));
    return { equal, stopped: [...stopped.values()] };
  }

  /** Whether both sides end at the same offsets where no partition stopped. */
  #isThere(): Promise<boolean> {
    const { onSource, onTarget } = this.#pair;
    const stopped = new Set([...this.#copiers.stopped().keys()].map((number) => `${this.#topic}-${number}`));
    return endsEqual(onSource, onTarget, [this.#topic], stopped);
  }

  /** What its copiers said last. */
  lastWords(): string {
    return this.#copiers.lastWords();
  }

  /** What its copiers met so far. */
  encounters(): Encounters {
    return this.#copiers.encounters();
  }

  /** Ends the copiers; throws where it failed although no partition stopped. */
  async end(): Promise<void> {
    await this.#load?.stop().catch(() => {});
    const stopped = this.#copiers.stopped().size > 0;
    const [failure] = await this.#copiers.end();
    if (failure !== undefined && !stopped) throw new Error(failure);
  }

  /** Compares both sides as Kafka's own consumer shows them, once all is copied of the partitions that did not stop. */
  async views(): Promise<SameViews> {
    const { source, target } = this.#pair;
    const stopped = this.#copiers.stopped();
    const records = { read_committed: this.#mix.visible, read_uncommitted: this.#mix.written };
    const same = await Promise.all(
      LEVELS.map(async (level) => {
        // Where a batch may have been written twice, or is not on both sides, it is not known how many records there are.
        const isKnown = !this.#blurred && stopped.size === 0;
        const known = isKnown ? { records: { [this.#topic]: records[level] } } : {};
        const [ours, theirs] = await Promise.all(
          [source, target].map(async (cluster) => {
            const logs = await kafkaLogs(directReach(cluster), [this.#topic], { level, ...known });
            return logs[this.#topic]!.filter(({ partition }) => !stopped.has(partition));
          }),
        );
        const seen = recordsIn(ours!);
        return [
          level,
          (seen >= records[level] || stopped.size > 0) && isDeepStrictEqual(ours, theirs),
        ] as const;
      }),
    );
    return Object.fromEntries(same) as SameViews;
  }

  #scene(random: Random): Scene {
    const { source, target, onSource, onTarget, sourceProxy, targetProxy } = this.#pair;
    return {
      ...{ random, topic: this.#topic, partitions: PARTITIONS },
      source: { cluster: source, client: onSource, proxy: sourceProxy },
      target: { cluster: target, client: onTarget, proxy: targetProxy },
      killCopier: () => this.#copiers.kill(random),
      pauseCopier: (ms) => this.#copiers.pause(random, ms),
    };
  }
}

/** What is held goes on, or its connection ends in the middle of it. */
const letGo = (held: HeldFrame, random: Random): void => {
  if (random.percent(50)) held.pass();
  else held.cut(random.below(100));
};
