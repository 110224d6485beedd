import type { TopicPartition } from '@mqferry/kafka';
import type { MigrationContext } from '../migration/migration-context.ts';
import { MapFolder } from './map-folder.ts';

/**
 * Where a reader that would go on from an offset of the source goes on from on the target, in a mapped partition: at
 * that record, or, where it is not mapped, at the next one. What was copied is in the map, for it is announced there
 * before.
 */
export const mappedOffsets = ({
  source,
  target,
  options: { journal },
}: MigrationContext): ((where: TopicPartition, offset: bigint) => Promise<bigint>) => {
  const maps = new MapFolder(journal.mapsFolder);
  return async (where, offset) => (await maps.load(source, target, where))?.toTarget(offset) ?? 0n;
};
