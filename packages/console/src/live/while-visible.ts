/** Runs something while the page is seen: one that nobody sees needs no stream, and browsers keep few connections. */
export const whileVisible = (run: (signal: AbortSignal) => void): (() => void) => {
  let running: AbortController | undefined;
  const look = (): void => {
    if (document.hidden) {
      running?.abort();
      running = undefined;
    } else if (!running) {
      running = new AbortController();
      run(running.signal);
    }
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    running?.abort();
  };
};
