import { problemOf } from '@mqferry/api';
import type { CopyState } from '@mqferry/migration';
import { type RunningMigration, type TopicStatus, verifiedTopics } from '@mqferry/replication';
import type { CopyReport } from './copy-calls.ts';

/** A topic whose oldest record that is not copied yet is no older than this is in step with its source. */
const IN_STEP_MS = 5_000;

const stateOf = ({ phases, lag, lagMs }: TopicStatus): CopyState => {
  const are = (...phase: Parameters<typeof phases.get>) => (phases.get(...phase) ?? 0) > 0;
  if (are('stopped')) return 'stopped';
  if (are('paused')) return 'paused';
  if (are('waiting') || are('filling') || lag === undefined) return 'waiting';
  if (are('recovering')) return 'catching-up';
  return lag === 0n || (lagMs !== undefined && lagMs <= IN_STEP_MS) ? 'in-step' : 'catching-up';
};

/** How far a running copy is. */
export const reportOf = (
  running: Pick<RunningMigration, 'status' | 'topics' | 'verification'>,
  at: number,
): CopyReport => {
  const { partitions, copiedBytes, copiedRecords, lag, throttledBy, recoveries } = running.status();
  const errors = new Map(partitions.flatMap(({ topic, error }) => (error ? [[topic, error] as const] : [])));
  const mapped = new Set(partitions.filter((each) => each.mapped).map(({ topic }) => topic));
  const rolling = running.verification();
  const leftOut = new Set(rolling?.leftOut);
  const verified = new Map((rolling ? verifiedTopics(rolling) : []).map((topic) => [topic.topic, topic]));
  return {
    ...{ at, copiedBytes, copiedRecords, lag, throttledBy, recoveries },
    topics: running.topics().map((status) => {
      const { topic } = status;
      const error = errors.get(topic);
      return {
        ...{ topic, state: stateOf(status), status },
        ...{ error: error && problemOf(error), verification: verified.get(topic) },
        ...{ comparedAtEnd: leftOut.has(topic), mapped: mapped.has(topic) },
      };
    }),
  };
};
