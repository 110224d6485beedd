import { type CodedError, inParallel } from '@mqferry/core';
import { type KafkaClient, listOffsets, OFFSET_EARLIEST, OFFSET_LATEST, partitionText } from '@mqferry/kafka';
import { producerIdMap } from '../copier/producer-ids.ts';
import { replicationErrors } from '../errors.ts';
import { readBatches } from '../read-log.ts';
import type { Selection } from './migration-plan.ts';
import type { ClusterTopicFacts } from './plan-topic.ts';
import { matchesWhole } from './selection.ts';

const PARTITIONS_AT_ONCE = 8;
const SCAN_BYTES = 8 * 1024 * 1024;

/**
 * Whether a topic of the target is to be deleted and copied anew. One that an earlier run has created anew already
 * (`recreatedIds`: its id on the target, by name) is not deleted again: that copy goes on.
 */
export const isRecopied = (
  { recopy }: Selection,
  { source: { name }, target }: ClusterTopicFacts,
  recreatedIds: ReadonlyMap<string, string>,
): boolean =>
  recopy !== undefined &&
  target !== undefined &&
  matchesWhole(recopy.pattern, name) &&
  (target.topicId === undefined || recreatedIds.get(name) !== target.topicId);

/** What is known of a topic once that of the target is gone; its settings there are kept. */
export const withoutCopy = (facts: ClusterTopicFacts): ClusterTopicFacts => ({
  ...facts,
  target: undefined,
  targetBytes: undefined,
  offsets: { ...facts.offsets, targetStarts: new Map(), targetEnds: new Map() },
});

/**
 * REPLICATION_RECOPY_FOREIGN where a topic of the target holds what no copy of this source wrote, unless the operator
 * has named the topic exactly. All of it is read; every batch that a copy writes bears a producer id of the source's
 * (on targets from 2.8 on).
 */
export const foreignRecords = async (
  target: KafkaClient,
  sourceClusterId: string | undefined,
  { recopy }: Selection,
  { target: topic }: ClusterTopicFacts,
): Promise<CodedError | undefined> => {
  if (!topic || recopy?.text === topic.name) return undefined;
  const ids = producerIdMap(sourceClusterId);
  const all = topic.partitions.map(({ partition }) => ({ topic: topic.name, partition }));
  const starts = await listOffsets(target, all, OFFSET_EARLIEST);
  const ends = await listOffsets(target, all, OFFSET_LATEST);
  const found = await inParallel(all, PARTITIONS_AT_ONCE, async (where) => {
    const end = ends.get(partitionText(where))!;
    for (let offset = starts.get(partitionText(where))!; offset < end; ) {
      const batches = await readBatches(target, where, offset, SCAN_BYTES, 'scan');
      const foreign = batches.find(({ header }) => !ids.isFromSource(header.producerId));
      if (foreign) return { ...where, offset: foreign.header.baseOffset };
      if (batches.length === 0) return undefined;
      offset = batches.at(-1)!.header.lastOffset + 1n;
    }
    return undefined;
  });
  const first = found.find((place) => place !== undefined);
  return first && replicationErrors.REPLICATION_RECOPY_FOREIGN(first);
};
