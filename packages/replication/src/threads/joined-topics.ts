import type { PartitionStatus, TopicStatus } from '../copier/copy-status.ts';

/** The status of topics whose partitions are copied by several threads. What one does not know is not known. */
export const joinedTopics = (topics: Iterable<TopicStatus>): TopicStatus[] =>
  [...Map.groupBy(topics, ({ topic }) => topic).values()].map((parts) => parts.reduce(joined));

/** What is said of the lag where it is not known. */
export const UNKNOWN_LAG = { lag: undefined, lagBytes: undefined, lagMs: undefined } as const;

/**
 * The status of a topic whose partitions stand in these phases now, with what threads told of it earlier, if they did:
 * how far it is behind is known only when that was told of all its partitions.
 */
export const topicNow = (
  topic: string,
  phases: readonly PartitionStatus['phase'][],
  told: TopicStatus | undefined,
): TopicStatus => {
  const toldOf = [...(told?.phases.values() ?? [])].reduce((sum, count) => sum + count, 0);
  return {
    ...{ copiedBytes: 0, copiedRecords: 0, recoveries: 0, ...UNKNOWN_LAG },
    ...told,
    ...(toldOf === phases.length ? {} : UNKNOWN_LAG),
    topic,
    phases: new Map([...Map.groupBy(phases, (phase) => phase)].map(([phase, { length }]) => [phase, length])),
  };
};

const joined = (one: TopicStatus, other: TopicStatus): TopicStatus => ({
  topic: one.topic,
  phases: new Map(
    [...new Set([...one.phases.keys(), ...other.phases.keys()])].map((phase) => [
      phase,
      (one.phases.get(phase) ?? 0) + (other.phases.get(phase) ?? 0),
    ]),
  ),
  copiedBytes: one.copiedBytes + other.copiedBytes,
  copiedRecords: one.copiedRecords + other.copiedRecords,
  recoveries: one.recoveries + other.recoveries,
  lag: ifBoth(one.lag, other.lag, (a, b) => a + b),
  lagBytes: ifBoth(one.lagBytes, other.lagBytes, (a, b) => a + b),
  lagMs: ifBoth(one.lagMs, other.lagMs, Math.max),
});

const ifBoth = <T>(a: T | undefined, b: T | undefined, join: (a: T, b: T) => T): T | undefined =>
  a === undefined || b === undefined ? undefined : join(a, b);
