import type { Peer, TopicSide } from '@mqferry/migration';
import { carriedEnds } from '@mqferry/migration';
import { type ClusterReading, topicReading, type Writer, waitingFor } from '@mqferry/replication';

/** What is known of a topic on one side beside its reading. */
export interface TopicContext {
  /** Undefined: it could not be asked. */
  readonly writers: readonly Writer[] | undefined;
  readonly isStatic: boolean | undefined;
  readonly orderConf: boolean | undefined;
  /** Whether a group pops from it; then it is not known what is in flight. */
  readonly isPopped: boolean | undefined;
  /** What this came to at the look before. */
  readonly before: TopicSide | undefined;
  /** Where gateways in proxy mode are connected from. */
  readonly links: ReadonlySet<string>;
}

const peersOf = (writers: readonly Writer[], links: ReadonlySet<string>): Peer[] =>
  writers.map(({ clientId, address }) => ({ clientId, address, throughGateway: links.has(address) }));

/** A topic on one side. What a master does not answer is not known; on the target every master is to have it. */
export const topicSideOf = (
  reading: ClusterReading,
  topic: string,
  isTarget: boolean,
  { writers, isStatic, orderConf, isPopped, before, links }: TopicContext,
): TopicSide => {
  const found = topicReading(reading, topic);
  const isWhole = reading.unread.size === 0;
  const pop = isPopped === false ? 0n : undefined;
  const missing = isTarget ? found?.brokers.length !== reading.masters.length : found === undefined;
  return {
    exists: isWhole ? !missing : undefined,
    readQueues: isWhole ? found?.readQueues : undefined,
    writeQueues: isWhole ? found?.writeQueues : undefined,
    perm: found?.perm,
    ends: isWhole ? carriedEnds(before?.ends, found?.ends ?? new Map(), reading.at) : undefined,
    pending: { ...waitingFor(reading, topic), pop },
    writers: writers && peersOf(writers, links),
    ...{ isStatic, orderConf },
  };
};
