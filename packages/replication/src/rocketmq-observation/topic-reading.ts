import type { QueueStats } from '@mqferry/rocketmq';
import type { ClusterReading } from './read-cluster.ts';
import { type MasterReading, placeOf } from './read-master.ts';

/** Messages that wait at the brokers for a topic; undefined: not known. */
export interface Waiting {
  readonly delayed: bigint | undefined;
  readonly timed: bigint | undefined;
  readonly half: bigint | undefined;
}

/** A topic in a cluster. */
export interface TopicReading {
  /** Names of the masters that have it. */
  readonly brokers: readonly string[];
  readonly readQueues: number;
  readonly writeQueues: number;
  /** Rights that all of these give: 4 to read, 2 to write. */
  readonly perm: number;
  /** By `broker:queue`: the offset that the next message gets. */
  readonly ends: ReadonlyMap<string, bigint>;
  readonly waiting: Waiting;
  /** When the last message was stored, in milliseconds since 1970; undefined: there is none. */
  readonly writtenAt: number | undefined;
}

export const queueName = (brokerName: string, queueId: number): string => `${brokerName}:${queueId}`;

const sum = <T>(items: readonly T[], of: (item: T) => bigint): bigint =>
  items.reduce((total, item) => total + of(item), 0n);

/** What waits for a topic. What one master does not know, or could not be read of, is not known of the cluster. */
export const waitingFor = ({ masters, unread }: ClusterReading, topic: string): Waiting => {
  if (unread.size > 0 || masters.some(({ pending }) => !pending.isWhole)) {
    return { delayed: undefined, timed: undefined, half: undefined };
  }
  const waiting = masters.flatMap(({ pending }) => pending.topics.get(topic) ?? []);
  return {
    delayed: sum(waiting, ({ delayed }) => delayed),
    // Where a broker keeps no timed messages there are none.
    timed: sum(waiting, ({ timed }) => timed ?? 0n),
    half: sum(waiting, ({ half }) => half),
  };
};

/** What was popped of a topic and neither acknowledged nor given back; undefined: not known. */
export interface InFlight {
  readonly count: bigint | undefined;
  /** The setting of a broker that keeps it where nobody can ask for it, as `name=value`. */
  readonly hiddenBy: string | undefined;
}

/** What is in flight of a topic. What one master does not know, or could not be read of, is not known of the cluster. */
export const inFlightOf = ({ masters, unread }: ClusterReading, topic: string): InFlight => {
  const isWhole = unread.size === 0 && masters.every(({ popped }) => popped.isWhole);
  const groups = masters.flatMap(({ popped }) => [...(popped.topics.get(topic)?.values() ?? [])]);
  return {
    count: isWhole ? sum(groups, (count) => count) : undefined,
    hiddenBy: masters.find(({ popped }) => popped.hiddenBy !== undefined)?.popped.hiddenBy,
  };
};

/** What a cluster says of a topic that is watched; undefined: none of the masters that could be read has it. */
export const topicReading = (reading: ClusterReading, topic: string): TopicReading | undefined => {
  const having = reading.masters.filter(({ topics }) => topics.has(topic));
  if (having.length === 0) return undefined;
  const configs = having.map(({ topics }) => topics.get(topic)!);
  const written = having.flatMap(({ queues }) =>
    (queues.get(topic) ?? []).flatMap(({ lastStoredAt }) => lastStoredAt ?? []),
  );
  return {
    brokers: having.map(({ brokerName }) => brokerName),
    readQueues: configs.reduce((total, { readQueueNums }) => total + readQueueNums, 0),
    writeQueues: configs.reduce((total, { writeQueueNums }) => total + writeQueueNums, 0),
    perm: configs.reduce((rights, { perm }) => rights & perm, 0b110),
    ends: new Map(
      having.flatMap(({ brokerName, queues }) =>
        (queues.get(topic) ?? []).map(
          ({ queueId, maxOffset }) => [queueName(brokerName, queueId), maxOffset] as const,
        ),
      ),
    ),
    waiting: waitingFor(reading, topic),
    writtenAt: written.length > 0 ? Math.max(...written.map(Number)) : undefined,
  };
};

/** A group in a topic of a cluster. */
export interface Progress {
  /**
   * Messages that it has not read; where it has no offset yet, all that there are. What was given back after it was popped is
   * among them, for it is popped again with the topic only.
   */
  readonly backlog: bigint;
  /** Whether it has an offset in every queue. */
  readonly hasOffsets: boolean;
}

const leftIn = ({ minOffset, maxOffset }: QueueStats, committed: bigint | undefined): bigint => {
  const from = committed === undefined || committed < minOffset ? minOffset : committed;
  return maxOffset > from ? maxOffset - from : 0n;
};

/** How far a group is in a topic that is watched, or its own for retries; undefined: a master could not be read. */
export const progressOf = (
  { masters, unread }: ClusterReading,
  group: string,
  topic: string,
): Progress | undefined => {
  if (unread.size > 0) return undefined;
  const queuesIn = (of: string, { offsets, queues }: MasterReading) => {
    const committed = offsets.get(placeOf(of, group))?.offsets;
    return (queues.get(of) ?? []).map((queue) => ({ queue, committed: committed?.get(queue.queueId) }));
  };
  const queues = masters.flatMap((master) => queuesIn(topic, master));
  const givenBack = masters.flatMap((master) =>
    (master.popRetries.get(placeOf(topic, group)) ?? []).flatMap((retries) => queuesIn(retries, master)),
  );
  return {
    backlog: sum([...queues, ...givenBack], ({ queue, committed }) => leftIn(queue, committed)),
    hasOffsets: queues.length > 0 && queues.every(({ committed }) => committed !== undefined),
  };
};
