import type { QueueStats } from '@mqferry/rocketmq';
import type { ClusterReading } from './read-cluster.ts';
import { placeOf } from './read-master.ts';

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

/** What a cluster says of a topic that is watched; undefined: none of the masters that could be read has it. */
export const topicReading = (reading: ClusterReading, topic: string): TopicReading | undefined => {
  const having = reading.masters.filter(({ topics }) => topics.has(topic));
  if (having.length === 0) return undefined;
  const configs = having.map(({ topics }) => topics.get(topic)!);
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
  };
};

/** A group in a topic of a cluster. */
export interface Progress {
  /** Messages that it has not read; where it has no offset yet, all that there are. */
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
  const queues = masters.flatMap(({ offsets, queues: known }) => {
    const committed = offsets.get(placeOf(topic, group))?.offsets;
    return (known.get(topic) ?? []).map((queue) => ({ queue, committed: committed?.get(queue.queueId) }));
  });
  return {
    backlog: sum(queues, ({ queue, committed }) => leftIn(queue, committed)),
    hasOffsets: queues.length > 0 && queues.every(({ committed }) => committed !== undefined),
  };
};
