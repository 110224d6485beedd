import type { Texts } from '../texts/texts.ts';
import { durationText, grouped, percentText, rateText } from './numbers.ts';
import type { Progress } from './progress.ts';
import type { Colors } from './screen.ts';
import { widthOf } from './width.ts';

/** One part of a status line: its text, and how to colour it. */
export interface Part {
  readonly text: string;
  readonly style?: (text: string) => string;
}

const SEPARATOR = ' · ';

/** Joins parts to one line of at most `columns`; what does not fit any more is left off at the end. */
export const fitParts = (parts: readonly Part[], columns: number): string => {
  let width = 0;
  const fitting = parts.filter(({ text }, index) => {
    width += widthOf(text) + (index === 0 ? 0 : SEPARATOR.length);
    return width <= columns;
  });
  return fitting.map(({ text, style }) => style?.(text) ?? text).join(SEPARATOR);
};

/**
 * The state of a copy in one line, most urgent first: share, what is wrong or slows it, amount, speed, lag, time
 * left. `limit`: our own rate limit in bytes a second.
 */
export const statusLine = (
  progress: Progress,
  t: Texts,
  colors: Colors,
  columns: number,
  limit: number | undefined,
): string => {
  const { done, total, lag, throttledBy, etaSeconds, stalledSeconds } = progress;
  const { stopped, filling, paused, recoveries } = progress;
  if (!progress.started) return fitParts([{ text: t('progress.preparing') }], columns);
  const parts: (Part | false)[] = [
    { text: percentText(done, total), style: colors.bold },
    stopped > 0 && { text: t('progress.stopped', { count: stopped }), style: colors.red },
    stalledSeconds !== undefined && {
      text: t('progress.stalled', { duration: durationText(stalledSeconds, t) }),
      style: colors.yellow,
    },
    { text: t('progress.records', { done: grouped(done), total: grouped(total) }) },
    { text: rateText(progress.bytesPerSecond) },
    lag > 0n && { text: t('progress.lag', { lag: grouped(lag) }) },
    lag === 0n && !progress.finite && { text: t('progress.inStep'), style: colors.green },
    etaSeconds !== undefined &&
      lag > 0n && { text: t('progress.eta', { duration: durationText(etaSeconds, t) }) },
    throttledBy !== undefined && {
      text: t('progress.throttled', {
        reason: t(`progress.throttled.${throttledBy}`, { rate: rateText(limit ?? 0) }),
      }),
      style: colors.yellow,
    },
    paused > 0 && { text: t('progress.paused', { count: paused }), style: colors.yellow },
    filling > 0 && { text: t('progress.filling', { count: filling }) },
    recoveries > 0 && { text: t('progress.recoveries', { count: recoveries }) },
  ];
  return fitParts(
    parts.filter((part) => part !== false),
    columns,
  );
};
