/** Attempts that fail one after the other. */
export interface Failing {
  /** When the first one did (`performance.now()`). */
  readonly since: number;
  /** Why it did, which is nearer to the cause than what follows from it. */
  readonly first: string;
  readonly last: string;
}
