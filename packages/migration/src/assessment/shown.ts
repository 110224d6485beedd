import type { LocalizedText } from '@mqferry/core';

/** What a number counts, or what else a figure is. */
export type Unit =
  | 'bytes/s'
  | 'bytes'
  | 'records/s'
  | 'records'
  | 'count'
  | 'ms'
  | 'cores'
  | 'share'
  | 'text'
  | 'flag';

/** What a figure can be. Undefined: unknown, which is never shown as zero. */
export type Value = number | string | boolean | undefined;

const UNKNOWN = { en: 'unknown', zh: '未知' } as const;
export const FLAGS = { yes: { en: 'yes', zh: '是' }, no: { en: 'no', zh: '否' } } as const;
export const SHOWN_UNKNOWN: LocalizedText = UNKNOWN;
export const TIME_UNITS = {
  days: { en: '{count} d', zh: '{count} 天' },
  hours: { en: '{count} h', zh: '{count} 小时' },
  minutes: { en: '{count} min', zh: '{count} 分钟' },
  seconds: { en: '{count} s', zh: '{count} 秒' },
} as const satisfies Record<string, LocalizedText>;

/** A text with its `{places}` filled in, in both languages. */
export const filled = (
  { en, zh }: LocalizedText,
  values: Readonly<Record<string, string | number | boolean | LocalizedText>>,
): LocalizedText => {
  const fill = (text: string, language: 'en' | 'zh') =>
    text.replace(/\{(\w+)\}/gu, (place, name: string) => {
      const value = values[name];
      if (value === undefined) return place;
      return typeof value === 'object' ? value[language] : String(value);
    });
  return { en: fill(en, 'en'), zh: fill(zh, 'zh') };
};

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** At most one decimal, digits in groups of three. */
const decimal = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });

const bytesText = (bytes: number): string => {
  let value = bytes;
  let unit = 0;
  // 1023.95 would be written as 1,024.
  for (; value >= 1023.95 && unit < BYTE_UNITS.length - 1; unit += 1) value /= 1024;
  return `${decimal(value)} ${BYTE_UNITS[unit]}`;
};

const WRITTEN: Partial<Record<Unit, (value: number) => string>> = {
  bytes: bytesText,
  'bytes/s': (value) => `${bytesText(value)}/s`,
  'records/s': (value) => `${decimal(value)}/s`,
  share: (value) => `${decimal(value * 100)} %`,
};

/** A number with its unit, the same in every language; `?` for what is unknown. */
export const numberText = (value: number | undefined, unit: Unit): string =>
  value === undefined ? '?' : (WRITTEN[unit] ?? decimal)(value);

const both = (text: string): LocalizedText => ({ en: text, zh: text });

const LENGTHS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1000],
] as const;

/** A length of time in milliseconds, in the largest unit of which there is one at least. */
export const lengthOfTime = (ms: number): LocalizedText => {
  const [name, length] = LENGTHS.find(([, of]) => ms >= of) ?? LENGTHS[3];
  return filled(TIME_UNITS[name], { count: decimal(ms / length) });
};

/** A value as people read it. */
export const shown = (value: Value, unit: Unit): LocalizedText => {
  if (value === undefined) return UNKNOWN;
  if (typeof value === 'boolean') return value ? FLAGS.yes : FLAGS.no;
  if (typeof value === 'string') return both(value);
  return unit === 'ms' ? lengthOfTime(value) : both(numberText(value, unit));
};
