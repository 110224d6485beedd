import type { Language } from '@mqferry/core';
import dayjs from 'dayjs';
import { localeOf } from './numbers.ts';

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** How long before or after `now` a moment is, in its largest unit; both in milliseconds since 1970. */
export const relativeText = (at: number, now: number, language: Language): string => {
  const distance = at - now;
  const step = STEPS.find(([, size]) => Math.abs(distance) >= size);
  if (!step) return new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }).format(0, 'second');
  const [unit, ms] = step;
  const format = new Intl.RelativeTimeFormat(localeOf(language), { style: 'short' });
  return format.format(Math.trunc(distance / ms), unit);
};

/** The date and time in the zone of this browser. */
export const absoluteText = (at: number | string): string => dayjs(at).format('YYYY-MM-DD HH:mm:ss');

/** The time of day only, for what happened moments ago. */
export const timeText = (at: number | string): string => dayjs(at).format('HH:mm:ss');

/** The zone of this browser with its distance from UTC at a moment: `Asia/Shanghai, UTC+08:00`. */
export const zoneText = (at: number | string): string =>
  `${Intl.DateTimeFormat().resolvedOptions().timeZone}, UTC${dayjs(at).format('Z')}`;

/** What a field for a date and time gives, in the zone of this browser, as a moment of the API; undefined when empty. */
export const instantOf = (local: string): string | undefined => {
  const moment = dayjs(local);
  return local === '' || !moment.isValid() ? undefined : moment.toISOString();
};

/** A moment of the API as a field for a date and time takes it. */
export const localOf = (instant: string | undefined): string =>
  instant === undefined ? '' : dayjs(instant).format('YYYY-MM-DDTHH:mm');
