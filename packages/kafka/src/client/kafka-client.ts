import {
  addressText,
  backoffDelay,
  type CodedError,
  codedErrorIn,
  FramePool,
  isCodedError,
  pause,
} from '@mqferry/core';
import type { Api } from '../protocol/api.ts';
import { FindCoordinator, Metadata } from '../protocol/generated/index.ts';
import type {
  BrokerConnection,
  BrokerConnectionOptions,
  MessageFor,
  SendOptions,
} from './broker-connection.ts';
import { throwOnError } from './broker-error.ts';
import {
  type ClusterMetadata,
  type PartitionMetadata,
  readMetadata,
  type TopicMetadata,
} from './cluster-metadata.ts';
import type { ConnectionConfig } from './connection-config.ts';
import { ConnectionPool } from './connection-pool.ts';
import { clientErrors } from './errors.ts';
import { firstAnswer } from './first-answer.ts';
import { explainHangUp } from './login-probe.ts';
import { MetadataCache } from './metadata-cache.ts';
import type { BrokerAddress } from './open-socket.ts';
import { HIGHEST_TESTED_VERSION } from './tested-versions.ts';

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
  /** The highest version of each API to speak, by name, in place of what the tests have used. */
  readonly highestVersions?: Readonly<Record<string, number>>;
}

const OPERATION_TIMEOUT_MS = 60_000;
const METADATA_MAX_AGE_MS = 300_000;
/** As in the Java client. Jitter keeps clients that failed together from coming back together. */
const RETRY_BACKOFF = { initial: 100, maximum: 1_000, jitter: 0.2 };
const RECONNECT_BACKOFF = { initial: 50, maximum: 1_000, jitter: 0.2 };

const CONNECTION_FAILURES: ReadonlySet<string> = new Set([
  'KAFKA_UNREACHABLE',
  'KAFKA_CONNECT_FAILED',
  'KAFKA_DISCONNECTED',
  'KAFKA_TIMEOUT',
]);

/** A broker that has not told the metadata for so long is not waited for; milliseconds. */
const METADATA_PATIENCE_MS = 1_000;

const COORDINATOR_OF_GROUP = 0;
const COORDINATOR_OF_TRANSACTION = 1;

const connectionOptions = (
  config: ConnectionConfig,
  options: KafkaClientOptions,
  frames: FramePool,
): BrokerConnectionOptions => ({
  clientId: options.clientId ?? config.clientId ?? 'mqferry',
  tls: config.tls,
  sasl: config.sasl,
  networks: config.networks,
  connectTimeoutMs: config.connectTimeoutMs ?? 10_000,
  requestTimeoutMs: config.requestTimeoutMs ?? 30_000,
  maxInFlight: options.maxInFlight ?? 64,
  maxFrameBytes: 256 * 1024 * 1024,
  highestVersions: options.highestVersions ?? HIGHEST_TESTED_VERSION,
  frames,
});

/**
 * A client of one cluster: knows its brokers and leaders, keeps connections to them, retries what Kafka's error
 * table calls retriable. Close it when done.
 */
export class KafkaClient {
  readonly config: ConnectionConfig;
  /** Memory of large answers; who is done with one may give it back here. */
  readonly frames = new FramePool();
  readonly #connectionOptions: BrokerConnectionOptions;
  readonly #operationTimeoutMs: number;
  readonly #pool: ConnectionPool;
  readonly #metadata: MetadataCache;
  /** Addresses that have owed an answer for a while. */
  readonly #silent = new Set<string>();

  constructor(config: ConnectionConfig, options: KafkaClientOptions = {}) {
    this.config = config;
    this.#operationTimeoutMs = options.operationTimeoutMs ?? OPERATION_TIMEOUT_MS;
    this.#connectionOptions = connectionOptions(config, options, this.frames);
    this.#pool = new ConnectionPool(this.#connectionOptions, {
      ...RECONNECT_BACKOFF,
      initial: config.reconnectBackoffMs ?? RECONNECT_BACKOFF.initial,
      maximum: config.reconnectBackoffMaxMs ?? RECONNECT_BACKOFF.maximum,
    });
    const maxAgeMs = config.metadataMaxAgeMs ?? METADATA_MAX_AGE_MS;
    this.#metadata = new MetadataCache(() => this.#askMetadata(), maxAgeMs);
  }

  /** What the cluster looks like, from memory when fresh enough. */
  metadata(): Promise<ClusterMetadata> {
    return this.#metadata.current();
  }

  /** Asks the cluster now. One question serves all who ask at the same time. */
  refreshMetadata(): Promise<ClusterMetadata> {
    return this.#metadata.refresh();
  }

  /** Makes the next use of metadata ask the cluster. */
  expireMetadata(): void {
    this.#metadata.expire();
  }

  /** One topic. Throws KAFKA_TOPIC_UNKNOWN. */
  async topic(name: string): Promise<TopicMetadata> {
    const topic = (await this.metadata()).topics.get(name) ?? (await this.refreshMetadata()).topics.get(name);
    if (!topic) throw clientErrors.KAFKA_TOPIC_UNKNOWN({ topic: name });
    return topic;
  }

  /** One partition with a leader. Throws KAFKA_TOPIC_UNKNOWN, KAFKA_PARTITION_UNKNOWN, KAFKA_LEADER_UNKNOWN. */
  async partition(topic: string, partition: number): Promise<PartitionMetadata> {
    const found = (await this.topic(topic)).partitions.find((p) => p.partition === partition);
    if (!found) throw clientErrors.KAFKA_PARTITION_UNKNOWN({ topic, partition });
    if (found.leader < 0) throw clientErrors.KAFKA_LEADER_UNKNOWN({ topic, partition });
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
    return this.#pool.get(broker, lane);
  }

  /** A connection to whichever broker answers. Throws KAFKA_UNREACHABLE, or at once what no other broker would cure. */
  async connectAny(): Promise<BrokerConnection> {
    const failures: Error[] = [];
    for (const address of this.#anyAddresses()) {
      const connection = await this.#tryConnect(address, failures);
      if (connection) return connection;
    }
    throw unreachable(failures);
  }

  /** Those first that are likely to answer. */
  #anyAddresses(): BrokerAddress[] {
    const known = [...(this.#metadata.last?.brokers.values() ?? [])];
    const isSilent = (address: BrokerAddress) => Number(this.#silent.has(addressText(address)));
    return this.#pool
      .bestFirst([...known, ...this.config.bootstrap])
      .sort((one, other) => isSilent(one) - isSilent(other));
  }

  /** Undefined, with the reason added to `failures`, where another broker may do. */
  async #tryConnect(address: BrokerAddress, failures: Error[]): Promise<BrokerConnection | undefined> {
    try {
      return await this.#pool.get(address, 'main');
    } catch (error) {
      if (!isRetriable(error)) throw error;
      failures.push(error as Error);
      return undefined;
    }
  }

  /** Sends one request to the right broker, without retries; error codes inside the answer are the caller's. */
  async send<Req, Res>(
    api: Api<Req, Res>,
    message: MessageFor<Req>,
    to: Destination = 'any',
    options: SendOptions = {},
  ): Promise<Res> {
    return (await this.route(to)).send(api, message, options);
  }

  /**
   * The connection that a request for `to` takes, on `lane` where that is one broker. A coordinator is asked for anew
   * each time.
   */
  async route(to: Destination, lane = 'main'): Promise<BrokerConnection> {
    if (to === 'any') return this.connectAny();
    if (to === 'controller') {
      const { controllerId } = await this.metadata();
      return controllerId >= 0 ? this.connect(controllerId, lane) : this.connectAny();
    }
    if ('node' in to) return this.connect(to.node, lane);
    const node =
      'group' in to
        ? await this.#findCoordinator(COORDINATOR_OF_GROUP, to.group)
        : await this.#findCoordinator(COORDINATOR_OF_TRANSACTION, to.transactionalId);
    return this.#pool.get(node, lane);
  }

  /**
   * Runs an operation until it succeeds, fails for good, or the time is up; metadata is read anew between tries.
   * The operation must be safe to repeat after the errors that are `worthwhile`, unless told otherwise those that
   * are marked retriable. What fails at the first contact fails at once: then the settings are wrong, most likely, or
   * the addresses that the brokers give out.
   */
  async retrying<T>(
    operation: () => Promise<T>,
    signal?: AbortSignal,
    worthwhile: (error: unknown) => boolean = isRetriable,
  ): Promise<T> {
    const { closing } = this.#pool;
    const end = performance.now() + this.#operationTimeoutMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await operation();
      } catch (error) {
        const delay = backoffDelay(attempt, {
          ...RETRY_BACKOFF,
          initial: this.config.retryBackoffMs ?? RETRY_BACKOFF.initial,
          maximum: this.config.retryBackoffMaxMs ?? RETRY_BACKOFF.maximum,
        });
        const late = performance.now() + delay > end;
        if (late || closing.aborted || !worthwhile(error) || this.#isFirstContact(error)) throw error;
        this.expireMetadata();
        await pause(delay, signal ? AbortSignal.any([signal, closing]) : closing);
      }
    }
  }

  /** Ends all connections; what is under way is rejected with KAFKA_CLOSED. */
  async close(): Promise<void> {
    this.#pool.close();
  }

  /** Whether a connection failed before any broker was reached under the address that the cluster gives out. */
  #isFirstContact(error: unknown): boolean {
    const brokers = this.#metadata.last?.brokers.values() ?? [];
    return CONNECTION_FAILURES.has(codedErrorIn(error)?.code ?? '') && !this.#pool.hasReached(brokers);
  }

  /** A broker that stands still takes requests and does not answer: soon another one is asked as well. */
  async #askMetadata(): Promise<ClusterMetadata> {
    const failures: Error[] = [];
    const answer = await firstAnswer(this.#anyAddresses(), METADATA_PATIENCE_MS, async (address) => {
      const text = addressText(address);
      const timer = setTimeout(() => this.#silent.add(text), METADATA_PATIENCE_MS);
      try {
        const connection = await this.#tryConnect(address, failures);
        return connection && (await this.#askMetadataOf(connection));
      } finally {
        clearTimeout(timer);
        this.#silent.delete(text);
      }
    });
    if (!answer) throw unreachable(failures);
    return answer;
  }

  async #askMetadataOf(connection: BrokerConnection): Promise<ClusterMetadata> {
    const known = this.#metadata.last;
    try {
      // Null asks for all topics; version 0 had an empty list for that. Asking for all never creates one.
      const answer = await connection.send(Metadata, (version) => ({ topics: version === 0 ? [] : null }));
      throwOnError('Metadata', connection.broker, answer.errorCode);
      const found = readMetadata(answer);
      if (known?.clusterId !== undefined && found.clusterId !== known.clusterId) {
        connection.close();
        throw clientErrors.KAFKA_CLUSTER_CHANGED({
          broker: connection.broker,
          expected: known.clusterId,
          found: found.clusterId ?? '?',
        });
      }
      return found;
    } catch (error) {
      const first = known === undefined && this.config.sasl === undefined;
      if (!first || !isCodedError(error, 'KAFKA_DISCONNECTED')) throw error;
      throw await explainHangUp(connection.address, this.#connectionOptions, error);
    }
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
}

const isRetriable = (error: unknown): boolean => codedErrorIn(error)?.retriable ?? false;

const unreachable = (failures: readonly Error[]): CodedError => {
  const reasons = [...new Set(failures.map(({ message }) => message))].join(' ');
  return clientErrors.KAFKA_UNREACHABLE({ reasons }, failures.at(-1));
};
