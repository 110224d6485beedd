import { addressText } from '@mqferry/core';
import { parseAddress, parseNameServers, vipAddress } from '../../connection/address.ts';
import { call } from '../../connection/call.ts';
import { ConnectionPool } from '../../connection/connection-pool.ts';
import { NameServers } from '../../connection/name-servers.ts';
import type { RemotingConnection } from '../../connection/remoting-connection.ts';
import { createUniqueKeys } from '../../message/ids/unique-key.ts';
import { withNamespace, withoutNamespace } from '../../names/namespace.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import { MQ_VERSION } from '../../protocol/command.ts';
import { HEART_BEAT, UNREGISTER_CLIENT } from '../../protocol/requests/heartbeat.ts';
import type { ClientOptions } from '../client-options.ts';
import { clientErrors } from '../errors.ts';
import { clientIdOf } from './client-id.ts';
import { heartbeatBody } from './heartbeat.ts';
import type { ConsumerMember, ProducerMember } from './members.ts';
import { Repeated } from './repeated.ts';
import { Replies } from './replies.ts';
import { Routes } from './routes.ts';
import { serveBrokers } from './serve-brokers.ts';

const HALF_A_MINUTE = 30_000;
const MASTER_ID = 0;

/**
 * What the producers and consumers of one client share: its id, connections, routes and heartbeats (Java:
 * `MQClientInstance`). Brokers tell clients apart by connection and id, and ask them on the same connections.
 */
export class ClientCore {
  readonly clientId: string;
  readonly routes: Routes;
  readonly replies = new Replies();
  readonly nextUniqueKey = createUniqueKeys();
  readonly #options: ClientOptions;
  readonly #pool: ConnectionPool;
  readonly #nameServers: NameServers;
  readonly #producers = new Map<string, ProducerMember>();
  readonly #consumers = new Map<string, ConsumerMember>();
  /** Connections whose broker has had a heartbeat on them, by address. */
  readonly #greeted = new Map<string, RemotingConnection>();
  readonly #greetings = new WeakMap<RemotingConnection, Promise<void>>();
  readonly #versions = new WeakMap<RemotingConnection, number>();
  readonly #routeReader: Repeated;
  readonly #heart: Repeated;
  #closed = false;

  constructor(options: ClientOptions) {
    const { nameServers, routeRefreshMs = HALF_A_MINUTE, heartbeatMs = HALF_A_MINUTE } = options;
    this.#options = options;
    this.clientId = clientIdOf(options);
    const { replies } = this;
    const service = { producers: this.#producers, consumers: this.#consumers, replies, nameServers };
    const onRequest = serveBrokers(service, this.problem);
    this.#pool = new ConnectionPool({ ...options, onRequest });
    this.#nameServers = new NameServers(this.#pool, parseNameServers(nameServers));
    this.routes = new Routes(this.#nameServers, () => {
      for (const consumer of this.#consumers.values()) consumer.served?.membersChanged();
    });
    this.#routeReader = new Repeated(routeRefreshMs, () => this.routes.refreshAll(), this.problem);
    this.#heart = new Repeated(heartbeatMs, () => this.#beat(), this.problem);
  }

  /**
   * Tells whoever listens what goes wrong in the background. Nothing does after the client was closed. What the listener
   * throws is its program's own affair, and stops nothing here.
   */
  readonly problem = (problem: Error): void => {
    const { onProblem } = this.#options;
    if (!this.#closed && onProblem) queueMicrotask(() => onProblem(problem));
  };

  /** Throws ROCKETMQ_CLIENT_CLOSED. */
  requireOpen(): void {
    if (this.#closed) throw clientErrors.ROCKETMQ_CLIENT_CLOSED({ clientId: this.clientId });
  }

  get namespace(): string | undefined {
    return this.#options.namespace;
  }

  /** A topic or group as brokers know it. */
  wrap(name: string): string {
    return withNamespace(this.namespace, name);
  }

  /** A topic or group as the program knows it. */
  unwrap(name: string): string {
    return this.namespace ? withoutNamespace(name, this.namespace) : name;
  }

  wrapQueue(queue: MessageQueue): MessageQueue {
    return this.namespace ? { ...queue, topic: this.wrap(queue.topic) } : queue;
  }

  unwrapQueue(queue: MessageQueue): MessageQueue {
    return this.namespace ? { ...queue, topic: this.unwrap(queue.topic) } : queue;
  }

  /** The connection to a broker if it is ready, for those who send much. */
  readyConnection(address: string): RemotingConnection | undefined {
    const connection = this.#greeted.get(address);
    return connection?.isOpen ? connection : undefined;
  }

  /**
   * The connection to a broker, which knows on it who this client is: brokers forget the members of a connection that ends,
   * and do not serve the pulls of a group that they do not know. Throws ROCKETMQ_CLIENT_CLOSED, and what
   * `ConnectionPool.get` throws.
   */
  async connect(address: string): Promise<RemotingConnection> {
    this.requireOpen();
    const connection = await this.#pool.get(address);
    const greeting = this.#greetings.get(connection) ?? this.#greet(connection).catch(this.problem);
    this.#greetings.set(connection, greeting);
    await greeting;
    return connection;
  }

  /** Whether the broker of a connection is of 5.x, which it says in the answer to a heartbeat. */
  isFive(connection: RemotingConnection): boolean {
    return (this.#versions.get(connection) ?? 0) >= MQ_VERSION.V5_0_0;
  }

  /** The address of a queue's master. Throws ROCKETMQ_BROKER_UNKNOWN when no route names it. */
  async masterOf({ topic, brokerName }: MessageQueue): Promise<string> {
    const known = this.routes.master(brokerName);
    if (known !== undefined) return known;
    await this.routes.refresh(topic);
    const found = this.routes.master(brokerName);
    if (found === undefined) throw clientErrors.ROCKETMQ_BROKER_UNKNOWN({ brokerName, topic });
    return found;
  }

  /** The address at which a broker takes messages, which may be another than that for pulls. */
  sendingAddress(master: string): string {
    return this.#options.vipChannel ? addressText(vipAddress(parseAddress(master))) : master;
  }

  /**
   * Takes a producer in and tells the brokers known by now of it; the others are told when a connection to them opens.
   * Throws ROCKETMQ_CLIENT_CLOSED, ROCKETMQ_GROUP_TAKEN.
   */
  joinProducer(group: string, producer: ProducerMember): Promise<void> {
    return this.#join(this.#producers, group, producer);
  }

  /** Takes a consumer in, as `joinProducer` does. */
  joinConsumer(group: string, consumer: ConsumerMember): Promise<void> {
    return this.#join(this.#consumers, group, consumer);
  }

  /** Takes a producer out and has it unregistered at all brokers it is known to. */
  async leaveProducer(group: string, producer: ProducerMember): Promise<void> {
    if (this.#producers.get(group) !== producer) return;
    this.#producers.delete(group);
    await this.#unregister({ producerGroup: group });
  }

  /** Takes a consumer out, as `leaveProducer` does. */
  async leaveConsumer(group: string, consumer: ConsumerMember): Promise<void> {
    if (this.#consumers.get(group) !== consumer) return;
    this.#consumers.delete(group);
    await this.#unregister({ consumerGroup: group });
  }

  /** Tells all brokers now who is in this client. */
  beat(): Promise<void> {
    return this.#heart.now();
  }

  /**
   * Takes all members out and ends all connections. Whoever still waits for something gets ROCKETMQ_CLIENT_CLOSED or
   * ROCKETMQ_DISCONNECTED.
   */
  async close(): Promise<void> {
    if (this.#closed) return;
    const members = [...this.#consumers.values(), ...this.#producers.values()];
    await Promise.all(members.map((member) => member.close()));
    this.#closed = true;
    this.replies.dropAll(clientErrors.ROCKETMQ_CLIENT_CLOSED({ clientId: this.clientId }));
    const stopped = Promise.all([this.#routeReader.stop(), this.#heart.stop()]);
    await this.#pool.close();
    await stopped;
  }

  get #hasMembers(): boolean {
    return this.#producers.size + this.#consumers.size > 0;
  }

  async #join<M>(members: Map<string, M>, group: string, member: M): Promise<void> {
    this.requireOpen();
    if (members.has(group)) throw clientErrors.ROCKETMQ_GROUP_TAKEN({ group });
    members.set(group, member);
    this.#routeReader.start();
    this.#heart.start();
    await this.beat();
  }

  async #unregister(groups: { producerGroup: string } | { consumerGroup: string }): Promise<void> {
    const fields = { clientID: this.clientId, ...groups };
    const connections = [...this.#greeted.values()];
    await Promise.all(
      connections.map((connection) => call(connection, UNREGISTER_CLIENT, fields).catch(this.problem)),
    );
  }

  async #greet(connection: RemotingConnection): Promise<void> {
    if (this.#hasMembers) await this.#sendHeartbeat(connection);
    const { peer } = connection;
    this.#greeted.set(peer, connection);
    void connection.closed.then(() => {
      if (this.#greeted.get(peer) === connection) this.#greeted.delete(peer);
    });
  }

  async #sendHeartbeat(connection: RemotingConnection): Promise<void> {
    const consumers = [...this.#consumers.values()].map((consumer) => consumer.describe());
    const body = heartbeatBody(this.clientId, this.#producers.keys(), consumers);
    const { version } = await call(connection, HEART_BEAT, {}, { body });
    this.#versions.set(connection, version);
  }

  async #beat(): Promise<void> {
    if (!this.#hasMembers) return;
    const known = this.routes.addresses(this.#consumers.size > 0 ? 'all' : 'masters');
    const canCheck = [...this.#producers.values()].some((producer) => producer.canCheck);
    const more = canCheck ? await this.#allMasters().catch(this.problem) : undefined;
    const addresses = new Set([...known, ...(more ?? [])]);
    await Promise.all(
      [...addresses].map(async (address) => {
        const greeted = this.readyConnection(address);
        // What is opened here has its heartbeat as it opens.
        await (greeted ? this.#sendHeartbeat(greeted) : this.connect(address)).catch(this.problem);
      }),
    );
  }

  async #allMasters(): Promise<string[]> {
    const { brokers } = await this.#nameServers.clusterInfo();
    return [...brokers.values()].flatMap(({ brokerAddrs }) => brokerAddrs.get(MASTER_ID) ?? []);
  }
}
