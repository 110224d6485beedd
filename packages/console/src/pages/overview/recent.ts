const DAY_MS = 24 * 60 * 60_000;
/** What failed before that is in its list; somebody has decided to leave it so. */
const RECENT_MS = 7 * DAY_MS;

/** How many of those that have failed in one way are shown. */
export const SHOWN = 5;

/** Those that ended within a week. */
export const recent = <T extends { readonly endedAt: string | null }>(all: readonly T[]): readonly T[] => {
  const since = Date.now() - RECENT_MS;
  return all.filter(({ endedAt }) => endedAt !== null && Date.parse(endedAt) >= since);
};
