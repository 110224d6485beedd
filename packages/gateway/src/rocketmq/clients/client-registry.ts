import type { RemotingCommand } from '@mqferry/rocketmq';
import type { Heartbeat } from './heartbeat.ts';

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
}

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
    });
  }

  /** A connection has ended. */
  left(connection: object): void {
    const entry = this.#entries.get(connection);
    if (entry) entry.isConnected = false;
  }

  /** It asks for something. */
  asked(connection: object, { language, version }: RemotingCommand): void {
    const entry = this.#entries.get(connection);
    if (entry) Object.assign(entry, { language, version, lastSeenAt: Date.now() });
  }

  /** It was shown the route of a topic. */
  shown(connection: object, topic: string, revision: number): void {
    const routes = this.#entries.get(connection)?.routes;
    if (routes && (routes.has(topic) || routes.size < MOST_TOPICS)) {
      routes.set(topic, { revision, at: Date.now() });
    }
  }

  /** It told of itself. */
  told(connection: object, heartbeat: Heartbeat): void {
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
      .map((entry) => ({ ...entry, routes: new Map(entry.routes) }));
  }
}
