import { type CommittedOffset, fetchGroupOffsets, type KafkaClient, OffsetFetch } from '@mqferry/kafka';
import { dumpErrors } from './dump-errors.ts';
import { type PositionSlot, parseSlot, SLOT_POSITIONS, slotText } from './dump-position.ts';

/** Waits for what a transaction under way commits (`require_stable`, KIP-447). */
const VERSION_WITH_STABLE_OFFSETS = 7;

/** The transactional id of a dump. */
export const transactionalIdOf = (dumpId: string): string => `mqferry-dump-${dumpId}`;

/** The group that has the positions of a dump, as many of them as one commit takes. */
export const groupOf = (dumpId: string, slot: number): string =>
  slot === 0 ? `__mqferry-dump-${dumpId}` : `__mqferry-dump-${dumpId}-${slot}`;

/** Which of the commits a source partition is part of. */
export const slotOf = (partition: number): number => Math.floor(partition / SLOT_POSITIONS);

/**
 * Where a dump is, by what it has committed on its target with the records; undefined when it has not begun there. A
 * broker takes offsets of topics only that it has, those of the source are therefore written as text beside an offset of
 * the target topic. Throws DUMP_TARGET_TOO_OLD and DUMP_POSITIONS_UNREADABLE.
 */
export const readPositions = async (
  target: KafkaClient,
  dumpId: string,
  targetTopic: string,
  sourcePartitions: number,
): Promise<PositionSlot | undefined> => {
  const connection = await target.connectAny();
  if (!connection.offers(OffsetFetch, VERSION_WITH_STABLE_OFFSETS)) throw dumpErrors.DUMP_TARGET_TOO_OLD({});
  const slots = slotOf(sourcePartitions - 1) + 1;
  const found = await Promise.all(
    Array.from({ length: slots }, async (_, slot) => {
      const group = groupOf(dumpId, slot);
      const committed = (await fetchGroupOffsets(target, group, true)).find(
        ({ topic, partition }) => topic === targetTopic && partition === 0,
      );
      if (!committed) return [];
      const read = parseSlot(committed.metadata ?? '');
      if (!read) throw dumpErrors.DUMP_POSITIONS_UNREADABLE({ group });
      return [read];
    }),
  );
  const all = found.flat();
  const [first] = all;
  if (!first) return undefined;
  return {
    sourceTopicId: first.sourceTopicId,
    partitions: Math.max(...all.map(({ partitions }) => partitions)),
    positions: all.flatMap(({ positions }) => positions),
  };
};

/** What a slot commits of the positions of a dump. */
export const offsetOfSlot = (targetTopic: string, slot: PositionSlot): CommittedOffset => ({
  ...{ topic: targetTopic, partition: 0 },
  // Tools for groups show it: how many records were written.
  offset: slot.positions.reduce((sum, { written }) => sum + written, 0n),
  metadata: slotText(slot),
});
