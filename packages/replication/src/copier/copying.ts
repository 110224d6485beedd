import type { TopicPartition } from '@mqferry/kafka';
import type { CopyTask } from './copier-options.ts';
import type { CopyStatus, TopicStatus } from './copy-status.ts';

/** Copies partitions, in this thread or in others. */
export interface Copying {
  /** Copies these partitions as well; also while it runs. */
  add(tasks: readonly CopyTask[]): void;
  /**
   * Resolves when nothing more of these partitions is written and nothing of them is in flight. Where they are copied in
   * this thread nothing is written once it has returned; in others nothing by a lease that was got after one was lost.
   */
  release(partitions: readonly TopicPartition[]): Promise<void>;
  /**
   * Runs until every partition reached its end or stopped, or is told to end; then waits for what is in flight.
   * Rejects only for a defect of this program, or when a thread has died.
   */
  run(): Promise<void>;
  /** A moment's view. */
  status(): CopyStatus;
  /** The same by topic, with how far each is behind; unknown unless `seeLag` is called every few seconds. */
  topics(): readonly TopicStatus[];
  /** Asks the source how far it is ahead of partitions that are not being read. */
  seeLag(): Promise<void>;
}
