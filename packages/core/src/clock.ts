/**
 * Milliseconds of a clock that never goes back and shows the same in every thread of a process, which
 * `performance.now()` does not: that counts from the beginning of the thread.
 */
export const monotonicMs = (): number => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
};
