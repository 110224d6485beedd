/** A contiguous range of message versions, both ends included. */
export interface VersionRange {
  readonly from: number;
  readonly to: number;
}

/** Reads a range as the schemas write it: `3`, `0-4`, `2+`, `none`. */
export const parseRange = (text: string | undefined): VersionRange | null => {
  if (text === undefined || text === 'none') return null;
  const parts = /^(\d+)(?:(\+)|-(\d+))?$/.exec(text.trim());
  if (parts === null) throw new Error(`not a version range: ${text}`);
  const from = Number(parts[1]);
  if (parts[2] !== undefined) return { from, to: Number.POSITIVE_INFINITY };
  return { from, to: parts[3] === undefined ? from : Number(parts[3]) };
};

/** The versions in both ranges. */
export const intersect = (a: VersionRange | null, b: VersionRange | null): VersionRange | null => {
  if (a === null || b === null) return null;
  const range = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return range.from <= range.to ? range : null;
};

/** The smallest range with both in it. */
export const hull = (a: VersionRange | null, b: VersionRange | null): VersionRange | null => {
  if (a === null || b === null) return a ?? b;
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
};

/** The versions in either range, which must leave no gap between them. */
export const union = (a: VersionRange | null, b: VersionRange | null): VersionRange | null => {
  if (a !== null && b !== null && (a.to + 1 < b.from || b.to + 1 < a.from)) {
    throw new Error(`gap between versions ${show(a)} and ${show(b)}`);
  }
  return hull(a, b);
};

export const sameRange = (a: VersionRange | null, b: VersionRange | null): boolean =>
  a?.from === b?.from && a?.to === b?.to;

/** A range for people. */
export const show = (range: VersionRange): string =>
  range.from === range.to ? `${range.from}` : `${range.from}–${range.to}`;

/** The condition under which `version`, known to lie within `within`, lies in `range`: `version >= 3`, or `true`. */
export const condition = (range: VersionRange | null, within: VersionRange): string => {
  const inside = intersect(range, within);
  if (inside === null) return 'false';
  const tests = [];
  if (inside.from > within.from) tests.push(`version >= ${inside.from}`);
  if (inside.to < within.to) tests.push(`version <= ${inside.to}`);
  return tests.length === 0 ? 'true' : tests.join(' && ');
};
