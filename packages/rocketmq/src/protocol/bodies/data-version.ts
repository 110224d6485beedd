import type { BodyValue } from '../body-value.ts';
import { jsonText } from '../json-text.ts';
import { readInt64 } from './values.ts';

/** Which state of a broker's topics or groups is told: Java's `DataVersion`. It changes with each of them. */
export interface DataVersion {
  /** From 5.x on. */
  readonly stateVersion: bigint | undefined;
  /** When it last changed, in milliseconds since 1970. */
  readonly timestamp: bigint;
  readonly counter: bigint;
}

export const readDataVersion = (value: BodyValue): DataVersion => ({
  stateVersion: value.field('stateVersion').optional(readInt64),
  timestamp: value.field('timestamp').int64(),
  counter: value.field('counter').int64(),
});

/** As a header field holds it. */
export const dataVersionText = (version: DataVersion): string => jsonText(version);
