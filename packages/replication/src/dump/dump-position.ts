import type { DumpCounts } from './dump-spec.ts';

/** How far one partition of the source is, and what came of its records. */
export interface DumpPosition extends DumpCounts {
  readonly partition: number;
  /** Of the next record to read. */
  readonly offset: bigint;
  /** Where it is done; undefined: never. */
  readonly end: bigint | undefined;
}

/** Positions that are committed as one, and the topic that they are of. */
export interface PositionSlot {
  /** Undefined where the source does not tell (before 2.8). */
  readonly sourceTopicId: string | undefined;
  /** How many partitions have positions in all slots together: none of them may be missing. */
  readonly partitions: number;
  readonly positions: readonly DumpPosition[];
}

/**
 * A broker takes 4096 bytes of metadata with an offset (`offset.metadata.max.bytes`); a position takes 103 at the very
 * most.
 */
export const SLOT_POSITIONS = 32;

const FORMAT = '1';
const NONE = '-';
const RADIX = 36;

const parse = (text: string): bigint => {
  let value = 0n;
  for (const digit of text) value = value * BigInt(RADIX) + BigInt(Number.parseInt(digit, RADIX));
  return value;
};

const positionText = ({ partition, end, ...of }: DumpPosition): string =>
  [BigInt(partition), of.offset, of.read, of.written, of.filtered, of.skipped, of.lost, end]
    .map((value) => value?.toString(RADIX) ?? NONE)
    .join(':');

const parsePosition = (text: string): DumpPosition => {
  const parts = text.split(':');
  const [partition, offset, read, written, filtered, skipped, lost] = parts.slice(0, 7).map(parse);
  const end = parts[7] === NONE ? undefined : parse(parts[7]!);
  return {
    partition: Number(partition),
    ...{
      offset: offset!,
      read: read!,
      written: written!,
      filtered: filtered!,
      skipped: skipped!,
      lost: lost!,
    },
    end,
  };
};

/** The text that is committed with an offset of the target topic. */
export const slotText = ({ sourceTopicId, partitions, positions }: PositionSlot): string =>
  [FORMAT, sourceTopicId ?? NONE, partitions, ...positions.map(positionText)].join(';');

/** Reads it; undefined when it is of another kind. */
export const parseSlot = (text: string): PositionSlot | undefined => {
  const [format, topicId, partitions, ...positions] = text.split(';');
  if (format !== FORMAT || topicId === undefined || !/^\d+$/u.test(partitions ?? '')) return undefined;
  if (!positions.every((position) => /^[0-9a-z]+(:[0-9a-z]+){6}:(-|[0-9a-z]+)$/u.test(position)))
    return undefined;
  return {
    ...{ sourceTopicId: topicId === NONE ? undefined : topicId, partitions: Number(partitions) },
    positions: positions.map(parsePosition),
  };
};
