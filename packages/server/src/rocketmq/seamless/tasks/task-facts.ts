import {
  type BatchFacts,
  batchFactsOf,
  batchKinds,
  type TaskAction,
  type TaskFacts,
  taskBlockedBy,
} from '@mqferry/migration';
import type { SeenTask } from './watched-task.ts';

/** Of a task in batches: what is seen of the topics of each kind. */
export const batchesOf = ({ stored, facts }: Pick<SeenTask, 'stored' | 'facts'>): readonly BatchFacts[] => {
  const saidRead = new Set(stored.broadcastsRead.map(({ group_name }) => group_name));
  return batchKinds(facts).map((kind) => batchFactsOf(kind, facts, saidRead));
};

/** A task as it is wanted and as it is seen. */
export const taskFactsOf = ({ stored, facts }: Pick<SeenTask, 'stored' | 'facts'>): TaskFacts => ({
  ...{ intent: stored.task.intent, seen: facts },
  ...(stored.task.mode === 'batches' ? { batches: batchesOf({ stored, facts }) } : {}),
});

/** Throws what is in the way of an action on a task. */
export const admitTask = (action: TaskAction, seen: Pick<SeenTask, 'stored' | 'facts'>): void => {
  const reason = taskBlockedBy(action, taskFactsOf(seen));
  if (reason) throw reason;
};
