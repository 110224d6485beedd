import { expect } from 'vitest';
import { type Pair, reach } from './clusters.ts';
import type { Reach } from './java-tools.ts';
import { type Isolation, kafkaLogs, type PartitionLog, recordsIn } from './kafka-log.ts';

/**
 * Expects topics to be the same on both clusters by Kafka's own tools: starts, ends, and each record at its offset,
 * with no offset left out and none twice. Gives the topics as they are.
 */
export const expectEqualLogs = async (
  source: Reach,
  target: Reach,
  topics: readonly string[],
): Promise<Record<string, PartitionLog[]>> => {
  const [original, copy] = await Promise.all([source, target].map((at) => kafkaLogs(at, topics)));
  expect(copy).toEqual(original);
  for (const { start, end, records } of Object.values(original!).flat()) {
    expect(records).toBe(Number(end - start));
  }
  return original!;
};

/** Expects consumers of a level to see the same on both clusters, and so many records of each topic. */
export const expectSameView = async (
  { source, target }: Pair,
  level: Isolation['level'],
  records: NonNullable<Isolation['records']>,
): Promise<void> => {
  const topics = Object.keys(records);
  const [original, copy] = await Promise.all(
    [source, target].map((cluster) => kafkaLogs(reach(cluster), topics, { level, records })),
  );
  expect(copy).toEqual(original);
  for (const topic of topics) expect(recordsIn(copy![topic]!)).toBe(records[topic]);
};
