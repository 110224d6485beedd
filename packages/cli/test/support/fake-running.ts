import { CopyControl, type CopyStatus, type RunningMigration, type TopicStatus } from '@mqferry/replication';
import { fakeStatus } from './fake-migration.ts';

/** One topic's state: in step with the source. */
export const fakeTopicStatus = (changes: Partial<TopicStatus> = {}): TopicStatus => ({
  topic: 'orders',
  phases: new Map([['copying', 1]]),
  copiedBytes: 1_000_000,
  copiedRecords: 1_000,
  recoveries: 0,
  lag: 0n,
  lagBytes: 0,
  lagMs: 0,
  ...changes,
});

/** A migration that goes on for ever, and at once obeys to pauses. */
export const fakeRunning = (
  topics: readonly TopicStatus[] = [fakeTopicStatus()],
  changes: Partial<CopyStatus> = {},
): RunningMigration => {
  const control = new CopyControl();
  return {
    control,
    topics: () => topics,
    verification: () => undefined,
    followed: () => ({}),
    openTransactions: () => Promise.resolve([]),
    addTopics: () => Promise.resolve({ topics: [], refused: [] }),
    removeTopics: () => Promise.resolve({ topics: [] }),
    status: () =>
      fakeStatus({
        partitions: topics.map(({ topic }) => ({
          ...{ topic, partition: 0, copiedTo: 1_000n, end: 1_000n },
          phase: control.isPaused(topic) ? 'paused' : 'copying',
        })),
        ...changes,
      }),
    finished: new Promise(() => {}),
  };
};
