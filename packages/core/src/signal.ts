/** Wakes everybody who waits; a call of `notify` while nobody waits is not remembered. */
export class Signal {
  #waiting: (() => void)[] = [];

  /** Resolves at the next `notify`, or after `timeoutMs`, whichever comes first. */
  wait(timeoutMs?: number): Promise<void> {
    return new Promise((resolve) => {
      if (timeoutMs === undefined) {
        this.#waiting.push(resolve);
        return;
      }
      const timer = setTimeout(resolve, timeoutMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  notify(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
