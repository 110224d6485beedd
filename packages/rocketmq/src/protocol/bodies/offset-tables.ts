import type { BodyValue } from '../body-value.ts';
import { protocolErrors } from '../errors.ts';
import { readInt64, readNumbered } from './values.ts';

/** Where a group goes on in a topic, at one broker. */
export interface CommittedOffsets {
  readonly topic: string;
  readonly group: string;
  /** By queue. */
  readonly offsets: ReadonlyMap<number, bigint>;
}

const SEPARATOR = '@';

const readCommitted = (value: BodyValue, key: string): CommittedOffsets => {
  const at = key.indexOf(SEPARATOR);
  if (at < 0) throw protocolErrors.ROCKETMQ_BODY_UNEXPECTED({ path: key, expected: 'topic@group as a key' });
  return { topic: key.slice(0, at), group: key.slice(at + 1), offsets: readNumbered(value, readInt64) };
};

/** The offsets of all groups: Java's `ConsumerOffsetManager`, whose keys are `topic@group`. */
export const readConsumerOffsets = (value: BodyValue): CommittedOffsets[] =>
  value
    .field('offsetTable')
    .entries(readCommitted)
    .map(([, committed]) => committed);

/** Up to where the messages of each delay level are delivered: Java's `ScheduleMessageService`. */
export const readDelayOffsets = (value: BodyValue): ReadonlyMap<number, bigint> =>
  value.field('offsetTable').optional((table) => readNumbered(table, readInt64)) ?? new Map();
