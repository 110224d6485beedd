import { useSyncExternalStore } from 'react';
import type { StoredChoice } from './stored-choice.ts';

/** The present value of a choice, and what changes it. */
export const useStoredChoice = <T extends string>({
  get,
  set,
  subscribe,
}: StoredChoice<T>): readonly [value: T, set: (value: T) => void] => [
  useSyncExternalStore(subscribe, get),
  set,
];
