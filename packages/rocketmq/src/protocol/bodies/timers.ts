import type { BodyValue } from '../body-value.ts';

/** How many messages with a time of delivery wait, by topic: Java's `TimerMetrics`. */
export const readTimerMetrics = (value: BodyValue): ReadonlyMap<string, bigint> =>
  new Map(value.field('timingCount').entries((metric) => metric.field('count').int64()));
