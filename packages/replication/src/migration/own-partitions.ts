import { randomUUID } from 'node:crypto';
import { partitionText } from '@mqferry/kafka';
import type { Copying } from '../copier/copying.ts';
import type { CopyTasks } from '../copy-tasks.ts';
import { Ownership } from '../ownership/ownership.ts';
import { ownershipGroup } from '../ownership/ownership-group.ts';
import type { MigrationContext } from './migration-context.ts';

const DEFAULT_SESSION_TIMEOUT_MS = 15_000;

/** Has the copier copy what this process owns, and nothing else. */
export const ownPartitions = (
  { plan, target, options, tell }: MigrationContext,
  tasks: CopyTasks,
  copier: Copying,
): Ownership => {
  const { replication, sessionTimeoutMs } = options;
  // A process on its own gets all at the beginning: that is worth telling only after it has lost something.
  let tellsTaken = replication !== undefined;
  return new Ownership({
    target,
    groupId: ownershipGroup(plan.source.clusterId),
    replication: replication?.name ?? `migrate-${randomUUID().slice(0, 8)}`,
    sharedBy: JSON.stringify([
      replication?.journalId,
      plan.selection.topics?.source,
      plan.selection.exclude?.source,
    ]),
    sessionTimeoutMs: sessionTimeoutMs ?? DEFAULT_SESSION_TIMEOUT_MS,
    learn: (partitions) => tasks.learn(partitions),
    take: (partitions) => {
      copier.add(tasks.of(partitions));
      if (tellsTaken) tell({ type: 'partitions-taken', partitions: partitions.map(partitionText) });
    },
    release: (partitions, why) => {
      if (why !== 'abandoned') {
        tellsTaken = true;
        const lost = why === 'lost';
        tell({ type: 'partitions-given-up', partitions: partitions.map(partitionText), lost });
      }
      return copier.release(partitions);
    },
  });
};
