/** What the evaluation of one record may take. */
export interface FilterLimits {
  /** Turns of all loops together. */
  readonly steps: number;
  /** Milliseconds. */
  readonly ms: number;
  /** Text that is made, and looked through with regular expressions. */
  readonly bytes: number;
}

export const FILTER_LIMITS: FilterLimits = { steps: 5_000, ms: 250, bytes: 4 * 1024 * 1024 };

/** Counts what an evaluation takes. What it throws may be caught by the expression; `spent` stays. */
export class FilterBudget {
  readonly #limits: FilterLimits;
  #steps = 0;
  #bytes = 0;
  #deadline = 0;
  #spent: string | undefined;

  constructor(limits: FilterLimits) {
    this.#limits = limits;
  }

  /** Why an evaluation had to end; undefined when it kept to its limits. */
  get spent(): string | undefined {
    return this.#spent;
  }

  /** Begins with the next record. */
  renew(): void {
    this.#steps = 0;
    this.#bytes = 0;
    this.#spent = undefined;
    this.#deadline = performance.now() + this.#limits.ms;
  }

  /** A loop takes another turn. */
  step(): void {
    this.#steps += 1;
    if (this.#steps > this.#limits.steps) this.#end(`its loops take more than ${this.#limits.steps} turns`);
    this.#look();
  }

  /** So much text is made or looked through. */
  text(length: number): void {
    this.#bytes += length;
    if (this.#bytes > this.#limits.bytes) this.#end(`it handles more than ${this.#limits.bytes} characters`);
    this.#look();
  }

  #look(): void {
    if (performance.now() > this.#deadline) this.#end(`it takes longer than ${this.#limits.ms} ms`);
  }

  #end(reason: string): never {
    this.#spent ??= reason;
    throw new Error(reason);
  }
}
