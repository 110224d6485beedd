/** Does so many things at the same time and no more; the others wait in their order. */
export class Slots {
  readonly #waiting: (() => void)[] = [];
  readonly #running = new Set<Promise<unknown>>();
  #free: number;
  #ended = false;

  constructor(count: number) {
    this.#free = count;
  }

  /** Does it when there is room. Never settles when the slots end before it began. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        const done = work()
          .then(resolve, reject)
          .finally(() => {
            this.#running.delete(done);
            this.#free += 1;
            this.#fill();
          });
        this.#running.add(done);
      });
      this.#fill();
    });
  }

  /** Begins nothing more, and resolves when all that runs has ended. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#waiting.length = 0;
    await Promise.all(this.#running);
  }

  #fill(): void {
    while (!this.#ended && this.#free > 0) {
      const begin = this.#waiting.shift();
      if (begin === undefined) return;
      this.#free -= 1;
      begin();
    }
  }
}
