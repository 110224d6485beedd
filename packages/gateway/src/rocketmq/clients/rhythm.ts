/** Intervals that have to be alike. */
const INTERVALS = 3;
/** The longest may be so many times the shortest. */
const ALIKE = 1.5;
/** A client that does something oftener than that for so long is not steady. */
const MOST_BEATS = 128;

/** The time between things that a client does again and again. */
export class Rhythm {
  readonly #forMs: number;
  #beats: number[] = [];

  /** It is known once it was kept for `forMs` milliseconds, and three times at least. */
  constructor(forMs: number) {
    this.#forMs = forMs;
  }

  /** It was done, at a time in milliseconds. */
  beat(at: number): void {
    this.#beats.push(at);
    while (this.#beats.length > MOST_BEATS || this.#isKeptWithout(this.#beats[1])) this.#beats.shift();
  }

  #isKeptWithout(first: number | undefined): boolean {
    if (first === undefined || this.#beats.length <= INTERVALS + 1) return false;
    return this.#beats.at(-1)! - first >= this.#forMs;
  }

  /** The longest of the last intervals, in milliseconds; undefined: there are too few, or they are not alike. */
  get intervalMs(): number | undefined {
    const intervals = this.#beats.slice(1).map((at, index) => at - this.#beats[index]!);
    const isKept = this.#beats.length > 0 && this.#beats.at(-1)! - this.#beats[0]! >= this.#forMs;
    if (intervals.length < INTERVALS || !isKept) return undefined;
    const longest = Math.max(...intervals);
    return longest > 0 && longest <= Math.min(...intervals) * ALIKE ? longest : undefined;
  }
}
