/** So many names are told in a text. */
export const MOST_TOLD = 10;

/** The first of these names, as they are told in a text. */
export const told = (names: readonly string[]): string =>
  names.slice(0, MOST_TOLD).join(', ') + (names.length > MOST_TOLD ? ', …' : '');
