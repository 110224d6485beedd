import type { IncomingHttpHeaders } from 'node:http2';
import { releaseNumber } from '@mqferry/rocketmq';
import { ClientRegistry, type SeenClient } from '../clients/client-registry.ts';
import type { Heartbeat } from '../clients/heartbeat.ts';
import {
  CLIENT_TYPE,
  PUBLISHING,
  RESOURCE,
  SETTINGS,
  SUBSCRIPTION,
  SUBSCRIPTION_ENTRY,
  TELEMETRY,
} from './messaging.ts';
import { messageIn, messagesIn, numberIn, readMessage, textIn, type WireMessage } from './wire-message.ts';

/** Metadata of every call (client `Signature`). */
const CLIENT_ID = 'x-mq-client-id';
const LANGUAGE = 'x-mq-language';
const VERSION = 'x-mq-client-version';

/** Of a connection; a client has one id, and an application some clients. */
const MOST_CLIENTS = 1000;
/** What `SeenClient.version` is where the client has no release of RocketMQ. */
const NO_RELEASE = 1;

/** Topics that one client may write and be remembered with. */
const MOST_TOPICS = 1000;

interface Known {
  readonly connections: Set<object>;
  /** The topics that it wrote; a producer need not name them in its settings. */
  readonly written: Set<string>;
}

const topicsIn = (resources: readonly WireMessage[]): string[] =>
  resources.map((resource) => textIn(resource, RESOURCE.name));

const SIMPLE: ReadonlySet<number> = new Set(Object.values(CLIENT_TYPE));

const consumerOf = (settings: WireMessage, subscription: WireMessage): Heartbeat['consumers'][number] => ({
  group: textIn(messageIn(subscription, SUBSCRIPTION.group), RESOURCE.name),
  // As the proxy tells it to others, `ClientActivity.buildConsumeType`.
  consumeType: SIMPLE.has(numberIn(settings, SETTINGS.clientType)) ? 'CONSUME_ACTIVELY' : 'CONSUME_PASSIVELY',
  messageModel: 'CLUSTERING',
  consumeFromWhere: undefined,
  topics: topicsIn(
    messagesIn(subscription, SUBSCRIPTION.entries).map((entry) => messageIn(entry, SUBSCRIPTION_ENTRY.topic)),
  ),
});

/** What a client says of itself in a command of its telemetry; undefined for any other command. */
const heartbeatOf = (clientId: string, command: WireMessage): Heartbeat | undefined => {
  const [settings] = messagesIn(command, TELEMETRY.settings);
  if (settings === undefined) return undefined;
  return {
    clientId,
    // The proxy takes the name of the topic for that of the group, `ClientActivity.registerProducer`.
    producerGroups: messagesIn(settings, SETTINGS.publishing).flatMap((publishing) =>
      topicsIn(messagesIn(publishing, PUBLISHING.topics)),
    ),
    consumers: messagesIn(settings, SETTINGS.subscription).map((each) => consumerOf(settings, each)),
  };
};

const textOf = (value: string | string[] | undefined): string => String(value ?? '').slice(0, 100);

/** The clients that speak gRPC, by their ids: each has a connection for every side that it is shown. */
export class GrpcClients {
  readonly #registry: ClientRegistry;
  readonly #known = new Map<string, Known>();
  readonly #idsOf = new Map<object, Set<string>>();

  /** One that has left is told of for `keptMs` milliseconds. */
  constructor(keptMs: number) {
    this.#registry = new ClientRegistry(keptMs);
  }

  /** A call came on a connection; gives the id of its client. */
  called(connection: object, address: string, headers: IncomingHttpHeaders): string {
    const clientId = String(headers[CLIENT_ID] ?? '').slice(0, 300);
    const ids = this.#idsOf.get(connection) ?? new Set();
    this.#idsOf.set(connection, ids);
    if (clientId === '' || (!ids.has(clientId) && ids.size >= MOST_CLIENTS)) return clientId;
    ids.add(clientId);
    let known = this.#known.get(clientId);
    if (known === undefined) {
      known = { connections: new Set(), written: new Set() };
      this.#known.set(clientId, known);
      this.#registry.connected(known, address);
    }
    known.connections.add(connection);
    const version = releaseNumber(textOf(headers[VERSION])) ?? NO_RELEASE;
    this.#registry.asked(known, { language: textOf(headers[LANGUAGE]) || 'OTHER', version });
    return clientId;
  }

  /** It was shown the route of a topic. */
  shown(clientId: string, topic: string, revision: number): void {
    const known = this.#known.get(clientId);
    if (known) this.#registry.shown(known, topic, revision);
  }

  /** A command of its telemetry. */
  told(clientId: string, command: Uint8Array): void {
    const known = this.#known.get(clientId);
    const heartbeat = known && heartbeatOf(clientId, readMessage(command));
    if (heartbeat) this.#describe(known, heartbeat);
  }

  /** It writes a topic. */
  wrote(clientId: string, topic: string): void {
    const known = this.#known.get(clientId);
    if (known === undefined || known.written.has(topic) || known.written.size >= MOST_TOPICS) return;
    known.written.add(topic);
    const nothing: Heartbeat = { clientId, producerGroups: [], consumers: [] };
    this.#describe(known, this.#registry.heartbeatOf(known) ?? nothing);
  }

  /** Settings come every five minutes, and what is written at any time, so neither tells the time between heartbeats. */
  #describe(known: Known, heartbeat: Heartbeat): void {
    const producerGroups = [...new Set([...heartbeat.producerGroups, ...known.written])];
    this.#registry.described(known, { ...heartbeat, producerGroups });
  }

  /** A connection has ended. */
  left(connection: object): void {
    for (const clientId of this.#idsOf.get(connection) ?? []) {
      const known = this.#known.get(clientId)!;
      known.connections.delete(connection);
      if (known.connections.size > 0) continue;
      this.#registry.left(known);
      this.#known.delete(clientId);
    }
    this.#idsOf.delete(connection);
  }

  /** Everybody who is connected or has left lately. */
  clients(): SeenClient[] {
    return this.#registry.clients();
  }
}
