import { carriedEnds, type TopicSide } from '@mqferry/migration';
import { type ClusterReading, inFlightOf, topicReading, type Writer, waitingFor } from '@mqferry/replication';
import { type PeerContext, peerOf } from './group-facts.ts';

/** What is known of a topic on one side beside its reading. */
export interface TopicContext extends PeerContext {
  /** Undefined: it could not be asked. */
  readonly writers: readonly Writer[] | undefined;
  readonly isStatic: boolean | undefined;
  readonly orderConf: boolean | undefined;
  /** Whether any group that reads it may pop; undefined: not known. */
  readonly isPopped: boolean | undefined;
  /** What this came to at the look before. */
  readonly before: TopicSide | undefined;
}

/** A topic on one side. What a master does not answer is not known; on the target every master is to have it. */
export const topicSideOf = (
  reading: ClusterReading,
  topic: string,
  isTarget: boolean,
  { writers, isStatic, orderConf, isPopped, before, ...peers }: TopicContext,
): TopicSide => {
  const found = topicReading(reading, topic);
  const isWhole = reading.unread.size === 0;
  const inFlight = inFlightOf(reading, topic);
  const pop = inFlight.hiddenBy !== undefined && isPopped === false ? 0n : inFlight.count;
  const missing = isTarget ? found?.brokers.length !== reading.masters.length : found === undefined;
  return {
    exists: isWhole ? !missing : undefined,
    readQueues: isWhole ? found?.readQueues : undefined,
    writeQueues: isWhole ? found?.writeQueues : undefined,
    perm: found?.perm,
    ends: isWhole ? carriedEnds(before?.ends, found?.ends ?? new Map(), reading.at) : undefined,
    pending: { ...waitingFor(reading, topic), pop },
    popHiddenBy: pop === undefined ? inFlight.hiddenBy : undefined,
    writtenAt: found?.writtenAt,
    writers: writers?.map(({ clientId, address }) => peerOf(clientId, address, peers)),
    ...{ isStatic, orderConf },
  };
};
