import type { Language } from '@mqferry/core';

/** Stands for what is not known; an unknown number is never shown as zero. */
export const UNKNOWN = '–';

/** The locale in which numbers and moments of a language are written. */
export const localeOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-US');

const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (language: Language, decimals: number): Intl.NumberFormat => {
  const key = `${language} ${decimals}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(key, made);
  return made;
};

/** A whole number, exact also beyond 2^53, with its digits grouped. */
export const grouped = (value: number | bigint | null, language: Language): string =>
  value === null ? UNKNOWN : formatOf(language, 0).format(value);

/** A large number in a few letters, for where there is little room and the exact one stands beside. */
export const shortNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(localeOf(language), { notation: 'compact', maximumFractionDigits: 1 }).format(value);

/** A number a second: with a decimal below ten, where a whole number would hide what happens. */
export const perSecond = (value: number | null, language: Language): string => {
  if (value === null) return UNKNOWN;
  return formatOf(language, value > 0 && value < 9.95 ? 1 : 0).format(value);
};

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Bytes in the largest unit (powers of 1024) that leaves at least one; one decimal from KiB on. */
export const bytesText = (bytes: number | bigint | null, language: Language): string => {
  if (bytes === null) return UNKNOWN;
  let value = Number(bytes);
  let unit = 0;
  // 1023.95 would be written as 1,024.0.
  for (; value >= 1023.95 && unit < UNITS.length - 1; unit += 1) value /= 1024;
  return `${formatOf(language, unit === 0 ? 0 : 1).format(value)} ${UNITS[unit]}`;
};

/** Bytes a second, in powers of 1024. */
export const byteRateText = (bytesPerSecond: number | null, language: Language): string =>
  bytesPerSecond === null ? UNKNOWN : `${bytesText(Math.round(bytesPerSecond), language)}/s`;

/** A share in whole percent, cut and not rounded, so that 100 means all; nothing of nothing is unknown. */
export const percentOf = (done: number, total: number): number | null =>
  total === 0 ? null : Math.floor((done / total) * 100);
