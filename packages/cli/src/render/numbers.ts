import type { Texts } from '../texts/texts.ts';

/** Stands for what is not known; an unknown number is never shown as zero. */
export const UNKNOWN = '–';

/** A whole number with its digits in groups of three. */
export const grouped = (value: number | bigint): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 0 });

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** A number of bytes in the largest unit (powers of 1024) that leaves at least one; one decimal from KiB on. */
export const bytesText = (bytes: number | bigint | undefined): string => {
  if (bytes === undefined) return UNKNOWN;
  let value = Number(bytes);
  let unit = 0;
  // 1023.95 would be written as 1024.0.
  for (; value >= 1023.95 && unit < UNITS.length - 1; unit += 1) value /= 1024;
  return `${unit === 0 ? grouped(value) : value.toFixed(1)} ${UNITS[unit]}`;
};

/** A sum of bytes; with ≥ before it when a part is unknown, and unknown when every part is. */
export const sumBytesText = (parts: readonly (bigint | undefined)[]): string => {
  const known = parts.filter((part) => part !== undefined);
  if (known.length === 0 && parts.length > 0) return UNKNOWN;
  const text = bytesText(known.reduce((sum, part) => sum + part, 0n));
  return known.length === parts.length ? text : `≥ ${text}`;
};

/** Bytes a second, in powers of 1024. */
export const rateText = (bytesPerSecond: number): string => `${bytesText(Math.round(bytesPerSecond))}/s`;

/** A share in percent, cut (not rounded), so that 100% means all. Nothing of nothing is all. */
export const percentText = (done: bigint, total: bigint): string => {
  const tenths = total <= 0n ? 1000n : (done * 1000n) / total;
  return `${tenths / 10n}.${tenths % 10n}%`;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** A length of time by its two largest units. */
export const durationText = (seconds: number, t: Texts): string => {
  const whole = Math.max(0, Math.round(seconds));
  const [d, h, min, s] = [whole / 86_400, (whole / 3600) % 24, (whole / 60) % 60, whole % 60].map(
    Math.floor,
  ) as [number, number, number, number];
  if (d > 0) return t('duration.days', { d, h });
  if (h > 0) return t('duration.hours', { h, min: two(min) });
  if (min > 0) return t('duration.minutes', { min, s: two(s) });
  return t('duration.seconds', { s });
};
