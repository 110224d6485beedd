import { apiErrors, type Problem, problemOf } from '@mqferry/api';
import { backoffDelay, type CodedError, codedErrorIn, pause } from '@mqferry/core';
import type { DumpFacts } from '@mqferry/migration';
import { plainJson } from '../copies/plain-json.ts';
import { RateHistory } from '../copies/rate-history.ts';
import type { DumpJob, DumpKeeper, DumpReport } from './dump-calls.ts';
import type { SpawnedDump } from './spawn-dump.ts';

/** A process takes a second to start. */
const RESTART = { initial: 1_000, maximum: 60_000, jitter: 0.2 };

/** What a dump needs of the service. */
export interface DumpSetup {
  readonly job: DumpJob;
  readonly spawn: (keeper: DumpKeeper) => SpawnedDump;
  /** Something happened; `details` is JSON. */
  readonly happened: (type: string, details: string) => void;
  readonly reported: (report: DumpReport) => void;
  /** It is at the ends that it was to go to. */
  readonly done: () => void;
}

/** Why an attempt failed, and what comes next. */
export interface DumpTrouble {
  readonly problem: Problem;
  /** In a row. */
  readonly failed: number;
  /** Milliseconds since 1970; undefined: it waits for a person. */
  readonly nextAt: number | undefined;
}

/** A dump in a process of its own, started again when that dies, until it is told to stop. */
export class KeptDump {
  readonly job: DumpJob;
  readonly rates = new RateHistory();
  /** Settles when it runs or is tried again; rejects with what stopped it for good before that. */
  readonly begun: Promise<void>;
  readonly #setup: DumpSetup;
  readonly #begun = Promise.withResolvers<void>();
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  #process: SpawnedDump | undefined;
  #report: DumpReport | undefined;
  #observed: DumpFacts['observed'];
  #trouble: DumpTrouble | undefined;
  #limit: number | null;
  #hasRun: boolean;
  #logged: { readonly code: string; readonly failed: number } | undefined;

  constructor(setup: DumpSetup) {
    this.job = setup.job;
    this.begun = this.#begun.promise;
    this.begun.catch(() => {});
    this.#setup = setup;
    this.#limit = setup.job.bytesPerSecond;
    this.#hasRun = setup.job.spec.begun;
    this.#ended = this.#keep();
  }

  get observed(): DumpFacts['observed'] {
    return this.#observed;
  }

  /** Undefined while it runs well. */
  get trouble(): DumpTrouble | undefined {
    return this.#trouble;
  }

  /** The last thing heard of it; undefined before the first. */
  get report(): DumpReport | undefined {
    return this.#report;
  }

  /** Ends it after the transaction under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#process?.calls.tell.stop();
    await this.#ended;
  }

  /** Bytes a second; null: no limit. */
  limit(bytesPerSecond: number | null): void {
    this.#limit = bytesPerSecond;
    this.#process?.calls.tell.limit(bytesPerSecond);
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stopping;
    for (let deaths = 1; !signal.aborted; deaths += 1) {
      const error = await this.#runOnce();
      this.rates.gap(Date.now());
      if (!error || signal.aborted) break;
      if (error.code !== 'API_COPY_DIED') {
        this.#observed = 'failed';
        this.#trouble = { problem: problemOf(error), failed: this.#trouble?.failed ?? 1, nextAt: undefined };
        this.#setup.happened('failed', plainJson({ error }));
        this.#begun.reject(error);
        return;
      }
      const waitMs = backoffDelay(deaths, RESTART);
      this.#retries(problemOf(error), deaths, Date.now() + waitMs);
      await pause(waitMs, signal).catch(() => undefined);
    }
    this.#begun.resolve();
  }

  #retries(problem: Problem, failed: number, nextAt: number): void {
    this.#observed = 'retrying';
    this.#trouble = { problem, failed, nextAt };
    this.#begun.resolve();
    // The first of a kind, then ever fewer.
    const isNew = this.#logged?.code !== problem.code || failed <= this.#logged.failed;
    if (!isNew && failed < 2 * this.#logged!.failed) return;
    this.#logged = { code: problem.code, failed };
    this.#setup.happened('retrying', plainJson({ error: problem, failed }));
  }

  /** Runs it once; gives what it failed with. */
  async #runOnce(): Promise<CodedError | undefined> {
    const { job, spawn, happened, reported, done } = this.#setup;
    const process = spawn({
      happened: (type, details) => {
        if (type === 'running') {
          this.#hasRun = true;
          this.#observed = 'running';
          this.#trouble = undefined;
          this.#begun.resolve();
        }
        happened(type, details);
      },
      retrying: (problem, failed, nextAt) => this.#retries(problem, failed, nextAt),
      report: (report) => {
        this.#report = report;
        const { at, read, readBytes, lag } = report;
        this.rates.add({ at, copiedRecords: Number(read), copiedBytes: readBytes, lag: lag ?? 0n });
        reported(report);
      },
    });
    this.#process = process;
    if (this.#stopping.signal.aborted) process.calls.tell.stop();
    try {
      const spec = { ...job.spec, begun: this.#hasRun };
      const end = await process.calls.ask.run({ ...job, spec, bytesPerSecond: this.#limit });
      if (end === 'done') done();
      return undefined;
    } catch (error) {
      return codedErrorIn(error) ?? apiErrors.API_COPY_DIED({ reason: (error as Error).message }, error);
    } finally {
      process.end();
      await process.gone;
      this.#process = undefined;
    }
  }
}
