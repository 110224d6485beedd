import { type ByteReader, ByteWriter } from '@mqferry/core';
import type { Api } from '../protocol/api.ts';
import { ApiVersions, requestHeader, responseHeader } from '../protocol/generated/index.ts';
import type { Loose } from '../protocol/message-codec.ts';
import { authenticate, type LoginChannel } from './authenticate.ts';
import type { SaslConfig, TlsConfig } from './connection-config.ts';
import { clientErrors } from './errors.ts';
import type { FramePool } from './frame-pool.ts';
import { addressText, type BrokerAddress, openSocket } from './open-socket.ts';
import { RequestPipeline } from './request-pipeline.ts';
import { negotiate, type OfferedVersions } from './version-negotiation.ts';

/** Settings of one connection; times in milliseconds, sizes in bytes. */
export interface BrokerConnectionOptions {
  readonly clientId: string;
  readonly tls?: TlsConfig | undefined;
  readonly sasl?: SaslConfig | undefined;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly maxInFlight: number;
  readonly maxFrameBytes: number;
  /** Where large answers get their memory. */
  readonly frames?: FramePool | undefined;
}

/** A message, or how to build it once the version is known. */
export type MessageFor<Req> = Loose<Req> | ((version: number) => Loose<Req>);

const UNSUPPORTED_VERSION = 35;
const NEWEST_API_VERSIONS = 4;
/** A new login starts when this share of the session has passed, as the Java client does (0.85–0.95). */
const RELOGIN_SHARE = 0.85;
/** Same words that brokers log for a client (KIP-511); letters, digits, `.` and `-` only. */
const SOFTWARE = { clientSoftwareName: 'mqferry', clientSoftwareVersion: '0.1.0' };

/**
 * One authenticated connection to one broker: requests are pipelined and answered in order.
 * It never reconnects; when it is closed, open another.
 */
export class BrokerConnection {
  readonly broker: string;
  readonly #options: BrokerConnectionOptions;
  readonly #pipeline: RequestPipeline;
  #versions: OfferedVersions = new Map();
  #correlationId = 0;
  #reloginTimer: NodeJS.Timeout | undefined;

  private constructor(broker: string, pipeline: RequestPipeline, options: BrokerConnectionOptions) {
    this.broker = broker;
    this.#pipeline = pipeline;
    this.#options = options;
  }

  /**
   * Connects, learns the broker's versions and logs in. Throws KAFKA_CONNECT_FAILED, KAFKA_TLS_FAILED,
   * KAFKA_TLS_EXPECTED, KAFKA_AUTHENTICATION_FAILED, KAFKA_MECHANISM_UNSUPPORTED, KAFKA_TIMEOUT, KAFKA_DISCONNECTED.
   */
  static async open(address: BrokerAddress, options: BrokerConnectionOptions): Promise<BrokerConnection> {
    const socket = await openSocket(address, options.tls, options.connectTimeoutMs);
    const broker = addressText(address);
    const connection = new BrokerConnection(broker, new RequestPipeline(socket, broker, options), options);
    try {
      connection.#versions = await connection.#askVersions();
      if (options.sasl) await connection.#login(options.sasl);
    } catch (error) {
      connection.close(error);
      throw error;
    }
    return connection;
  }

  get isOpen(): boolean {
    return this.#pipeline.isOpen;
  }

  /** Settles with the reason when the connection has ended. */
  get closed(): Promise<unknown> {
    return this.#pipeline.closed;
  }

  /** What the broker offers, by API key. */
  get offeredVersions(): OfferedVersions {
    return this.#versions;
  }

  /** The version that `send` uses for an API. Throws KAFKA_VERSION_UNSUPPORTED. */
  versionOf(api: Api<unknown, unknown>, highestWanted?: number): number {
    return negotiate(api, this.#versions, this.broker, highestWanted);
  }

  /**
   * Sends one request and gives the decoded answer; error codes inside it are the caller's to read.
   * Requests leave in the order of the calls.
   */
  async send<Req, Res>(
    api: Api<Req, Res>,
    message: MessageFor<Req>,
    options: { readonly timeoutMs?: number; readonly highestVersion?: number } = {},
  ): Promise<Res> {
    const version = this.versionOf(api, options.highestVersion);
    const body = typeof message === 'function' ? message(version) : message;
    return this.#exchange(api, body, version, options.timeoutMs ?? this.#options.requestTimeoutMs, false);
  }

  /** Ends the connection; unanswered requests are rejected with `reason`. */
  close(reason: unknown = clientErrors.KAFKA_CLOSED({})): void {
    clearTimeout(this.#reloginTimer);
    this.#pipeline.close(reason);
  }

  async #exchange<Req, Res>(
    api: Api<Req, Res>,
    message: Loose<Req>,
    version: number,
    timeoutMs: number,
    first: boolean,
  ): Promise<Res> {
    const correlationId = this.#correlationId;
    this.#correlationId = (correlationId + 1) & 0x7fffffff;
    const writer = new ByteWriter();
    requestHeader.encode(
      writer,
      {
        requestApiKey: api.key,
        requestApiVersion: version,
        correlationId,
        clientId: this.#options.clientId,
      },
      api.requestHeaderVersion(version),
    );
    api.request.encode(writer, message, version);
    const reader = await this.#transmit(api.name, writer.chunks(), correlationId, timeoutMs, first);
    reader.offset = 0;
    responseHeader.decode(reader, api.responseHeaderVersion(version));
    return api.response.decode(reader, version);
  }

  #transmit(
    label: string,
    chunks: readonly Buffer[],
    correlationId: number | undefined,
    timeoutMs: number,
    first: boolean,
  ): Promise<ByteReader> {
    return new Promise((resolve, reject) => {
      const request = { label, chunks, correlationId, timeoutMs, resolve, reject };
      if (first) this.#pipeline.sendFirst(request);
      else this.#pipeline.send(request);
    });
  }

  /** A broker that does not know our newest ApiVersions answers in version 0 with what it does know (KIP-511). */
  async #askVersions(): Promise<OfferedVersions> {
    const timeoutMs = this.#options.requestTimeoutMs;
    let version = NEWEST_API_VERSIONS;
    for (;;) {
      const correlationId = this.#correlationId++;
      const writer = new ByteWriter();
      requestHeader.encode(
        writer,
        {
          requestApiKey: ApiVersions.key,
          requestApiVersion: version,
          correlationId,
          clientId: this.#options.clientId,
        },
        ApiVersions.requestHeaderVersion(version),
      );
      ApiVersions.request.encode(writer, version >= 3 ? SOFTWARE : {}, version);
      const reader = await this.#transmit('ApiVersions', writer.chunks(), correlationId, timeoutMs, false);
      const start = reader.offset;
      const unsupported = reader.int16() === UNSUPPORTED_VERSION;
      reader.offset = start;
      const answer = ApiVersions.response.decode(reader, unsupported ? 0 : version);
      const offered = new Map(
        answer.apiKeys.map(({ apiKey, minVersion, maxVersion }) => [
          apiKey,
          { min: minVersion, max: maxVersion },
        ]),
      );
      if (!unsupported) return offered;
      if (version === 0) {
        throw clientErrors.KAFKA_PROTOCOL_VIOLATION({
          broker: this.broker,
          reason: 'ApiVersions is refused in every version',
        });
      }
      version = Math.min(version - 1, offered.get(ApiVersions.key)?.max ?? 0);
    }
  }

  async #login(sasl: SaslConfig): Promise<void> {
    const channel: LoginChannel = {
      broker: this.broker,
      versionOf: (api) => this.versionOf(api),
      exchange: (api, message, version) =>
        this.#exchange(api, message, version, this.#options.requestTimeoutMs, true),
      exchangeRaw: async (token) => {
        const reader = await this.#transmit(
          'SASL token',
          [token],
          undefined,
          this.#options.requestTimeoutMs,
          true,
        );
        return reader.bytes(reader.remaining);
      },
    };
    const lifetimeMs = await authenticate(channel, sasl);
    if (lifetimeMs > 0) {
      this.#reloginTimer = setTimeout(() => this.#relogin(sasl), lifetimeMs * RELOGIN_SHARE);
      this.#reloginTimer.unref();
    }
  }

  /** Logs in again on the live connection (KIP-368): the broker wants nothing else meanwhile, so others wait. */
  #relogin(sasl: SaslConfig): void {
    this.#pipeline.hold(true);
    this.#login(sasl).then(
      () => this.#pipeline.hold(false),
      (error) => this.close(error),
    );
  }
}
