import { problemOf } from '@mqferry/api';
import { pause } from '@mqferry/core';
import type { KafkaClient } from '@mqferry/kafka';
import type { Assessments, StoredAssessment } from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';
import { coded } from '../inventory/coded.ts';
import { beginMeasuring, goOnMeasuring, type Progress } from './measure.ts';
import { decodeReading, encodeReading, type Measured, NOTHING_MEASURED } from './progress.ts';

/** What a runner needs of the service. */
export interface AssessmentRunnerKept {
  readonly assessments: Assessments;
  readonly now: () => Date;
}

/** How a cluster is measured. */
export interface Measuring {
  readonly begin: typeof beginMeasuring;
  readonly goOn: typeof goOnMeasuring;
}

interface Run {
  /** Ends the wait for the next sample. */
  readonly wake: AbortController;
  stop: boolean;
  done: Promise<void>;
}

const SAMPLES = 60;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 60_000;
/** Looking takes a fifth of the time at most, be the cluster ever so large. */
const SHARE = 4;
/** A request that ends a measurement waits so long for its last sample. */
const PATIENCE_MS = 5_000;
/** What a client of a cluster ends with that was forgotten. */
const NOT_KNOWN_ANY_MORE = 'API_NOT_FOUND';

/** How often a cluster is looked at that is measured for so long; milliseconds. */
export const samplingInterval = (lengthMs: number): number =>
  Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(lengthMs / SAMPLES)));

/**
 * Measures clusters in the background. After each look all of it is kept, so a service that was killed goes on from the
 * last one: what was written meanwhile is counted, and the time without samples is told.
 */
export class AssessmentRunner {
  readonly #kept: AssessmentRunnerKept;
  readonly #client: (clusterId: string) => Promise<KafkaClient>;
  readonly #log: FastifyBaseLogger;
  readonly #measuring: Measuring;
  readonly #runs = new Map<string, Run>();
  #closing = false;

  constructor(
    kept: AssessmentRunnerKept,
    client: (clusterId: string) => Promise<KafkaClient>,
    log: FastifyBaseLogger,
    measuring: Measuring = { begin: beginMeasuring, goOn: goOnMeasuring },
  ) {
    this.#kept = kept;
    this.#client = client;
    this.#log = log;
    this.#measuring = measuring;
  }

  /** Goes on with what was measured when the service ended. */
  async start(): Promise<void> {
    for (const id of await this.#kept.assessments.running()) this.begin(id);
  }

  /** Begins to measure, or goes on. */
  begin(id: string): void {
    if (this.#closing || this.#runs.has(id)) return;
    const run: Run = { wake: new AbortController(), stop: false, done: Promise.resolve() };
    this.#runs.set(id, run);
    run.done = this.#run(id, run)
      .catch((error: unknown) => this.#log.error({ err: error, assessment: id }, 'assessment not measured'))
      .finally(() => this.#runs.delete(id));
  }

  /** Takes a last sample and ends, if it runs. A cluster that does not answer is not waited for. */
  async stop(id: string): Promise<void> {
    const run = this.#runs.get(id);
    if (!run) return;
    run.stop = true;
    run.wake.abort();
    const answered = new AbortController();
    await Promise.race([run.done, pause(PATIENCE_MS, answered.signal).catch(() => undefined)]);
    answered.abort();
  }

  /** Lets what is being looked at come to its end; the rest goes on at the next start. */
  async close(): Promise<void> {
    this.#closing = true;
    const runs = [...this.#runs.values()];
    for (const { wake } of runs) wake.abort();
    await Promise.all(runs.map(({ done }) => done));
  }

  async #run(id: string, run: Run): Promise<void> {
    const { assessments, now } = this.#kept;
    const stored = await assessments.get(id);
    if (!stored || stored.cluster_id === null || stored.ends_at === null) return;
    const endsAt = Date.parse(stored.ends_at);
    const interval = samplingInterval(endsAt - Date.parse(stored.created_at));
    let progress = await this.#resumed(stored);
    let broken = progress !== undefined;
    let problem: Measured['problem'] = null;
    for (;;) {
      const begun = now().getTime();
      const isLast = run.stop || begun >= endsAt;
      try {
        const client = await this.#client(stored.cluster_id);
        progress = progress
          ? await this.#measuring.goOn(client, progress, { now, afterGap: broken, isLast })
          : await this.#measuring.begin(client, now);
        broken = false;
        problem = null;
      } catch (error) {
        broken = true;
        problem = problemOf(coded(error));
        this.#log.warn({ err: error, assessment: id }, 'sample not taken');
      }
      await assessments.keep(id, textsOf(progress, problem));
      const isForgotten = problem?.code === NOT_KNOWN_ANY_MORE;
      if (isLast || isForgotten) {
        const state = run.stop || isForgotten ? 'stopped' : 'done';
        await assessments.end(id, progress && progress.measured.samples > 0 ? state : 'failed', now());
        return;
      }
      if (this.#closing) return;
      const ended = now().getTime();
      const next = Math.max(begun + interval, ended + (ended - begun) * SHARE);
      await pause(Math.max(0, Math.min(next, endsAt) - ended), run.wake.signal).catch(() => undefined);
      if (this.#closing) return;
    }
  }

  async #resumed({ id }: StoredAssessment): Promise<Progress | undefined> {
    const found = await this.#kept.assessments.measured(id);
    if (!found || found.reading === NO_READING) return undefined;
    return { measured: JSON.parse(found.measured) as Measured, last: decodeReading(found.reading) };
  }
}

/** Stands for a cluster that was not read yet. */
const NO_READING = 'null';

const textsOf = (progress: Progress | undefined, problem: Measured['problem']) => ({
  reading: progress ? encodeReading(progress.last) : NO_READING,
  measured: JSON.stringify({ ...(progress?.measured ?? NOTHING_MEASURED), problem }),
});
