import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all, so that a page full of ages has one timer. */
const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const listener of listeners) listener();
  }, 1000);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

const current = (): number => {
  if (!timer && Date.now() - now >= 1000) now = Date.now();
  return now;
};

/** The present moment in milliseconds since 1970, anew every second. */
export const useNow = (): number => useSyncExternalStore(subscribe, current);
