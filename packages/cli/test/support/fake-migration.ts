import {
  CopyControl,
  type CopyStatus,
  type MigrationOptions,
  type MigrationResult,
} from '@mqferry/replication';
import type { Services } from '../../src/services.ts';

/** The status of a copy of one partition, `orders-0`, with an end at 1,000. */
export const fakeStatus = (changes: Partial<CopyStatus> = {}): CopyStatus => ({
  partitions: [{ topic: 'orders', partition: 0, phase: 'reached', copiedTo: 1_000n, end: 1_000n }],
  copiedBytes: 1_000_000,
  copiedRecords: 1_000,
  lag: 0n,
  throttledBy: undefined,
  recoveries: 0,
  heldBytes: 0,
  ...changes,
});

/** A migration that ends with what `body` makes of its options; it keeps `status` all the while. */
export const fakeMigration =
  (
    body: (options: MigrationOptions) => Promise<Partial<MigrationResult>>,
    status: CopyStatus = fakeStatus(),
  ): Services['startMigration'] =>
  (_plan, _source, _target, options) => ({
    status: () => status,
    topics: () => [],
    verification: () => undefined,
    followed: () => ({}),
    openTransactions: () => Promise.resolve([]),
    addTopics: () => Promise.resolve({ topics: [], refused: [] }),
    removeTopics: () => Promise.resolve({ topics: [] }),
    control: new CopyControl(options.bytesPerSecond),
    finished: Promise.resolve()
      .then(() => body(options))
      .then((result) => ({
        ...{ complete: true, status, groups: [], refused: [], gaps: [], openTransactions: [] },
        ...result,
      })),
  });

/** Resolves when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
