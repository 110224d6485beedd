/** A part of a list. */
export const part = <T>(items: readonly T[], { offset, limit }: { offset: number; limit: number }) => ({
  items: items.slice(offset, offset + limit),
  total: items.length,
});

/** Compares members of rows; what is not known comes first. */
export const compare = (a: number | bigint | string | null, b: typeof a): number => {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
};
