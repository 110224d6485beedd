/** So many names are told in a text. */
const TOLD = 10;

/** The first of these names, as they are told in a text. */
export const told = (names: readonly string[]): string =>
  names.slice(0, TOLD).join(', ') + (names.length > TOLD ? ', …' : '');
