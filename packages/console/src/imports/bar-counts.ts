import type { MetadataImport, Task } from '../api/types.ts';

/** The counts of an import as the bar of a task takes them. */
export const barCounts = ({
  total,
  waiting,
  created,
  updated,
  unchanged,
  failed,
  cancelled,
}: MetadataImport['counts']): Task['counts'] => ({
  ...{ total, pending: waiting, done: created + updated, skipped: unchanged, failed, cancelled },
});
