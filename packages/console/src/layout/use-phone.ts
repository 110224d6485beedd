import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 767px)');

const subscribe = (changed: () => void): (() => void) => {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
};

/** Whether there is room for one column only. */
export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
