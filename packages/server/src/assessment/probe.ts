import { inParallel } from '@mqferry/core';
import { type KafkaClient, type KafkaRecord, readRecords } from '@mqferry/kafka';
import { readBatches, type WholeBatch } from '@mqferry/replication';
import type { Probe } from './compare-readings.ts';
import type { Reading } from './reading.ts';

/** What batches say that were read here and there. */
export interface Probed {
  readonly topics: ReadonlyMap<string, Probe>;
  /** Key, value and headers of the largest message, in bytes; undefined: none was read. */
  readonly largestMessage: number | undefined;
  readonly oldFormat: readonly string[];
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** The more, the sooner it is looked at. */
  readonly weight: number;
}

const MOST_PLACES = 12;
const BYTES_OF_A_PLACE = 128 * 1024;
const AT_ONCE = 4;
const LARGEST_BATCH = 32 * 1024 * 1024;
const FORMAT_2 = 2;

const bytesOf = ({ key, value, headers }: KafkaRecord): number =>
  headers.reduce(
    (sum, header) => sum + Buffer.byteLength(header.key) + (header.value?.length ?? 0),
    (key?.length ?? 0) + (value?.length ?? 0),
  );

const largestIn = ({ header, bytes }: WholeBatch): number => {
  let largest = 0;
  try {
    for (const record of readRecords(bytes, { header, decompressedLimit: LARGEST_BATCH }))
      largest = Math.max(largest, bytesOf(record));
  } catch {
    // A batch that cannot be read says nothing of its messages, and is no reason not to measure.
  }
  return largest;
};

/** The heaviest place of each topic, then the heaviest of these. */
const chosen = (places: readonly Place[]): Place[] => {
  const heaviest = new Map<string, Place>();
  for (const place of places) {
    if (place.weight > (heaviest.get(place.topic)?.weight ?? 0)) heaviest.set(place.topic, place);
  }
  return [...heaviest.values()].sort((a, b) => b.weight - a.weight).slice(0, MOST_PLACES);
};

const probeAt = async (client: KafkaClient, places: readonly Place[]): Promise<Probed> => {
  const topics = new Map<string, Probe>();
  const oldFormat: string[] = [];
  let largestMessage: number | undefined;
  await inParallel(chosen(places), AT_ONCE, async ({ topic, partition, offset }) => {
    // What was deleted meanwhile, or may not be read, is measured without a look into it.
    const batches = await readBatches(client, { topic, partition }, offset, BYTES_OF_A_PLACE).catch(() => []);
    const ofRecords = batches.filter(({ header }) => !header.isControl);
    if (ofRecords.length === 0) return;
    for (const batch of ofRecords) largestMessage = Math.max(largestMessage ?? 0, largestIn(batch));
    if (ofRecords.some(({ header }) => header.magic < FORMAT_2)) oldFormat.push(topic);
    const offsets = Number(batches.at(-1)!.header.lastOffset - batches[0]!.header.baseOffset) + 1;
    topics.set(topic, { perOffset: batches.reduce((sum, { bytes }) => sum + bytes.length, 0) / offsets });
  });
  return { topics, largestMessage, oldFormat };
};

const placesOf = (
  { topics }: Reading,
  placeOf: (
    topic: string,
    partition: number,
    start: bigint,
    end: bigint,
  ) => Omit<Place, 'topic' | 'partition'>,
): Place[] =>
  [...topics].flatMap(([topic, partitions]) =>
    [...partitions].map(([partition, { start, end }]) => ({
      ...{ topic, partition, ...placeOf(topic, partition, start, end) },
    })),
  );

/** Looks into the oldest records of the longest logs. */
export const probeOldest = (client: KafkaClient, reading: Reading): Promise<Probed> =>
  probeAt(
    client,
    placesOf(reading, (_topic, _partition, start, end) => ({ offset: start, weight: Number(end - start) })),
  );

/** Looks into what was written between two readings, where it was the most. */
export const probeNew = (client: KafkaClient, last: Reading, now: Reading): Promise<Probed> =>
  probeAt(
    client,
    placesOf(now, (topic, partition, start, end) => {
      const was = last.topics.get(topic)?.get(partition)?.end ?? 0n;
      return { offset: was > start ? was : start, weight: Number(end - was) };
    }),
  );
