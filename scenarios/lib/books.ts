import { until } from './until.ts';

const MINUTE_MS = 60_000;

/** Numbered within a run of the producer: `run.number`. */
const NUMBERED = /^(\d+)\.(\d+)$/u;

const orderOf = (value: string): { readonly run: number; readonly number: number } => {
  const [, run, number] = NUMBERED.exec(value) ?? [];
  if (number === undefined) throw new Error(`nobody wrote ${value}`);
  return { run: Number(run), number: Number(number) };
};

/**
 * The books on an application: what its producers were told is safe, on whichever cluster, and what its consumers
 * processed, in the order in which they did.
 */
export class Books {
  readonly topic: string;
  readonly group: string;
  /** A producer gives its records these keys one after the other, so the number of a record tells its key. */
  readonly keys = 20;
  readonly #written: string[] = [];
  readonly #processed: string[] = [];
  #run = 0;

  constructor(topic: string, group: string) {
    this.topic = topic;
    this.group = group;
  }

  nextRun(): number {
    this.#run += 1;
    return this.#run;
  }

  wrote(value: string): void {
    this.#written.push(value);
  }

  processed(value: string): void {
    this.#processed.push(value);
  }

  /** Waits until so many more records were written. */
  async untilWritten(more: number): Promise<void> {
    const goal = this.#written.length + more;
    await until(`${goal} records are written`, MINUTE_MS, () => this.#written.length >= goal);
  }

  /** Waits until consumers have processed all that was written. */
  async untilProcessed(): Promise<void> {
    const goal = this.#written.length;
    await until(`${goal} records are processed`, MINUTE_MS, () => this.#processed.length >= goal);
  }

  get records(): number {
    return this.#written.length;
  }

  /** What was written and not processed, or processed more often than once, or by nobody written. */
  faults(): readonly string[] {
    const times = new Map<string, number>();
    for (const value of this.#processed) times.set(value, (times.get(value) ?? 0) + 1);
    const written = new Set(this.#written);
    return [
      ...this.#written.filter((value) => !times.has(value)).map((value) => `lost: ${value}`),
      ...[...times].filter(([, count]) => count > 1).map(([value]) => `doubled: ${value}`),
      ...[...times.keys()].filter((value) => !written.has(value)).map((value) => `unknown: ${value}`),
    ];
  }

  /** Records that were processed after a later one of the same key. */
  disorder(): readonly string[] {
    const last = new Map<number, string>();
    return this.#processed.flatMap((value) => {
      const { run, number } = orderOf(value);
      const key = number % this.keys;
      const before = last.get(key);
      last.set(key, value);
      if (before === undefined) return [];
      const previous = orderOf(before);
      const later = run > previous.run || (run === previous.run && number > previous.number);
      return later ? [] : [`${value} after ${before}`];
    });
  }
}
