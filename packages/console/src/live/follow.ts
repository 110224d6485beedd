import { apiErrors } from '@mqferry/api';
import { type CodedError, codedErrorIn } from '@mqferry/core';

/** How a stream stands. `stale`: what is shown is as of `since`, in milliseconds since 1970. */
export type LiveState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'stale'; readonly since: number | undefined; readonly error: CodedError }
  | { readonly kind: 'ended'; readonly error: CodedError };

/** What is followed, and what is told of it. */
export interface FollowOptions<T> {
  readonly open: (signal: AbortSignal) => AsyncIterable<T>;
  readonly onValue: (value: T) => void;
  readonly onState: (state: LiveState) => void;
  /** Ends the following. */
  readonly signal: AbortSignal;
  readonly now?: () => number;
  /** Waits; resolves early when the signal fires. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random?: () => number;
  /** A stream that is silent for so long is opened anew, for a dead connection may look like that. */
  readonly quietMs?: number;
}

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 15_000;
const QUIET_MS = 45_000;

const QUIET = Symbol('quiet');

const pauseFor = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });

/** So that the consoles of a service that was restarted do not all come at once. */
const delayOf = (attempt: number, random: () => number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS) * (0.5 + random() / 2);

const codedOf = (error: unknown): CodedError =>
  codedErrorIn(error) ??
  apiErrors.API_UNREACHABLE(
    { url: '', reason: error instanceof Error ? error.message : String(error) },
    error,
  );

/** No later attempt could succeed: there is no such thing, or nobody is logged in. */
const isFinal = ({ status }: CodedError): boolean => status >= 400 && status < 500;

/**
 * Follows a stream until the signal fires, and opens it again whenever it breaks. While it is broken the state is `stale`;
 * it is `live` from the next value on. Ends by itself after an error that stays, with the state `ended`.
 */
export const follow = async <T>({
  open,
  onValue,
  onState,
  signal,
  now = Date.now,
  pause = pauseFor,
  random = Math.random,
  quietMs = QUIET_MS,
}: FollowOptions<T>): Promise<void> => {
  let attempt = 0;
  let lastAt: number | undefined;

  /** Reads one stream to its end; whether it ended for its silence after it had told something. */
  const read = async (): Promise<boolean> => {
    const connection = new AbortController();
    const abort = () => connection.abort();
    signal.addEventListener('abort', abort);
    let told = false;
    try {
      const values = open(connection.signal)[Symbol.asyncIterator]();
      for (;;) {
        const waiting = new AbortController();
        const next = values.next();
        const quiet = pause(quietMs, waiting.signal).then(() => QUIET);
        const result = await Promise.race([next, quiet]).finally(() => waiting.abort());
        if (typeof result === 'symbol') {
          // Aborted below, it may fail; nobody waits for it any more.
          next.catch(() => undefined);
          return told;
        }
        if (result.done) return false;
        told = true;
        attempt = 0;
        lastAt = now();
        onValue(result.value);
        onState({ kind: 'live' });
      }
    } finally {
      signal.removeEventListener('abort', abort);
      connection.abort();
    }
  };

  onState({ kind: 'connecting' });
  while (!signal.aborted) {
    let broken: CodedError;
    try {
      if (await read()) continue;
      broken = codedOf('the stream has ended');
    } catch (error) {
      broken = codedOf(error);
    }
    if (signal.aborted) return;
    if (isFinal(broken)) return onState({ kind: 'ended', error: broken });
    onState({ kind: 'stale', since: lastAt, error: broken });
    await pause(delayOf(attempt, random), signal);
    attempt += 1;
  }
};
