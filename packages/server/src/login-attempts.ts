import { apiErrors } from '@mqferry/api';

/** So many logins may fail at once, */
const BURST = 5;
/** and one more after each time this long. */
const REFILL_MS = 30_000;
/** Who is remembered at most: the longest ago is forgotten first. */
const REMEMBERED = 10_000;

interface Failures {
  count: number;
  at: number;
}

/** A login under way. */
export interface Attempt {
  /** It was right: failures before it are forgiven. */
  readonly succeeded: () => void;
}

/** Slows down who guesses passwords, by whatever names the guesser. */
export class LoginAttempts {
  readonly #failures = new Map<string, Failures>();

  /** Counts as failed until it is told to have succeeded. Throws API_LOGIN_TOO_OFTEN. */
  begin(who: string, now: Date): Attempt {
    const at = now.getTime();
    const { count, at: since } = this.#failures.get(who) ?? { count: 0, at };
    const left = Math.max(0, count - (at - since) / REFILL_MS);
    if (left > BURST - 1) {
      const seconds = Math.ceil(((left - (BURST - 1)) * REFILL_MS) / 1000);
      throw apiErrors.API_LOGIN_TOO_OFTEN({ seconds });
    }
    this.#failures.delete(who);
    this.#failures.set(who, { count: left + 1, at });
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= REMEMBERED) break;
      this.#failures.delete(oldest);
    }
    return { succeeded: () => void this.#failures.delete(who) };
  }
}
