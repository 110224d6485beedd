import { apiErrors } from '@mqferry/api';
import { describe, expect, test } from 'vitest';
import { follow, type LiveState } from '../../src/live/follow.ts';

type Attempt = (signal: AbortSignal) => AsyncIterable<number>;

const gives = (...values: number[]): Attempt =>
  async function* () {
    yield* values;
  };

const fails = (error: Error, ...values: number[]): Attempt =>
  async function* () {
    yield* values;
    throw error;
  };

/** Gives these and is silent then, until it is closed. */
const hangs = (...values: number[]): Attempt =>
  async function* (signal) {
    yield* values;
    await new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  };

const QUIET_MS = 45_000;

interface Run {
  readonly values: number[];
  readonly states: LiveState[];
  readonly delays: number[];
}

/** Follows through these attempts, without waiting in earnest, and ends after the last one. */
const run = async (attempts: readonly Attempt[], quiet = false): Promise<Run> => {
  const ended = new AbortController();
  const values: number[] = [];
  const states: LiveState[] = [];
  const delays: number[] = [];
  let next = 0;
  await follow<number>({
    open: (signal) => {
      const attempt = attempts[next];
      next += 1;
      if (attempt) return attempt(signal);
      ended.abort();
      return gives()(signal);
    },
    onValue: (value) => values.push(value),
    onState: (state) => states.push(state),
    signal: ended.signal,
    now: () => 1000,
    random: () => 1,
    quietMs: QUIET_MS,
    pause: (ms, signal) => {
      if (ms !== QUIET_MS) {
        delays.push(ms);
        return Promise.resolve();
      }
      // Silence is only reached where a test is about it; else something happens first.
      return quiet
        ? new Promise((resolve) => setTimeout(resolve, 5))
        : new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  });
  return { values, states, delays };
};

const kinds = ({ states }: Run): string[] => states.map(({ kind }) => kind);

describe('following a stream', () => {
  test('is live from the first value on', async () => {
    const result = await run([gives(1, 2)]);
    expect(result.values).toEqual([1, 2]);
    expect(kinds(result).slice(0, 3)).toEqual(['connecting', 'live', 'live']);
  });

  test('says since when what is shown is old when the stream breaks, and goes on', async () => {
    const result = await run([fails(new Error('network'), 1), gives(2)]);
    expect(result.values).toEqual([1, 2]);
    expect(kinds(result).slice(0, 4)).toEqual(['connecting', 'live', 'stale', 'live']);
    expect(result.states[2]).toMatchObject({
      kind: 'stale',
      since: 1000,
      error: { code: 'API_UNREACHABLE' },
    });
  });

  test('takes the end of a stream for a break', async () => {
    const result = await run([gives(1), gives(2)]);
    expect(kinds(result).slice(0, 4)).toEqual(['connecting', 'live', 'stale', 'live']);
  });

  test('was never up to date where nothing was ever told', async () => {
    const result = await run([fails(new Error('refused'))]);
    expect(result.states[1]).toMatchObject({ kind: 'stale', since: undefined });
  });

  test('waits longer after each failure, and shortly again after a success', async () => {
    const broken = fails(new Error('refused'));
    const { delays } = await run([broken, broken, broken, broken, broken, broken, gives(1), broken]);
    expect(delays.slice(0, 8)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 1000, 2000]);
  });

  test('ends where no later attempt could succeed', async () => {
    const gone = apiErrors.API_NOT_FOUND({ kind: 'migration', id: '1' });
    const result = await run([fails(gone), gives(1)]);
    expect(result.values).toEqual([]);
    expect(kinds(result)).toEqual(['connecting', 'ended']);
    expect(result.delays).toEqual([]);
  });

  test('opens a silent stream anew without calling it broken', async () => {
    const result = await run([hangs(1), gives(2)], true);
    expect(result.values).toEqual([1, 2]);
    expect(kinds(result).slice(0, 3)).toEqual(['connecting', 'live', 'live']);
  });

  test('calls a stream broken that was silent from the beginning', async () => {
    const result = await run([hangs()], true);
    expect(kinds(result).slice(0, 2)).toEqual(['connecting', 'stale']);
  });
});
