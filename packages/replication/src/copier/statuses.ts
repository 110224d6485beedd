import type { CopyControl } from './copy-control.ts';
import type { CopyStatus, PartitionStatus, TopicStatus } from './copy-status.ts';
import type { LagAges } from './lag-ages.ts';
import type { PartitionCopy } from './partition-copy.ts';

const endOf = ({ stopAt, sourceEnd }: PartitionCopy): bigint => stopAt ?? sourceEnd;

/** Where a partition stands; a paused one is so once all that was read of it is on the target. */
export const phaseOf = (p: PartitionCopy, control: CopyControl): PartitionStatus['phase'] => {
  const goesOn = p.phase === 'filling' || (p.phase === 'copying' && p.queuedBytes === 0);
  return goesOn && p.inFlightCount === 0 && control.isPaused(p.topic) ? 'paused' : p.phase;
};

const sum = (partitions: readonly PartitionCopy[], pick: (p: PartitionCopy) => number): number =>
  partitions.reduce((total, p) => total + pick(p), 0);

const totals = (partitions: readonly PartitionCopy[]) => ({
  copiedBytes: sum(partitions, (p) => p.copiedBytes),
  copiedRecords: sum(partitions, (p) => p.copiedRecords),
  recoveries: sum(partitions, (p) => p.recoveries),
});

/** What was copied, and how often a place was lost. */
type Totals = ReturnType<typeof totals>;

/** What partitions came to that were given up, by topic: what was counted once stays counted. */
export type FormerTotals = Map<string, Totals>;

const NOTHING: Totals = { copiedBytes: 0, copiedRecords: 0, recoveries: 0 };

const plus = (one: Totals, other: Totals): Totals => ({
  copiedBytes: one.copiedBytes + other.copiedBytes,
  copiedRecords: one.copiedRecords + other.copiedRecords,
  recoveries: one.recoveries + other.recoveries,
});

/** These are given up. */
export const noteFormer = (former: FormerTotals, partitions: readonly PartitionCopy[]): void => {
  for (const [topic, of] of Map.groupBy(partitions, (p) => p.topic)) {
    former.set(topic, plus(former.get(topic) ?? NOTHING, totals(of)));
  }
};

/** Where all partitions stand, and what they came to together, and with those that were given up (`former`). */
export const copyStatusOf = (
  partitions: readonly PartitionCopy[],
  control: CopyControl,
  former: FormerTotals = new Map(),
): Omit<CopyStatus, 'throttledBy' | 'heldBytes'> => {
  let lag = 0n;
  const statuses = partitions.map((p) => {
    const { topic, partition, copiedTo, error } = p;
    const end = endOf(p);
    if (end > copiedTo) lag += end - copiedTo;
    const phase = phaseOf(p, control);
    return {
      topic,
      partition,
      phase,
      copiedTo,
      end,
      ...(p.isMapped ? { mapped: true } : {}),
      ...(error ? { error } : {}),
    };
  });
  return { partitions: statuses, lag, ...[...former.values()].reduce(plus, totals(partitions)) };
};

/** The same by topic, with how far each is behind. */
export const topicStatusesOf = (
  partitions: readonly PartitionCopy[],
  control: CopyControl,
  ages: LagAges,
  former: FormerTotals = new Map(),
): TopicStatus[] =>
  [...Map.groupBy(partitions, ({ topic }) => topic)].map(([topic, of]) => {
    const phases = Map.groupBy(of, (p) => phaseOf(p, control));
    const lag = of.every((p) => ages.isEndKnown(p)) ? lagOf(of) : undefined;
    const times = of.map((p) => ages.ageMs(p));
    const { copiedBytes, copiedRecords, recoveries } = plus(former.get(topic) ?? NOTHING, totals(of));
    return {
      topic,
      phases: new Map([...phases].map(([phase, { length }]) => [phase, length])),
      ...{ copiedBytes, copiedRecords, recoveries, lag },
      lagBytes: lag === undefined ? undefined : bytesOf(lag, copiedBytes, copiedRecords),
      lagMs: times.every((time) => time !== undefined) ? Math.max(...times) : undefined,
    };
  });

/** Filler is not behind: what counts is what the source has. */
const lagOf = (partitions: readonly PartitionCopy[]): bigint =>
  partitions.reduce((total, p) => {
    const from = p.phase === 'filling' ? p.fetchFrom : p.copiedTo;
    return endOf(p) > from ? total + endOf(p) - from : total;
  }, 0n);

const bytesOf = (lag: bigint, copiedBytes: number, copiedRecords: number): number | undefined => {
  if (lag === 0n) return 0;
  return copiedRecords === 0 ? undefined : Math.round((Number(lag) * copiedBytes) / copiedRecords);
};
