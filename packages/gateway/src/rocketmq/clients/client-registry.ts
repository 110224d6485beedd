import type { Heartbeat } from './heartbeat.ts';
import { Rhythm } from './rhythm.ts';

/** When a client asked for a topic's route last, and which it was shown. */
export interface ShownRoute {
  /** Of the routing table. */
  readonly revision: number;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** What is known of a client by one of its connections. */
export interface SeenClient {
  /** `host:port` from where it is connected. */
  readonly address: string;
  /** Java's `LanguageCode`. */
  readonly language: string;
  /** The release, see `releaseName`. */
  readonly version: number;
  /** In milliseconds since 1970. */
  readonly connectedAt: number;
  readonly lastSeenAt: number;
  readonly isConnected: boolean;
  /** The routes that were asked for on this connection, by topic. */
  readonly routes: ReadonlyMap<string, ShownRoute>;
  /** What it said of itself; undefined on a connection on which it asks for routes only. */
  readonly heartbeat: Heartbeat | undefined;
  /** Milliseconds between two questions for the route of a topic; undefined: not steady, or not often enough yet. */
  readonly pollMs?: number | undefined;
  /** Milliseconds between two heartbeats; undefined as before. */
  readonly heartbeatMs?: number | undefined;
}

interface Entry {
  address: string;
  language: string;
  version: number;
  connectedAt: number;
  lastSeenAt: number;
  isConnected: boolean;
  readonly routes: Map<string, ShownRoute>;
  heartbeat: Heartbeat | undefined;
  readonly polls: Map<string, Rhythm>;
  readonly heartbeats: Rhythm;
}

/** What is asked in between, as where a topic is missing, is asked for one topic only, so the slowest one tells. */
const slowest = (polls: Iterable<Rhythm>): number | undefined => {
  const known = [...polls].flatMap(({ intervalMs }) => intervalMs ?? []);
  return known.length > 0 ? Math.max(...known) : undefined;
};

/** Clients send heartbeats in between too, a few after each other when queues are shared out, so they are watched for as long. */
const HEARTBEATS_FOR_MS = 90_000;

/** Topics that one connection may ask for and be remembered with; an application has some hundred at most. */
const MOST_TOPICS = 10_000;

/** Who is connected to a gateway, and who was lately. */
export class ClientRegistry {
  readonly #entries = new Map<object, Entry>();
  readonly #keptMs: number;

  /** One that has left is told of for `keptMs` milliseconds. */
  constructor(keptMs: number) {
    this.#keptMs = keptMs;
  }

  /** A connection is open. */
  connected(connection: object, address: string): void {
    const now = Date.now();
    this.#entries.set(connection, {
      ...{ address, language: 'OTHER', version: 0, connectedAt: now, lastSeenAt: now, isConnected: true },
      ...{ routes: new Map(), heartbeat: undefined },
      ...{ polls: new Map(), heartbeats: new Rhythm(HEARTBEATS_FOR_MS) },
    });
  }

  /** A connection has ended. */
  left(connection: object): void {
    const entry = this.#entries.get(connection);
    if (entry) entry.isConnected = false;
  }

  /** It asks for something. */
  asked(connection: object, { language, version }: Pick<SeenClient, 'language' | 'version'>): void {
    const entry = this.#entries.get(connection);
    if (entry) Object.assign(entry, { language, version, lastSeenAt: Date.now() });
  }

  /** It was shown the route of a topic. */
  shown(connection: object, topic: string, revision: number): void {
    const entry = this.#entries.get(connection);
    if (entry === undefined || (!entry.routes.has(topic) && entry.routes.size >= MOST_TOPICS)) return;
    const at = Date.now();
    entry.routes.set(topic, { revision, at });
    const polls = entry.polls.get(topic) ?? new Rhythm(0);
    entry.polls.set(topic, polls);
    polls.beat(at);
  }

  /** It told of itself, as it does again and again. */
  told(connection: object, heartbeat: Heartbeat): void {
    this.described(connection, heartbeat);
    this.#entries.get(connection)?.heartbeats.beat(Date.now());
  }

  /** What it said of itself is known by something else than its heartbeats. */
  described(connection: object, heartbeat: Heartbeat): void {
    const entry = this.#entries.get(connection);
    if (entry) entry.heartbeat = heartbeat;
  }

  /** It takes leave of groups, as a client does whose producer or consumer is shut down. */
  leaves(connection: object, producerGroup: string | undefined, consumerGroup: string | undefined): void {
    const entry = this.#entries.get(connection);
    if (entry?.heartbeat === undefined) return;
    const { clientId, producerGroups, consumers } = entry.heartbeat;
    entry.heartbeat = {
      clientId,
      producerGroups: producerGroups.filter((group) => group !== producerGroup),
      consumers: consumers.filter(({ group }) => group !== consumerGroup),
    };
  }

  /** What the client on a connection said of itself. */
  heartbeatOf(connection: object): Heartbeat | undefined {
    return this.#entries.get(connection)?.heartbeat;
  }

  /** Everybody who is connected or has left lately, one entry for each connection on which something was asked. */
  clients(): SeenClient[] {
    const since = Date.now() - this.#keptMs;
    for (const [connection, { isConnected, lastSeenAt }] of this.#entries) {
      if (!isConnected && lastSeenAt < since) this.#entries.delete(connection);
    }
    return [...this.#entries.values()]
      .filter(({ version }) => version > 0)
      .map(({ polls, heartbeats, routes, ...entry }) => ({
        ...entry,
        routes: new Map(routes),
        pollMs: slowest(polls.values()),
        heartbeatMs: heartbeats.intervalMs,
      }));
  }
}
