import { apiErrors } from '@mqferry/api';
import { backoffDelay, type CodedError, codedErrorIn, pause } from '@mqferry/core';
import type { CopyJob, CopyKeeper, CopyReport } from './copy-calls.ts';
import { plainJson } from './plain-json.ts';
import { RateHistory } from './rate-history.ts';
import type { SpawnedCopy } from './spawn-copy.ts';

/** A process takes a second to start. */
const RESTART = { initial: 1_000, maximum: 60_000, jitter: 0.2 };

/** What a copy needs of the service. */
export interface CopySetup {
  readonly job: CopyJob;
  readonly keeper: Pick<CopyKeeper, 'readDocument' | 'writeDocument' | 'happened'>;
  /** Rejects where the plan with this hash must not be carried out. */
  readonly allow: (planHash: string) => Promise<void>;
  readonly spawn: (keeper: CopyKeeper) => SpawnedCopy;
  /** Told whenever something about the copy has changed. */
  readonly changed: () => void;
}

/** A copy in a process of its own, started again when it fails, until it is told to stop. */
export class KeptCopy {
  readonly job: CopyJob;
  readonly rates = new RateHistory();
  /** Settles when it was allowed to begin, or could not the first time. */
  readonly begun: Promise<void>;
  readonly #setup: CopySetup;
  readonly #begun = Promise.withResolvers<void>();
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  #process: SpawnedCopy | undefined;
  #report: CopyReport | undefined;
  #error: CodedError | undefined;
  #limit: number | null;

  constructor(setup: CopySetup) {
    this.job = setup.job;
    this.begun = this.#begun.promise;
    this.begun.catch(() => {});
    this.#setup = setup;
    this.#limit = setup.job.bytesPerSecond;
    this.#ended = this.#keep();
  }

  /** The last thing heard of it; undefined before the first. */
  get report(): CopyReport | undefined {
    return this.#report;
  }

  /** What it ended with last; undefined while it runs. */
  get error(): CodedError | undefined {
    return this.#error;
  }

  /** Ends it at a safe point. */
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
    for (let failures = 0; !signal.aborted; failures += 1) {
      const error = await this.#runOnce();
      this.rates.gap(Date.now());
      this.#process = undefined;
      if (error && !signal.aborted) {
        this.#error = error;
        this.#setup.keeper.happened('copy-failed', plainJson({ error }));
      }
      this.#begun.reject(error);
      this.#setup.changed();
      if (signal.aborted || !error?.retriable) return;
      await pause(backoffDelay(failures + 1, RESTART), signal).catch(() => undefined);
    }
  }

  /** Runs it once; gives what it failed with. */
  async #runOnce(): Promise<CodedError | undefined> {
    const { job, keeper, allow, spawn, changed } = this.#setup;
    const process = spawn({
      ...keeper,
      planned: async (hash) => {
        await allow(hash);
        this.#error = undefined;
        this.#begun.resolve();
      },
      report: (report) => {
        this.#report = report;
        this.rates.add(report);
        changed();
      },
    });
    this.#process = process;
    if (this.#stopping.signal.aborted) process.calls.tell.stop();
    try {
      await process.calls.ask.run({ ...job, bytesPerSecond: this.#limit });
      return undefined;
    } catch (error) {
      return codedErrorIn(error) ?? apiErrors.API_COPY_DIED({ reason: (error as Error).message }, error);
    } finally {
      process.end();
      await process.gone;
    }
  }
}
