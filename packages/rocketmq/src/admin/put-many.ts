import { inParallel } from '@mqferry/core';
import { type Outcome, outcomeOf } from './outcomes.ts';

/** Ways to create several things at a broker. */
interface Ways<T> {
  /** In one request; a broker that refuses one of them may have taken others. */
  readonly together: (items: readonly T[]) => Promise<void>;
  readonly alone: (item: T) => Promise<void>;
}

const TOGETHER = 100;
const ALONE_AT_ONCE = 4;

/**
 * Creates things in few requests where the broker knows how, and one by one else and where it refuses some of them. Gives
 * what came of each, in their order; once the broker cannot be asked, all that are left have that error.
 */
export const putMany = async <T>(
  items: readonly T[],
  { together, alone }: Ways<T>,
): Promise<Outcome<void>[]> => {
  const outcomes: Outcome<void>[] = [];
  let isKnown = true;
  while (outcomes.length < items.length) {
    const chunk = items.slice(outcomes.length, outcomes.length + TOGETHER);
    if (isKnown) {
      const outcome = await outcomeOf(() => together(chunk));
      if (outcome.error?.retriable) return [...outcomes, ...items.slice(outcomes.length).map(() => outcome)];
      isKnown = outcome.error?.code !== 'ROCKETMQ_REQUEST_NOT_SUPPORTED';
      if (outcome.error === undefined) {
        outcomes.push(...chunk.map(() => outcome));
        continue;
      }
    }
    outcomes.push(...(await inParallel(chunk, ALONE_AT_ONCE, (item) => outcomeOf(() => alone(item)))));
  }
  return outcomes;
};
