import type { GroupFacts, GroupSide, Peer } from '@mqferry/migration';
import {
  type ClusterReading,
  type GroupReading,
  groupReading,
  progressOf,
  waitingFor,
} from '@mqferry/replication';
import { retryTopic } from '@mqferry/rocketmq';

/** Both clusters, as they were read. */
export interface Readings {
  readonly source: ClusterReading;
  readonly target: ClusterReading;
}

const peersOf = ({ consumers }: GroupReading, links: ReadonlySet<string>): Peer[] =>
  consumers.map(({ clientId, clientAddr: address }) => ({
    ...{ clientId, address, throughGateway: links.has(address) },
  }));

const retriesOf = (reading: ClusterReading, group: string): bigint | undefined => {
  const topic = retryTopic(group);
  const stored = progressOf(reading, group, topic)?.backlog;
  const { delayed, timed } = waitingFor(reading, topic);
  return stored === undefined || delayed === undefined || timed === undefined
    ? undefined
    : stored + delayed + timed;
};

const groupSideOf = (
  reading: ClusterReading,
  group: string,
  topics: readonly string[],
  isTarget: boolean,
  links: ReadonlySet<string>,
): GroupSide => {
  const found = groupReading(reading, group);
  const isWhole = reading.unread.size === 0;
  const brokers = found?.brokers.length ?? 0;
  const measured = topics.flatMap((topic) => {
    const progress = progressOf(reading, group, topic);
    return progress ? [{ topic, ...progress }] : [];
  });
  return {
    exists: isWhole ? brokers > 0 && (!isTarget || brokers === reading.masters.length) : undefined,
    consumers: isWhole ? (found ? peersOf(found, links) : []) : undefined,
    backlog: new Map(measured.map(({ topic, backlog }) => [topic, backlog])),
    retries: retriesOf(reading, group),
    offsets: isWhole
      ? new Set(measured.flatMap(({ topic, hasOffsets }) => (hasOffsets ? [topic] : [])))
      : undefined,
  };
};

/** What is known of a group beside its readings. */
export interface GroupContext {
  /** All that it reads. */
  readonly topics: readonly string[];
  /** Whether a topic is one of the task. */
  readonly isWatched: (topic: string) => boolean;
  /** Whether brokers know pop at all. */
  readonly hasPop: boolean | undefined;
  /** Where gateways in proxy mode are connected from. */
  readonly links: ReadonlySet<string>;
}

/** A group that reads topics. */
export const groupFactsOf = (
  readings: Readings,
  group: string,
  { topics, isWatched, hasPop, links }: GroupContext,
): GroupFacts => {
  const found = [groupReading(readings.source, group), groupReading(readings.target, group)];
  const models = found.flatMap((side) => side?.messageModel ?? []);
  const types = found.flatMap((side) => side?.consumeType ?? []);
  const watched = topics.filter(isWatched);
  const source = groupSideOf(readings.source, group, watched, false, links);
  const target = groupSideOf(readings.target, group, watched, true, links);
  // Only groups that share messages keep offsets at brokers.
  const keepsOffsets = (source.offsets?.size ?? 0) > 0;
  return {
    at: Math.min(readings.source.at, readings.target.at),
    topics,
    broadcasting: models.length > 0 ? models.includes('BROADCASTING') : keepsOffsets ? false : undefined,
    pop: hasPop === false ? false : types.length > 0 ? types.includes('CONSUME_POP') : undefined,
    sides: { source, target },
  };
};
