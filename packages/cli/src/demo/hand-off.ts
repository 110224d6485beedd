import { fetchGroupOffsets, type KafkaClient, logEndOffsets } from '@mqferry/kafka';
import { demoErrors } from './demo-errors.ts';
import { GROUP, LIVE_TOPIC } from './scene.ts';
import type { Traffic } from './traffic.ts';

export const PARTITIONS: readonly number[] = Array.from({ length: LIVE_TOPIC.partitions }, (_, i) => i);

const byPartition = async (client: KafkaClient): Promise<Map<number, bigint>> => {
  const offsets = await fetchGroupOffsets(client, GROUP);
  const live = offsets.filter(({ topic }) => topic === LIVE_TOPIC.name);
  return new Map(live.map(({ partition, offset }) => [partition, offset]));
};

/** The end of each partition of the live topic. */
export const liveEnds = async (client: KafkaClient): Promise<Map<number, bigint>> => {
  const ends = await logEndOffsets(
    client,
    PARTITIONS.map((partition) => ({ topic: LIVE_TOPIC.name, partition })),
  );
  return new Map(PARTITIONS.map((partition) => [partition, ends.get(`${LIVE_TOPIC.name}-${partition}`)!]));
};

/** Resolves when the consumer has read, and committed, everything up to these ends. */
export const drained = (traffic: Traffic, ends: ReadonlyMap<number, bigint>): Promise<void> =>
  traffic.until(() => PARTITIONS.every((partition) => traffic.committed(partition) === ends.get(partition)));

/**
 * The group's offsets as both clusters tell them now. Throws DEMO_OFFSETS_DIFFER unless they are the same everywhere,
 * and the end of what is there to read.
 */
export const finalOffsets = async (
  source: KafkaClient,
  target: KafkaClient,
  ends: ReadonlyMap<number, bigint>,
): Promise<Map<number, bigint>> => {
  const [onSource, onTarget] = await Promise.all([byPartition(source), byPartition(target)]);
  for (const partition of PARTITIONS) {
    const [end, left, right] = [ends, onSource, onTarget].map((offsets) => offsets.get(partition));
    if (left === undefined || left !== end || left !== right) {
      const places = { end: end ?? '–', source: left ?? '–', target: right ?? '–' };
      throw demoErrors.DEMO_OFFSETS_DIFFER({ partition, ...places });
    }
  }
  return new Map(PARTITIONS.map((partition) => [partition, onSource.get(partition)!]));
};

/** Throws DEMO_WRONG_START unless the consumer began on the target at exactly these offsets. */
export const checkStart = (traffic: Traffic, offsets: ReadonlyMap<number, bigint>): void => {
  const first = traffic.ledger.firstOn('target');
  for (const [partition, expected] of offsets) {
    const found = first.get(partition);
    if (found !== expected) throw demoErrors.DEMO_WRONG_START({ partition, expected, found: found ?? '–' });
  }
};
