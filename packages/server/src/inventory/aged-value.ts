import type { CodedError } from '@mqferry/core';
import { coded } from './coded.ts';

/** What is known of something now. */
export interface Aged<T> {
  /** The last that was read, however old; undefined: nothing yet. */
  readonly value: T | undefined;
  /** When, in milliseconds since 1970. */
  readonly at: number | undefined;
  /** Why the last reading failed, if it did. */
  readonly problem: CodedError | undefined;
  readonly refreshing: boolean;
}

/** What is older is read anew when somebody looks. */
const MAX_AGE_MS = 15_000;
/** Reading takes this part of the time at most, be the cluster ever so large. */
const SHARE = 5;

/** Something that is read in the background while somebody looks at it, and shown as it was meanwhile. */
export class AgedValue<T> {
  readonly #read: () => Promise<T>;
  readonly #now: () => number;
  #known: { readonly value: T; readonly at: number } | undefined;
  #problem: CodedError | undefined;
  #due = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  /** `now`: milliseconds since 1970. */
  constructor(read: () => Promise<T>, now: () => number) {
    this.#read = read;
    this.#now = now;
  }

  /** What is known now; the first time it is waited for, until `patience` is over. */
  async look(patience: Promise<unknown>): Promise<Aged<T>> {
    if (!this.#reading && this.#now() >= this.#due) this.#begin();
    if (!this.#known && !this.#problem) await Promise.race([this.#reading, patience]);
    return {
      value: this.#known?.value,
      at: this.#known?.at,
      problem: this.#problem,
      refreshing: this.#reading !== undefined,
    };
  }

  /** The next look reads anew: something was changed. */
  expire(): void {
    this.#due = Number.NEGATIVE_INFINITY;
  }

  #begin(): void {
    const begun = this.#now();
    // An expiry while it is being read counts: what comes may be from before the change.
    this.#due = begun + MAX_AGE_MS;
    this.#reading = this.#read()
      .then(
        (value) => {
          this.#known = { value, at: begun };
          this.#problem = undefined;
        },
        (error: unknown) => {
          this.#problem = coded(error);
        },
      )
      .finally(() => {
        const took = this.#now() - begun;
        if (this.#due > begun) this.#due = begun + Math.max(MAX_AGE_MS, SHARE * took);
        this.#reading = undefined;
      });
  }
}
