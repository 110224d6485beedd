import type { SameViews } from './chaos-copy.ts';
import type { Encounters } from './copier-process.ts';
import type { InFlight } from './in-flight.ts';

/** What came of one fault made by several seeds. */
export interface FaultResult {
  readonly fault: string;
  readonly seeds: number[];
  /** Strikes at which a marker, a batch of no transaction, and one of a transaction were unanswered. */
  readonly inFlight: Record<keyof InFlight, number>;
  /** How the copiers lost track. */
  readonly met: Encounters;
  /** Seeds after which our verification found everything equal that had not stopped. */
  equal: number;
  /** Codes with which partitions stopped, and how often. */
  readonly stopped: Record<string, number>;
  /** Copies in which it struck that Kafka's consumer read, and those that were the same on both sides, by level. */
  copies: number;
  readonly sameViews: Record<keyof SameViews, number>;
  /** What went wrong, by seed. */
  readonly failures: string[];
}

/** The result before anything was done. */
export const noResult = (fault: string): FaultResult => ({
  fault,
  seeds: [],
  inFlight: { marker: 0, batch: 0, 'transactional batch': 0 },
  met: { recoveries: 0, markers: 0, batches: 0 },
  equal: 0,
  stopped: {},
  copies: 0,
  sameViews: { read_committed: 0, read_uncommitted: 0 },
  failures: [],
});

/** Adds counts to counts. */
export const count = <Key extends string>(
  counts: Record<Key, number>,
  more: Readonly<Partial<Record<Key, number>>>,
): void => {
  for (const key of Object.keys(more) as Key[]) counts[key] = (counts[key] ?? 0) + (more[key] ?? 0);
};

/** Adds what other seeds came to. */
export const addResult = (result: FaultResult, more: FaultResult): void => {
  result.seeds.push(...more.seeds);
  count(result.inFlight, more.inFlight);
  count<keyof Encounters>(result.met, more.met);
  count(result.stopped, more.stopped);
  count(result.sameViews, more.sameViews);
  result.equal += more.equal;
  result.copies += more.copies;
  result.failures.push(...more.failures);
};
