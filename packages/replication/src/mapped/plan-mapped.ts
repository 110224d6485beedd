import type { CodedError } from '@mqferry/core';
import type { TopicMetadata } from '@mqferry/kafka';
import type { Selection, TopicPlan } from '../plan/migration-plan.ts';
import { matchesWhole } from '../plan/selection.ts';
import { MapFolder } from './map-folder.ts';
import { mappedErrors } from './mapped-errors.ts';

/** Why offsets cannot be identical, although all committed records can be copied. */
const MAPPABLE = new Set([
  'REPLICATION_COMPACTED_TOPIC',
  'REPLICATION_MAPPED_BEFORE',
  'REPLICATION_OFFSET_HOLE',
  'REPLICATION_SOURCE_TRUNCATED',
  'REPLICATION_START_TOO_HIGH',
  'REPLICATION_TARGET_HAS_OTHER_DATA',
  'REPLICATION_TOO_MANY_BLANKS',
  'REPLICATION_TOO_SPARSE',
  'REPLICATION_TRANSACTIONAL_TOPIC',
]);

/**
 * Whether a topic that is refused for this reason is copied with a map of offsets: only where the operator has given up
 * identical ones, and never where those are possible.
 */
export const isMapped = ({ mapped }: Selection, topic: string, { code }: CodedError): boolean =>
  mapped !== undefined && matchesWhole(mapped, topic) && MAPPABLE.has(code);

/** What is other in the plan of such a topic: nothing is filled. */
export const mappedInstead = (mappedBecause: CodedError) =>
  ({
    ...{ mode: 'mapped', mappedBecause, transactions: 'none' },
    ...{ holes: 0n, blanks: 0n, fillOffsets: 0n },
  }) as const satisfies Partial<TopicPlan>;

/** REPLICATION_MAPPED_WAY_BACK of a topic that came from the target with a map, by the folder of such maps. */
export const refusalOfWayBack = (
  mapsOfWayBack: string | undefined,
  { name: topic, partitions }: TopicMetadata,
): CodedError | undefined => {
  if (mapsOfWayBack === undefined) return undefined;
  const maps = new MapFolder(mapsOfWayBack);
  return partitions.some(({ partition }) => maps.has({ topic, partition }))
    ? mappedErrors.REPLICATION_MAPPED_WAY_BACK({ topic })
    : undefined;
};
