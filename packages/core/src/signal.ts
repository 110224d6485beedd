/** Wakes everybody who waits; a call of `notify` while nobody waits is not remembered. */
export class Signal {
  readonly #waiting = new Set<() => void>();

  /** Resolves at the next `notify`, or after `timeoutMs`, whichever comes first. */
  wait(timeoutMs?: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = timeoutMs === undefined ? undefined : setTimeout(wake, timeoutMs);
      this.#waiting.add(wake);
    });
  }

  notify(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
