/** Work that is done again and again; one run never overlaps another. */
export class Repeated {
  readonly #everyMs: number;
  readonly #work: () => Promise<void>;
  readonly #onFailure: (error: Error) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again: Promise<void> | undefined;
  #stopped = true;
  /** When the timer goes off. */
  #due = 0;
  /** What was asked for amid a run: so long after its end at the latest. */
  #soonest = Number.POSITIVE_INFINITY;

  /** `everyMs` lie between the end of a run and the begin of the next. What a run throws goes to `onFailure`. */
  constructor(everyMs: number, work: () => Promise<void>, onFailure: (error: Error) => void) {
    this.#everyMs = everyMs;
    this.#work = work;
    this.#onFailure = onFailure;
  }

  /** From now on; the first run is `firstMs` from here, else after the usual time. */
  start(firstMs: number = this.#everyMs): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#schedule(firstMs);
  }

  /**
   * Runs now, and resolves at the end of that run. Asked for amid a run, it runs once more behind it, however often it is
   * asked for: what the run under way has looked at may be older than the reason for this call.
   */
  now(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    if (this.#running === undefined) return this.#run();
    this.#again ??= this.#running.then(() => {
      this.#again = undefined;
      return this.now();
    });
    return this.#again;
  }

  /** Runs in so many milliseconds at the latest. */
  within(ms: number): void {
    if (this.#stopped) return;
    if (this.#running !== undefined) this.#soonest = Math.min(this.#soonest, ms);
    else if (performance.now() + ms < this.#due) this.#schedule(ms);
  }

  /** No more runs; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#due = performance.now() + ms;
    this.#timer = setTimeout(() => void this.#run(), ms);
  }

  #run(): Promise<void> {
    clearTimeout(this.#timer);
    const done = this.#work()
      .catch(this.#onFailure)
      .then(() => {
        this.#running = undefined;
        this.#schedule(Math.min(this.#everyMs, this.#soonest));
        this.#soonest = Number.POSITIVE_INFINITY;
      });
    this.#running = done;
    return done;
  }
}
