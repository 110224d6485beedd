import type { Side } from '../facts.ts';
import type { Position } from './states.ts';

/** How soon clients act on a change of routes, in milliseconds. */
export interface Pace {
  /** Between two questions for the route of a topic (pollNameServerInterval). */
  readonly poll: number;
  /** Between two heartbeats to all brokers of its routes (heartbeatBrokerInterval). */
  readonly heartbeat: number;
  /** Between two rounds in which a consumer shares out queues (RebalanceService). */
  readonly rebalance: number;
}

/** A gateway of the task. */
export interface GatewayFacts {
  readonly id: string;
  /** Of the routing table that it serves; undefined: it has not told. */
  readonly revision: number | undefined;
  /** When it was last heard, in milliseconds since 1970; undefined: never. */
  readonly heardAt: number | undefined;
}

/** A client that a gateway has seen. */
export interface SeenClient {
  readonly clientId: string;
  /** As `host:port`. */
  readonly address: string;
  readonly language: string | undefined;
  readonly version: string | undefined;
  /** Topics whose route it asks for. */
  readonly topics: ReadonlySet<string>;
  /** Groups in which it consumes. */
  readonly groups: ReadonlySet<string>;
  /** False: it has told that it has no producer. */
  readonly produces?: boolean | undefined;
  /** Milliseconds since 1970. */
  readonly lastSeenAt: number;
  /** By topic: the revision of the route that it was last shown, and since when it has that one. */
  readonly shown: ReadonlyMap<string, { readonly revision: number; readonly at: number }>;
  /** As far as its own settings are known. */
  readonly pace: Partial<Pace>;
}

/** Somebody who is connected to a broker, or whose messages bear an address. */
export interface Peer {
  /** Undefined: nobody with this address is in the broker's list of producers. */
  readonly clientId: string | undefined;
  /** As `host:port`. */
  readonly address: string;
  /** The connection is one of a gateway in proxy mode. */
  readonly throughGateway: boolean;
  /** What its own setting of name servers names; undefined: it was not asked, or does not tell. */
  readonly nameServers?: 'gateways' | 'others' | 'both' | undefined;
}

/** What waits at a broker and is not to be had by consumers yet. */
export type PendingKind = 'delayed' | 'timed' | 'half' | 'pop';

/** A topic on one side. What is not known is undefined, never zero. */
export interface TopicSide {
  /** Whether every master that is to have it does. */
  readonly exists: boolean | undefined;
  /** Over all masters. */
  readonly readQueues: number | undefined;
  readonly writeQueues: number | undefined;
  /** Of the topic itself: 4 may be read, 2 may be written. */
  readonly perm: number | undefined;
  /** By `broker:queue`: the offset that the next message will get, and since when it is that one (milliseconds since 1970). */
  readonly ends: ReadonlyMap<string, { readonly end: bigint; readonly stillSince: number }> | undefined;
  /** Messages of this topic that wait at the brokers. */
  readonly pending: Readonly<Record<PendingKind, bigint | undefined>>;
  /** The setting of a broker, as `name=value`, with which nobody can ask it for popped messages; undefined: it is not for that. */
  readonly popHiddenBy?: string | undefined;
  /** When the last message was stored, in milliseconds since 1970; undefined: there is none, or it is not known. */
  readonly writtenAt?: number | undefined;
  /** Who wrote lately, by the addresses in the messages; who has left meanwhile is among them for a while. */
  readonly writers: readonly Peer[] | undefined;
  /** Spread over brokers by a mapping of its own (5.x). */
  readonly isStatic: boolean | undefined;
  /** Whether the name servers have an order configuration of it (ORDER_TOPIC_CONFIG). */
  readonly orderConf: boolean | undefined;
}

/** A topic of the task: where it stands, which is stored, and what was measured. */
export interface TopicFacts {
  readonly position: Position;
  /** Of the routing table in which it got its present share. */
  readonly revision: number;
  /** When the last gateway began to serve that, in milliseconds since 1970; undefined: some do not. */
  readonly servedSince: number | undefined;
  /** When its sides were measured, in milliseconds since 1970. */
  readonly at: number;
  readonly sides: Readonly<Record<Side, TopicSide>>;
  /** Whether the target has got messages since the topic last came to switching; undefined: not known. */
  readonly targetWritten: boolean | undefined;
  /** What its messages are used for, as far as known: by its type, or by messages that were seen. */
  readonly uses: ReadonlySet<'delayed' | 'timed' | 'transactional'>;
}

/** A group on one side. */
export interface GroupSide {
  readonly exists: boolean | undefined;
  /** Its consumers that are connected to brokers or proxies; none is empty. */
  readonly consumers: readonly Peer[] | undefined;
  /** By topic: messages that it has not read yet. Topics that are not here were not measured. */
  readonly backlog: ReadonlyMap<string, bigint>;
  /** Of its topic for retries, those that wait for their time included. */
  readonly retries: bigint | undefined;
  /** Topics in which it has an offset in every queue. */
  readonly offsets: ReadonlySet<string> | undefined;
}

/** A group that reads topics of the task. */
export interface GroupFacts {
  /** When its sides were measured, in milliseconds since 1970. */
  readonly at: number;
  /** All topics that it reads, those outside the task included. */
  readonly topics: readonly string[];
  /** How it consumes; undefined: not known, as of a group of which nobody is connected. */
  readonly broadcasting: boolean | undefined;
  readonly pop: boolean | undefined;
  /** Somebody consumes in it by gRPC, for whom a proxy of the cluster pops. */
  readonly grpc: boolean;
  readonly sides: Readonly<Record<Side, GroupSide>>;
}

/** Whether nobody consumes in a group, which is known: then it neither pops nor is it broadcast to. */
export const isIdle = ({ sides: { source, target } }: Pick<GroupFacts, 'sides'>): boolean =>
  source.consumers?.length === 0 && target.consumers?.length === 0;

/** A cluster of the task. */
export interface ClusterFacts {
  /** Whether its name servers and masters answer, as of the last look. */
  readonly connected: boolean | undefined;
  readonly release: '4.x' | '5.x' | undefined;
  /** Whether it keeps messages until any time (timerWheelEnable of 5.x). */
  readonly timers: boolean | undefined;
  /** Its delay levels, as configured (messageDelayLevel). */
  readonly delayLevels: string | undefined;
}

/** All that was measured for a task. */
export interface SeamlessFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** `route`: gateways are name servers; `proxy`: all traffic goes through them; `batches`: there are none. */
  readonly mode: 'route' | 'proxy' | 'batches';
  /** For so long nobody may have written before a side counts as drained, in milliseconds. */
  readonly stillMs: number;
  /** Undefined: not known. */
  readonly gateways: readonly GatewayFacts[] | undefined;
  /** Undefined: not known. */
  readonly clients: readonly SeenClient[] | undefined;
  /** When the gateways last told of clients, in milliseconds since 1970. */
  readonly clientsAt: number;
  readonly clusters: Readonly<Record<Side, ClusterFacts>>;
  /** Names of brokers of the target that clients are shown under other ones. */
  readonly renamed: readonly string[];
  /** The topics of the task. */
  readonly topics: ReadonlyMap<string, TopicFacts>;
  /** The groups that read them. Undefined: not known. */
  readonly groups: ReadonlyMap<string, GroupFacts> | undefined;
}
