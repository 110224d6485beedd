import { backoffDelay, codedErrorIn, pause } from '@mqferry/core';
import type { Api } from '../protocol/api.ts';
import { FindCoordinator, Metadata } from '../protocol/generated/index.ts';
import { BrokerConnection, type MessageFor } from './broker-connection.ts';
import { throwOnError } from './broker-error.ts';
import {
  type ClusterMetadata,
  type PartitionMetadata,
  readMetadata,
  type TopicMetadata,
} from './cluster-metadata.ts';
import type { ConnectionConfig } from './connection-config.ts';
import { clientErrors } from './errors.ts';
import { FramePool } from './frame-pool.ts';
import { addressText, type BrokerAddress } from './open-socket.ts';

/** Which broker a request goes to. */
export type Destination =
  | 'any'
  | 'controller'
  | { readonly node: number }
  | { readonly group: string }
  | { readonly transactionalId: string };

/** Settings that are not the user's connection properties. */
export interface KafkaClientOptions {
  readonly clientId?: string;
  /** Requests under way on one connection. */
  readonly maxInFlight?: number;
  /** How long an operation with retries may take, in milliseconds. */
  readonly operationTimeoutMs?: number;
}

const DEFAULTS = {
  connectTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  metadataMaxAgeMs: 300_000,
  operationTimeoutMs: 60_000,
  maxInFlight: 64,
  maxFrameBytes: 256 * 1024 * 1024,
};

const COORDINATOR_OF_GROUP = 0;
const COORDINATOR_OF_TRANSACTION = 1;

/**
 * A client of one cluster: knows its brokers and leaders, keeps connections to them, retries what Kafka's error
 * table calls retriable. Close it when done.
 */
export class KafkaClient {
  readonly config: ConnectionConfig;
  /** Memory of large answers; who is done with one may give it back here. */
  readonly frames = new FramePool();
  readonly #options: KafkaClientOptions;
  readonly #connections = new Map<string, Promise<BrokerConnection>>();
  #metadata: ClusterMetadata | undefined;
  #metadataAt = Number.NEGATIVE_INFINITY;
  #refreshing: Promise<ClusterMetadata> | undefined;
  #closed = false;

  constructor(config: ConnectionConfig, options: KafkaClientOptions = {}) {
    this.config = config;
    this.#options = options;
  }

  /** What the cluster looks like, from memory when fresh enough. */
  async metadata(): Promise<ClusterMetadata> {
    const maxAgeMs = this.config.metadataMaxAgeMs ?? DEFAULTS.metadataMaxAgeMs;
    if (this.#metadata && performance.now() - this.#metadataAt < maxAgeMs) return this.#metadata;
    return this.refreshMetadata();
  }

  /** Asks the cluster now. One question serves all who ask at the same time. */
  refreshMetadata(): Promise<ClusterMetadata> {
    this.#refreshing ??= this.#askMetadata().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** One topic. Throws KAFKA_TOPIC_UNKNOWN. */
  async topic(name: string): Promise<TopicMetadata> {
    const topic = (await this.metadata()).topics.get(name) ?? (await this.refreshMetadata()).topics.get(name);
    if (!topic) throw clientErrors.KAFKA_TOPIC_UNKNOWN({ topic: name });
    return topic;
  }

  /** One partition with a leader. Throws KAFKA_TOPIC_UNKNOWN, KAFKA_LEADER_UNKNOWN. */
  async partition(topic: string, partition: number): Promise<PartitionMetadata> {
    const found = (await this.topic(topic)).partitions.find((p) => p.partition === partition);
    if (!found || found.leader < 0) throw clientErrors.KAFKA_LEADER_UNKNOWN({ topic, partition });
    return found;
  }

  /**
   * A connection to one broker, opened at need. Connections of different lanes are apart, for a broker serves one
   * request of a connection at a time.
   */
  async connect(node: number, lane = 'main'): Promise<BrokerConnection> {
    const broker =
      (await this.metadata()).brokers.get(node) ?? (await this.refreshMetadata()).brokers.get(node);
    if (!broker) {
      throw clientErrors.KAFKA_CONNECT_FAILED({
        broker: `broker ${node}`,
        reason: 'the cluster does not list it now',
      });
    }
    return this.#connectTo(broker, lane);
  }

  /** A connection to whichever broker answers. Throws KAFKA_UNREACHABLE, or at once what no other broker would cure. */
  async connectAny(): Promise<BrokerConnection> {
    const known = [...(this.#metadata?.brokers.values() ?? [])];
    const reasons: string[] = [];
    for (const address of [...known, ...this.config.bootstrap]) {
      try {
        return await this.#connectTo(address, 'main');
      } catch (error) {
        const coded = codedErrorIn(error);
        if (!coded?.retriable) throw error;
        reasons.push(coded.message);
      }
    }
    throw clientErrors.KAFKA_UNREACHABLE({ reasons: [...new Set(reasons)].join(' ') });
  }

  /** Sends one request to the right broker, without retries; error codes inside the answer are the caller's. */
  async send<Req, Res>(
    api: Api<Req, Res>,
    message: MessageFor<Req>,
    to: Destination = 'any',
    options: { readonly timeoutMs?: number; readonly highestVersion?: number } = {},
  ): Promise<Res> {
    return (await this.route(to)).send(api, message, options);
  }

  /** The connection that a request for `to` takes. */
  async route(to: Destination): Promise<BrokerConnection> {
    if (to === 'any') return this.connectAny();
    if (to === 'controller') {
      const { controllerId } = await this.metadata();
      return controllerId >= 0 ? this.connect(controllerId) : this.connectAny();
    }
    if ('node' in to) return this.connect(to.node);
    const node =
      'group' in to
        ? await this.#findCoordinator(COORDINATOR_OF_GROUP, to.group)
        : await this.#findCoordinator(COORDINATOR_OF_TRANSACTION, to.transactionalId);
    return this.#connectTo(node, 'main');
  }

  /**
   * Runs an operation until it succeeds, fails for good, or the time is up; metadata is read anew between tries.
   * The operation must be safe to repeat.
   */
  async retrying<T>(operation: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const end = performance.now() + (this.#options.operationTimeoutMs ?? DEFAULTS.operationTimeoutMs);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await operation();
      } catch (error) {
        const delay = backoffDelay(attempt);
        if (this.#closed || !isRetriable(error) || performance.now() + delay > end) throw error;
        this.expireMetadata();
        await pause(delay, signal);
      }
    }
  }

  /** Makes the next use of metadata ask the cluster. */
  expireMetadata(): void {
    this.#metadataAt = Number.NEGATIVE_INFINITY;
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    this.#closed = true;
    const connections = [...this.#connections.values()];
    this.#connections.clear();
    await Promise.allSettled(connections.map(async (connection) => (await connection).close()));
  }

  async #askMetadata(): Promise<ClusterMetadata> {
    const connection = await this.connectAny();
    // Null asks for all topics; version 0 had an empty list for that. Asking for all never creates one.
    const answer = await connection.send(Metadata, (version) => ({ topics: version === 0 ? [] : null }));
    this.#metadata = readMetadata(answer);
    this.#metadataAt = performance.now();
    return this.#metadata;
  }

  async #findCoordinator(keyType: number, key: string): Promise<BrokerAddress> {
    const connection = await this.connectAny();
    const answer = await connection.send(FindCoordinator, (version) =>
      version >= 4 ? { keyType, coordinatorKeys: [key] } : { key, ...(version >= 1 ? { keyType } : {}) },
    );
    const found = answer.coordinators[0] ?? answer;
    throwOnError('FindCoordinator', key, found.errorCode, found.errorMessage);
    return found;
  }

  #connectTo(address: BrokerAddress, lane: string): Promise<BrokerConnection> {
    if (this.#closed) return Promise.reject(clientErrors.KAFKA_CLOSED({}));
    const key = `${addressText(address)}/${lane}`;
    const existing = this.#connections.get(key);
    if (existing) return existing;
    const opening = this.#open(address);
    this.#connections.set(key, opening);
    const forget = () => {
      if (this.#connections.get(key) === opening) this.#connections.delete(key);
    };
    opening.then((connection) => connection.closed.then(forget), forget);
    return opening;
  }

  async #open(address: BrokerAddress): Promise<BrokerConnection> {
    const connection = await BrokerConnection.open(address, {
      clientId: this.#options.clientId ?? this.config.clientId ?? 'mqferry',
      tls: this.config.tls,
      sasl: this.config.sasl,
      connectTimeoutMs: this.config.connectTimeoutMs ?? DEFAULTS.connectTimeoutMs,
      requestTimeoutMs: this.config.requestTimeoutMs ?? DEFAULTS.requestTimeoutMs,
      maxInFlight: this.#options.maxInFlight ?? DEFAULTS.maxInFlight,
      maxFrameBytes: DEFAULTS.maxFrameBytes,
      frames: this.frames,
    });
    if (this.#closed) connection.close();
    return connection;
  }
}

const isRetriable = (error: unknown): boolean => codedErrorIn(error)?.retriable ?? false;
