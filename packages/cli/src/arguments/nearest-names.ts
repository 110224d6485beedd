/** Number of single-character insertions, deletions and replacements between two texts. */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
};

/**
 * The names a mistyped pattern may have meant, nearest first, at most three: those that contain it or lie within a
 * third of its length. Case and the signs of regular expressions do not count.
 */
export const nearestNames = (pattern: string, names: Iterable<string>): string[] => {
  const wanted = pattern
    .replace(/[\\^$()[\]{}|*+?]/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (wanted === '') return [];
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return [...names]
    .map((name) => ({ name, plain: name.toLowerCase() }))
    .map(({ name, plain }) => ({ name, distance: plain.includes(wanted) ? 0 : editDistance(wanted, plain) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
};
