import { backoffDelay, type CodedError, codedErrorIn, pause } from '@mqferry/core';
import { DumpAttempt, type DumpWorld } from './dump-attempt.ts';
import type { DumpSpec } from './dump-spec.ts';

/** How a dump goes on after something that may pass. */
export interface DumpRetries {
  /** In a row; undefined: for ever. */
  readonly attempts: number | undefined;
  readonly firstMs: number;
  readonly longestMs: number;
}

/** A failed attempt, and when the next one comes. */
export interface DumpRetry {
  readonly error: CodedError;
  /** In a row so far. */
  readonly failed: number;
  readonly waitMs: number;
}

/** How a dump is run. */
export interface DumpOptions extends DumpWorld {
  readonly retries: DumpRetries;
  readonly onRetry: (retry: DumpRetry) => void;
}

/**
 * Dumps one topic to another until it is stopped or done, and tries again after what may pass. Throws what does not
 * pass, and the last failure when there were too many.
 */
export const runDump = async (spec: DumpSpec, options: DumpOptions): Promise<'stopped' | 'done'> => {
  const { signal, retries, onRetry, onEvent, onStatus } = options;
  const { attempts, firstMs, longestMs } = retries;
  let failed = 0;
  let begun = spec.begun;
  let committed = -1n;
  const world: DumpWorld = {
    ...options,
    onEvent: (event) => {
      if (event.type === 'running') begun = true;
      onEvent(event);
    },
    onStatus: (status) => {
      if (committed >= 0n && status.read > committed) failed = 0;
      committed = status.read;
      onStatus(status);
    },
  };
  while (!signal.aborted) {
    const since = performance.now();
    try {
      const end = await DumpAttempt.run({ ...spec, begun }, world);
      if (end !== 'again') return end;
    } catch (error) {
      const coded = codedErrorIn(error);
      if (signal.aborted && coded?.retriable !== false) break;
      // What has run for long has not failed in a row.
      failed = performance.now() - since > 2 * longestMs ? 1 : failed + 1;
      if (!coded?.retriable || (attempts !== undefined && failed >= attempts)) throw error;
      const waitMs = backoffDelay(failed, { initial: firstMs, maximum: longestMs, jitter: 0.2 });
      onRetry({ error: coded, failed, waitMs });
      options.source.expireMetadata();
      options.target.expireMetadata();
      await pause(waitMs, signal).catch(() => undefined);
    }
  }
  return 'stopped';
};
