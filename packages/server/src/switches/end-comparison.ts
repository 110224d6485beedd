import { apiErrors } from '@mqferry/api';
import { type CodedError, codedErrorIn } from '@mqferry/core';
import type { VerificationProgress, VerificationReport } from '@mqferry/replication';

/** What came of comparing logs that have come to their ends. */
export type ComparisonState =
  | { readonly state: 'running'; readonly records: number; readonly offsets: bigint }
  | { readonly state: 'done'; readonly records: number; readonly different: number }
  | { readonly state: 'failed'; readonly error: CodedError };

type Compare = (
  signal: AbortSignal,
  onProgress: (progress: VerificationProgress) => void,
) => Promise<VerificationReport>;

const BEGUN: ComparisonState = { state: 'running', records: 0, offsets: 0n };

/** Compares, once for each state of the logs, what cannot be compared while the copy goes on: compacted topics. */
export class EndComparison {
  #ends = '';
  #state: ComparisonState = BEGUN;
  #running: AbortController | undefined;

  /** How far the comparison up to these ends is; it begins when it is asked for first. */
  look(ends: string, compare: Compare): ComparisonState {
    if (this.#running && this.#ends === ends) return this.#state;
    this.stop();
    this.#ends = ends;
    this.#state = BEGUN;
    const running = new AbortController();
    this.#running = running;
    const settle = (state: ComparisonState) => {
      if (this.#running === running) this.#state = state;
    };
    compare(running.signal, ({ records, totalOffsets: offsets }) =>
      settle({ state: 'running', records, offsets }),
    ).then(
      ({ records, partitions }) =>
        settle({ state: 'done', records, different: partitions.filter(({ equal }) => !equal).length }),
      (error: unknown) =>
        settle({
          state: 'failed',
          error: codedErrorIn(error) ?? apiErrors.API_UNEXPECTED({ reason: String(error) }, error),
        }),
    );
    return this.#state;
  }

  /** Ends one that still runs. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }
}
