const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a length of time such as `90s`, `10m`, `24h` or `7d`, as milliseconds; undefined: it is none. */
export const lengthOfTime = (text: string): number | undefined => {
  const [, amount, unit] = /^\s*(\d{1,9}(?:\.\d{1,3})?)\s*(ms|[smhd])\s*$/.exec(text) ?? [];
  return unit === undefined ? undefined : Math.round(Number(amount) * UNITS[unit]!);
};
