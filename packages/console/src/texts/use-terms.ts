import { english } from './english.ts';
import type { PlainKey } from './texts.ts';
import { useTexts } from './use-texts.ts';

/** A name of the service as words: `setTopicConfigs` is `set topic configs`. */
export const wordsOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .replace(/[-_]+/gu, ' ')
    .toLowerCase();

/** Tells names that the service gives to steps, gates and what they saw; of a new one its words. */
export const useTerms = (): ((name: string) => string) => {
  const { t } = useTexts();
  return (name) => {
    const key = `term.${name}`;
    return key in english ? t(key as PlainKey) : wordsOf(name);
  };
};
