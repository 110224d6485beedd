import type { TopicStatus } from '../copier/copy-status.ts';

/** The status of topics whose partitions are copied by several threads. What one does not know is not known. */
export const joinedTopics = (topics: Iterable<TopicStatus>): TopicStatus[] =>
  [...Map.groupBy(topics, ({ topic }) => topic).values()].map((parts) => parts.reduce(joined));

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
