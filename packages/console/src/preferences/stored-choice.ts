/** A choice of a person that outlives the page; every open tab follows it. */
export interface StoredChoice<T extends string> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** Calls back after each change, also of another tab; gives what ends that. */
  readonly subscribe: (changed: () => void) => () => void;
}

/** Where choices are kept: the browser's storage. */
export interface ChoiceStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** A choice among `values`, kept under `key`; `fallback` where nothing, or nothing sensible, is kept. */
export const createStoredChoice = <T extends string>(
  key: string,
  values: readonly T[],
  fallback: () => T,
  storage: ChoiceStorage = localStorage,
): StoredChoice<T> => {
  const listeners = new Set<() => void>();
  const read = (): T => {
    const kept = storage.getItem(key);
    return values.find((value) => value === kept) ?? fallback();
  };
  let current = read();
  const take = (value: T): void => {
    if (value === current) return;
    current = value;
    for (const listener of listeners) listener();
  };
  return {
    get: () => current,
    set: (value) => {
      storage.setItem(key, value);
      take(value);
    },
    subscribe: (changed) => {
      const follow = (event: StorageEvent) => {
        if (event.key === key) take(read());
      };
      listeners.add(changed);
      globalThis.addEventListener('storage', follow);
      return () => {
        listeners.delete(changed);
        globalThis.removeEventListener('storage', follow);
      };
    },
  };
};
