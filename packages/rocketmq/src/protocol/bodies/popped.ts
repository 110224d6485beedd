import type { BodyValue } from '../body-value.ts';
import { listOrEmpty, readInt32, readInt64, readText } from './values.ts';

/** Which messages were popped together, as their acknowledgements say it too. */
export interface PopHandle {
  /** The topic itself, or the group's of what was not acknowledged. */
  readonly topic: string;
  readonly group: string;
  readonly queueId: number;
  readonly startOffset: bigint;
  /** When, in milliseconds since 1970. */
  readonly popTime: bigint;
  /** Undefined: it stands for the broker that keeps it. */
  readonly brokerName: string | undefined;
}

/** What a broker keeps of messages that were popped together, or of acknowledgements, with their offsets. */
export interface PopNote {
  readonly handle: PopHandle;
  readonly offsets: readonly bigint[];
}

const either = (value: BodyValue, name: string, older: string): BodyValue => {
  const field = value.field(name);
  return field.isAbsent ? value.field(older) : field;
};

const readHandle = (value: BodyValue): PopHandle => ({
  topic: either(value, 't', 'topic').text(),
  group: either(value, 'c', 'consumerGroup').text(),
  queueId: either(value, 'q', 'queueId').int32(),
  startOffset: either(value, 'so', 'startOffset').int64(),
  popTime: either(value, 'pt', 'popTime').int64(),
  brokerName: either(value, 'bn', 'brokerName').optional(readText) || undefined,
});

/** Messages that were popped together: Java's `PopCheckPoint`; those of early releases follow each other without gaps. */
export const readPopCheckpoint = (value: BodyValue): PopNote => {
  const handle = readHandle(value);
  const differences = listOrEmpty(value.field('d'), readInt32);
  const places = differences.length > 0 ? differences : [...Array(value.field('n').int32()).keys()];
  return { handle, offsets: places.map((place) => handle.startOffset + BigInt(place)) };
};

/** One message that was acknowledged: Java's `AckMsg`. */
export const readPopAck = (value: BodyValue): PopNote => ({
  handle: readHandle(value),
  offsets: [either(value, 'ao', 'ackOffset').int64()],
});

/** Several messages, popped together, that were acknowledged: Java's `BatchAckMsg`. */
export const readPopBatchAck = (value: BodyValue): PopNote => ({
  handle: readHandle(value),
  offsets: listOrEmpty(either(value, 'aol', 'ackOffsetList'), readInt64),
});
