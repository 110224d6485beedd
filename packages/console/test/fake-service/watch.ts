const EVERY_MS = 1000;

/** What is told of something, again and again until nobody listens. */
export const watch = async function* <T>(told: () => T, signal: AbortSignal): AsyncGenerator<T> {
  while (!signal.aborted) {
    yield told();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, EVERY_MS);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
};
