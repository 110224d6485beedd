import type { Texts } from '../texts/texts.ts';
import { UNKNOWN } from './numbers.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** A length of time in milliseconds, by its two largest units. */
export const durationText = (ms: number | null, t: Texts): string => {
  if (ms === null) return UNKNOWN;
  if (ms < 1000) return t('duration.milliseconds', { ms: Math.max(0, Math.round(ms)) });
  const seconds = Math.round(ms / 1000);
  const d = Math.floor(seconds / 86_400);
  const h = Math.floor(seconds / 3600) % 24;
  const min = Math.floor(seconds / 60) % 60;
  const s = seconds % 60;
  if (d > 0) return t('duration.days', { d, h });
  if (h > 0) return t('duration.hours', { h, min: two(min) });
  if (min > 0) return t('duration.minutes', { min, s: two(s) });
  return t('duration.seconds', { s });
};
