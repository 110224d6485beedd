import { addressText, type ByteReader, ByteWriter, type FramePool, type TlsConfig } from '@mqferry/core';
import type { Api } from '../protocol/api.ts';
import { ApiVersions, requestHeader, responseHeader } from '../protocol/generated/index.ts';
import type { Loose } from '../protocol/message-codec.ts';
import { authenticate, type LoginChannel } from './authenticate.ts';
import { throwOnError } from './broker-error.ts';
import type { SaslConfig } from './connection-config.ts';
import { clientErrors } from './errors.ts';
import { type BrokerAddress, openSocket } from './open-socket.ts';
import { RequestPipeline } from './request-pipeline.ts';
import { startDialogue } from './sasl/mechanism.ts';
import { negotiate, type OfferedVersions } from './version-negotiation.ts';

/** Settings of one connection; times in milliseconds, sizes in bytes. */
export interface BrokerConnectionOptions {
  readonly clientId: string;
  readonly tls?: TlsConfig | undefined;
  readonly sasl?: SaslConfig | undefined;
  readonly networks?: readonly string[] | undefined;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly maxInFlight: number;
  readonly maxFrameBytes: number;
  /** The highest version of each API to speak, by name; an API that is not there is not spoken. */
  readonly highestVersions: Readonly<Record<string, number>>;
  /** Where large answers get their memory. */
  readonly frames?: FramePool | undefined;
}

/** A message, or how to build it once the version is known. */
export type MessageFor<Req> = Loose<Req> | ((version: number) => Loose<Req>);

/** What may differ from one request to the next. */
export interface SendOptions {
  /** How long the answer may take, in milliseconds; the connection's own limit unless given. */
  readonly timeoutMs?: number;
  readonly highestVersion?: number;
}

const FRAME_SIZE_BYTES = 4;
const UNSUPPORTED_VERSION = 35;
/** A new login starts when this share of the session has passed, as the Java client does (0.85–0.95). */
const RELOGIN_SHARE = 0.85;
/** A timer cannot wait longer; a session of more than 24 days is renewed early. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Same words that brokers log for a client (KIP-511); letters, digits, `.` and `-` only. */
const SOFTWARE = { clientSoftwareName: 'mqferry', clientSoftwareVersion: '0.1.0' };

/**
 * One authenticated connection to one broker: requests are pipelined and answered in order.
 * It never reconnects; when it is closed, open another.
 */
export class BrokerConnection {
  readonly address: BrokerAddress;
  /** The address as text. */
  readonly broker: string;
  readonly #options: BrokerConnectionOptions;
  readonly #pipeline: RequestPipeline;
  #versions: OfferedVersions = new Map();
  #correlationId = 0;
  #reloginTimer: NodeJS.Timeout | undefined;

  private constructor(address: BrokerAddress, pipeline: RequestPipeline, options: BrokerConnectionOptions) {
    this.address = address;
    this.broker = addressText(address);
    this.#pipeline = pipeline;
    this.#options = options;
  }

  /**
   * Connects, learns the broker's versions and logs in. Throws KAFKA_CONNECT_FAILED, KAFKA_TLS_FAILED,
   * KAFKA_TLS_EXPECTED, KAFKA_AUTHENTICATION_FAILED, KAFKA_MECHANISM_UNSUPPORTED, KAFKA_LOGIN_UNEXPECTED,
   * KAFKA_TIMEOUT, KAFKA_DISCONNECTED, KAFKA_PROTOCOL_VIOLATION, KAFKA_VERSION_UNSUPPORTED, what the source of an
   * OAUTHBEARER token throws, or the reason of `signal` when that aborts first.
   */
  static async open(
    address: BrokerAddress,
    options: BrokerConnectionOptions,
    signal?: AbortSignal,
  ): Promise<BrokerConnection> {
    const socket = await openSocket(address, options, signal);
    const pipeline = new RequestPipeline(socket, addressText(address), options);
    const connection = new BrokerConnection(address, pipeline, options);
    const abort = () => connection.close(signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      connection.#versions = await connection.#askVersions();
      if (options.sasl) await connection.#login(options.sasl);
    } catch (error) {
      connection.close(error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
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
  versionOf(api: Api<unknown, unknown>, highestWanted = Number.POSITIVE_INFINITY): number {
    const highest = Math.min(this.#options.highestVersions[api.name] ?? -1, highestWanted);
    return negotiate(api, this.#versions, this.broker, highest);
  }

  /** Whether `send` can use an API in `version` or a higher one. */
  offers(api: Api<unknown, unknown>, version = 0): boolean {
    const offered = this.#versions.get(api.key)?.max ?? -1;
    return Math.min(offered, this.#options.highestVersions[api.name] ?? -1) >= version;
  }

  /**
   * Sends one request and gives the decoded answer; error codes inside it are the caller's to read.
   * Requests leave in the order of the calls.
   */
  async send<Req, Res>(
    api: Api<Req, Res>,
    message: MessageFor<Req>,
    options: SendOptions = {},
  ): Promise<Res> {
    const version = this.versionOf(api, options.highestVersion);
    const body = typeof message === 'function' ? message(version) : message;
    return this.#exchange(api, body, version, options.timeoutMs);
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
    timeoutMs?: number,
    first = false,
  ): Promise<Res> {
    const reader = await this.#request(api, message, version, timeoutMs, first);
    return this.#read(api, () => {
      responseHeader.decode(reader, api.responseHeaderVersion(version));
      return api.response.decode(reader, version);
    });
  }

  /** Sends a request and gives its answer undecoded, from the correlation id on. */
  #request<Req, Res>(
    api: Api<Req, Res>,
    message: Loose<Req>,
    version: number,
    timeoutMs?: number,
    first = false,
  ): Promise<ByteReader> {
    const correlationId = this.#correlationId;
    this.#correlationId = (correlationId + 1) & 0x7fffffff;
    const writer = new ByteWriter();
    // The size of the frame, known when all of it is written.
    writer.int32(0);
    const { clientId } = this.#options;
    requestHeader.encode(
      writer,
      { requestApiKey: api.key, requestApiVersion: version, correlationId, clientId },
      api.requestHeaderVersion(version),
    );
    api.request.encode(writer, message, version);
    const size = writer.length - FRAME_SIZE_BYTES;
    const chunks = writer.chunks();
    chunks[0]!.writeInt32BE(size);
    return this.#transmit(api.name, chunks, correlationId, timeoutMs, first);
  }

  #transmit(
    label: string,
    chunks: readonly Buffer[],
    correlationId: number | undefined,
    timeoutMs = this.#options.requestTimeoutMs,
    first = false,
  ): Promise<ByteReader> {
    return new Promise((resolve, reject) => {
      const request = { label, chunks, correlationId, timeoutMs, resolve, reject };
      if (first) this.#pipeline.sendFirst(request);
      else this.#pipeline.send(request);
    });
  }

  /** An answer that cannot be read ends the connection: what follows may be just as wrong. */
  #read<T>(api: Api<unknown, unknown>, decode: () => T): T {
    try {
      return decode();
    } catch (error) {
      const reason = `its answer to ${api.name} cannot be read: ${(error as Error).message}`;
      const violation = clientErrors.KAFKA_PROTOCOL_VIOLATION({ broker: this.broker, reason }, error);
      this.close(violation);
      throw violation;
    }
  }

  /** A broker that does not know our newest ApiVersions answers in version 0 with what it does know (KIP-511). */
  async #askVersions(): Promise<OfferedVersions> {
    let version = this.#options.highestVersions[ApiVersions.name] ?? 0;
    for (;;) {
      const reader = await this.#request(ApiVersions, version >= 3 ? SOFTWARE : {}, version);
      const answer = this.#read(ApiVersions, () => {
        responseHeader.decode(reader, ApiVersions.responseHeaderVersion(version));
        const start = reader.offset;
        const unsupported = reader.int16() === UNSUPPORTED_VERSION;
        reader.offset = start;
        return ApiVersions.response.decode(reader, unsupported ? 0 : version);
      });
      const offered = new Map(
        answer.apiKeys.map(({ apiKey, minVersion, maxVersion }) => [
          apiKey,
          { min: minVersion, max: maxVersion },
        ]),
      );
      if (answer.errorCode !== UNSUPPORTED_VERSION || version === 0) {
        throwOnError(ApiVersions.name, this.broker, answer.errorCode);
        return offered;
      }
      version = Math.min(version - 1, offered.get(ApiVersions.key)?.max ?? 0);
    }
  }

  /** Logs in. On a live connection (KIP-368) others wait: the broker wants nothing else meanwhile. */
  async #login(sasl: SaslConfig): Promise<void> {
    const dialogue = await startDialogue(sasl);
    this.#pipeline.hold(true);
    const lifetimeMs = await authenticate(this.#loginChannel(), sasl.mechanism, dialogue);
    this.#pipeline.hold(false);
    if (lifetimeMs > 0 && this.isOpen) {
      const relogin = () => this.#login(sasl).catch((error) => this.close(error));
      this.#reloginTimer = setTimeout(relogin, Math.min(lifetimeMs * RELOGIN_SHARE, LONGEST_TIMER_MS));
      this.#reloginTimer.unref();
    }
  }

  #loginChannel(): LoginChannel {
    return {
      broker: this.broker,
      versionOf: (api) => this.versionOf(api),
      exchange: (api, message, version) => this.#exchange(api, message, version, undefined, true),
      exchangeRaw: async (token) => {
        const writer = new ByteWriter();
        writer.int32(token.length);
        writer.bytes(token);
        const reader = await this.#transmit('SASL token', writer.chunks(), undefined, undefined, true);
        return reader.bytes(reader.remaining);
      },
    };
  }
}
