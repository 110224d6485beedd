import type { BodyValue } from '../body-value.ts';
import { readInt64, readNumbered } from './values.ts';

/** Where a group goes on in a topic, at one broker. */
export interface CommittedOffsets {
  readonly topic: string;
  readonly group: string;
  /** By queue. */
  readonly offsets: ReadonlyMap<number, bigint>;
}

const SEPARATOR = '@';

/** The offsets of all groups: Java's `ConsumerOffsetManager`, whose keys are `topic@group`; it passes over other ones too. */
export const readConsumerOffsets = (value: BodyValue): CommittedOffsets[] =>
  value
    .field('offsetTable')
    .entries((offsets) => readNumbered(offsets, readInt64))
    .flatMap(([key, offsets]) => {
      const [topic, group, ...more] = key.split(SEPARATOR);
      if (topic === undefined || group === undefined || more.length > 0) return [];
      return [{ topic, group, offsets }];
    });

/** Up to where the messages of each delay level are delivered: Java's `ScheduleMessageService`. */
export const readDelayOffsets = (value: BodyValue): ReadonlyMap<number, bigint> =>
  value.field('offsetTable').optional((table) => readNumbered(table, readInt64)) ?? new Map();
