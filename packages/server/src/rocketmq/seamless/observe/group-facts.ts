import { SIDES } from '@mqferry/gateway';
import type { GroupFacts, GroupSide, Peer, Side } from '@mqferry/migration';
import {
  type ClusterReading,
  type GroupReading,
  groupReading,
  progressOf,
  waitingFor,
} from '@mqferry/replication';
import { type ProxyHeartbeat, retryTopic } from '@mqferry/rocketmq';
import type { SideLook } from './observe-side.ts';

/** What is known of clients beside what brokers tell. */
export interface PeerContext {
  /** Where gateways in proxy mode are connected from. */
  readonly links: ReadonlySet<string>;
  /** What the settings of a client name; undefined: not known. */
  readonly nameServersOf: (clientId: string) => Peer['nameServers'];
}

/** A cluster, as it was read, with its consumers that speak gRPC by group; undefined: these are not known. */
export type SideReading = Pick<SideLook, 'reading' | 'proxied'>;

/** Somebody at a broker; `clientId` undefined: the broker does not tell. */
export const peerOf = (
  clientId: string | undefined,
  address: string,
  { links, nameServersOf }: PeerContext,
): Peer => ({
  ...{ clientId, address, throughGateway: links.has(address) },
  nameServers: clientId === undefined ? undefined : nameServersOf(clientId),
});

/** Those at brokers, among them those of a proxy inside of a broker, and those that other proxies tell of. */
const peersOf = (
  found: GroupReading | undefined,
  proxied: readonly ProxyHeartbeat[],
  context: PeerContext,
): Peer[] => {
  const atBrokers = (found?.consumers ?? []).map(({ clientId, clientAddr }) =>
    peerOf(clientId, clientAddr, context),
  );
  return [...atBrokers, ...proxied.map(({ clientId, address }) => peerOf(clientId, address, context))];
};

const retriesOf = (reading: ClusterReading, group: string): bigint | undefined => {
  const topic = retryTopic(group);
  const stored = progressOf(reading, group, topic)?.backlog;
  const { delayed, timed } = waitingFor(reading, topic);
  return stored === undefined || delayed === undefined || timed === undefined
    ? undefined
    : stored + delayed + timed;
};

const groupSideOf = (
  { reading, proxied }: SideReading,
  group: string,
  topics: readonly string[],
  isTarget: boolean,
  peers: PeerContext,
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
    consumers: isWhole && proxied ? peersOf(found, proxied.get(group) ?? [], peers) : undefined,
    backlog: new Map(measured.map(({ topic, backlog }) => [topic, backlog])),
    retries: retriesOf(reading, group),
    offsets: isWhole
      ? new Set(measured.flatMap(({ topic, hasOffsets }) => (hasOffsets ? [topic] : [])))
      : undefined,
  };
};

/** What is known of a group beside its readings. */
export interface GroupContext extends PeerContext {
  /** All that it reads. */
  readonly topics: readonly string[];
  /** Whether a topic is one of the task. */
  readonly isWatched: (topic: string) => boolean;
  /** Whether brokers know pop at all. */
  readonly hasPop: boolean | undefined;
}

/** A group that reads topics. */
export const groupFactsOf = (
  sides: Readonly<Record<Side, SideReading>>,
  group: string,
  { topics, isWatched, hasPop, ...peers }: GroupContext,
): GroupFacts => {
  const found = SIDES.map((side) => groupReading(sides[side].reading, group));
  const grpc = SIDES.some((side) => (sides[side].proxied?.get(group)?.length ?? 0) > 0);
  // Nobody is broadcast to by gRPC, and who pops is the proxy.
  const models = [...found.flatMap((side) => side?.messageModel ?? []), ...(grpc ? ['CLUSTERING'] : [])];
  const types = [...found.flatMap((side) => side?.consumeType ?? []), ...(grpc ? ['CONSUME_PASSIVELY'] : [])];
  const watched = topics.filter(isWatched);
  const source = groupSideOf(sides.source, group, watched, false, peers);
  const target = groupSideOf(sides.target, group, watched, true, peers);
  // Only groups that share messages keep offsets at brokers.
  const keepsOffsets = (source.offsets?.size ?? 0) > 0;
  return {
    at: Math.min(sides.source.reading.at, sides.target.reading.at),
    ...{ topics, grpc },
    broadcasting: models.length > 0 ? models.includes('BROADCASTING') : keepsOffsets ? false : undefined,
    pop: hasPop === false ? false : types.length > 0 ? types.includes('CONSUME_POP') : undefined,
    sides: { source, target },
  };
};
