const KEPT = 20;

/**
 * Data with the first members of long lists only, and how many there are, so that records of what was done
 * stay small.
 */
export const inShort = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const first = value.slice(0, KEPT).map(inShort);
    return value.length > KEPT ? [...first, { more: value.length - KEPT }] : first;
  }
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inShort(member)]));
};
