import type { Socket } from 'node:net';
import {
  addressText,
  FrameAssembler,
  type OpenSocket,
  openSocket,
  type SocketAddress,
  type SocketErrors,
  type TlsConfig,
} from '@mqferry/core';
import {
  type ClientLanguage,
  type HeaderFields,
  MQ_VERSION,
  NO_BODY,
  ONEWAY_FLAG,
  RESPONSE_FLAG,
  type RemotingCommand,
  type Serialization,
} from '../protocol/command.ts';
import { protocolErrors } from '../protocol/errors.ts';
import { decodeFrame, encodeFrame, MAX_FRAME_BYTES } from '../protocol/frame.ts';
import { RESPONSE } from '../protocol/response-codes.ts';
import { type Credentials, signed } from './credentials.ts';
import { connectionErrors } from './errors.ts';
import { PendingAnswers } from './pending-answers.ts';

/** What is answered to a request of the other side. */
export interface Answer {
  readonly code: number;
  readonly remark?: string | undefined;
  readonly fields?: HeaderFields | undefined;
  readonly body?: Buffer | undefined;
}

/**
 * Serves what the other side asks for, on the same connection. Undefined is for what gets no answer. A request that nobody
 * serves is answered with REQUEST_CODE_NOT_SUPPORTED.
 */
export type RequestHandler = (
  request: RemotingCommand,
  connection: RemotingConnection,
) => Promise<Answer | undefined> | Answer | undefined;

/** How a connection behaves. */
export interface ConnectionOptions {
  /** Absent: plain text. */
  readonly tls?: TlsConfig | undefined;
  /** Signs every request. */
  readonly credentials?: Credentials | undefined;
  /** JSON unless given, as Java clients do. */
  readonly serialization?: Serialization | undefined;
  readonly language?: ClientLanguage | undefined;
  /** How long a connection may take to be set up, in milliseconds; 3 s unless given. */
  readonly connectTimeoutMs?: number | undefined;
  /** How long an answer may take, in milliseconds; 3 s unless given, as for Java clients. */
  readonly requestTimeoutMs?: number | undefined;
  /** Largest frame that is taken; 16 MiB unless given. */
  readonly maxFrameBytes?: number | undefined;
  /** Networks in CIDR notation in which servers may be connected to; everywhere when absent. */
  readonly networks?: readonly string[] | undefined;
  readonly onRequest?: RequestHandler | undefined;
}

/** What is asked for. */
export interface OutgoingRequest {
  readonly code: number;
  /** For errors. */
  readonly name: string;
  readonly fields: HeaderFields;
  /** Names of fields that are not signed. */
  readonly unsigned?: readonly string[] | undefined;
  readonly body?: Buffer | undefined;
}

const DEFAULT_TIMEOUT_MS = 3_000;

export const SOCKET_ERRORS: SocketErrors = {
  connectFailed: connectionErrors.ROCKETMQ_CONNECT_FAILED,
  notAllowed: connectionErrors.ROCKETMQ_NETWORK_NOT_ALLOWED,
  tlsFailed: connectionErrors.ROCKETMQ_TLS_FAILED,
  disconnected: connectionErrors.ROCKETMQ_DISCONNECTED,
};

/**
 * One connection of the remoting protocol. Both sides ask on it and both answer; answers come in any order. A late answer
 * is dropped and the connection goes on, as in Java. What is no frame ends the connection.
 */
export class RemotingConnection {
  /** `host:port` of the other side, for errors. */
  readonly peer: string;
  /** Settles when the connection has ended, with the reason. */
  readonly closed: Promise<Error>;
  readonly #announceClosed: (reason: Error) => void;
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #pending: PendingAnswers;
  #opaque = 0;
  #corked = false;
  #closedBy: Error | undefined;

  /** Over a socket that is open: one that was accepted, or one of `openSocket`. */
  constructor({ socket, receive }: OpenSocket, peer: string, options: ConnectionOptions = {}) {
    this.#socket = socket;
    this.peer = peer;
    this.#options = options;
    this.#pending = new PendingAnswers(peer);
    const { promise, resolve } = Promise.withResolvers<Error>();
    this.closed = promise;
    this.#announceClosed = resolve;
    const frames = new FrameAssembler(
      (frame) => this.#receive(frame),
      (size) => this.#checkSize(size),
    );
    const unlessClosed = (take: () => void) => {
      if (this.#closedBy) return;
      try {
        take();
      } catch (error) {
        this.close(error as Error);
      }
    };
    receive({
      push: (data) => unlessClosed(() => frames.push(data)),
      get space() {
        return frames.space;
      },
      wrote: (count) => unlessClosed(() => frames.wrote(count)),
    });
    socket.on('error', (error) => this.close(this.#disconnected(error.message, error)));
    socket.on('close', () => this.close(this.#disconnected('closed by the other side')));
  }

  /**
   * Connects. Throws ROCKETMQ_CONNECT_FAILED, ROCKETMQ_TLS_FAILED, ROCKETMQ_NETWORK_NOT_ALLOWED, or the reason of `signal`.
   */
  static async open(
    address: SocketAddress,
    options: ConnectionOptions = {},
    signal?: AbortSignal,
  ): Promise<RemotingConnection> {
    const { tls, networks, connectTimeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const socket = await openSocket(SOCKET_ERRORS, address, { tls, networks, connectTimeoutMs }, signal);
    return new RemotingConnection(socket, addressText(address), options);
  }

  get isOpen(): boolean {
    return this.#closedBy === undefined;
  }

  /** Local address, `host:port`; undefined once the connection has ended. */
  get localAddress(): SocketAddress | undefined {
    const { localAddress, localPort } = this.#socket;
    return localAddress === undefined || localPort === undefined
      ? undefined
      : { host: localAddress, port: localPort };
  }

  /**
   * Asks, and gives the answer whatever its code is. Throws ROCKETMQ_TIMEOUT, ROCKETMQ_DISCONNECTED or what else ended
   * the connection.
   */
  async request(request: OutgoingRequest, timeoutMs?: number): Promise<RemotingCommand> {
    if (this.#closedBy) throw this.#closedBy;
    const opaque = this.#nextOpaque();
    const chunks = this.#encode(request, opaque, 0);
    const limit = timeoutMs ?? this.#options.requestTimeoutMs ?? DEFAULT_TIMEOUT_MS;
    const answer = this.#pending.add(opaque, request.name, limit);
    this.#write(chunks);
    return answer;
  }

  /** Tells something and waits for no answer. Throws what ended the connection. */
  oneway(request: OutgoingRequest): void {
    if (this.#closedBy) throw this.#closedBy;
    this.#write(this.#encode(request, this.#nextOpaque(), ONEWAY_FLAG));
  }

  /** Ends the connection; whoever waits for an answer gets `reason`. */
  close(reason: Error = this.#disconnected('closed here')): void {
    if (this.#closedBy) return;
    this.#closedBy = reason;
    this.#pending.fail(reason);
    this.#socket.destroy();
    this.#announceClosed(reason);
  }

  #disconnected(reason: string, cause?: unknown): Error {
    return connectionErrors.ROCKETMQ_DISCONNECTED({ broker: this.peer, reason }, cause);
  }

  #nextOpaque(): number {
    this.#opaque = (this.#opaque + 1) & 0x7fff_ffff;
    return this.#opaque;
  }

  #encode(request: OutgoingRequest, opaque: number, flag: number): Buffer[] {
    const { code, fields, unsigned = [], body = NO_BODY } = request;
    const { credentials, serialization = 'JSON', language = 'OTHER' } = this.#options;
    // Brokers of 4.x never verify what is unsigned; those of 5.x do so for clients newer than this
    // (PlainAccessValidator, DefaultAuthenticationContextBuilder).
    const version = unsigned.length > 0 ? MQ_VERSION.V4_9_3 : MQ_VERSION.V5_5_0;
    return encodeFrame({
      ...{ code, language, version, opaque, flag, remark: undefined },
      fields: credentials ? signed(fields, body, credentials, unsigned) : fields,
      ...{ body, serialization },
    });
  }

  /** What is written in one turn of the event loop goes out together. */
  #write(chunks: readonly Buffer[]): void {
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    for (const chunk of chunks) this.#socket.write(chunk);
  }

  #checkSize(size: number): void {
    const { maxFrameBytes: limit = MAX_FRAME_BYTES } = this.#options;
    if (size < 0) throw protocolErrors.ROCKETMQ_FRAME_MALFORMED({ reason: `a frame of ${size} bytes` });
    if (size > limit) throw protocolErrors.ROCKETMQ_FRAME_TOO_LARGE({ size, limit });
  }

  #receive(frame: Buffer): void {
    const command = decodeFrame(frame);
    if (command.flag & RESPONSE_FLAG) this.#pending.settle(command);
    else void this.#serve(command);
  }

  async #serve(request: RemotingCommand): Promise<void> {
    const answer = await this.#answerTo(request);
    if (answer === undefined || request.flag & ONEWAY_FLAG || this.#closedBy) return;
    const { language = 'OTHER' } = this.#options;
    this.#write(
      encodeFrame({
        ...{ code: answer.code, language, version: MQ_VERSION.V5_5_0 },
        ...{ opaque: request.opaque, flag: RESPONSE_FLAG, remark: answer.remark },
        ...{ fields: answer.fields ?? {}, body: answer.body ?? NO_BODY },
        serialization: request.serialization,
      }),
    );
  }

  async #answerTo(request: RemotingCommand): Promise<Answer | undefined> {
    const { onRequest } = this.#options;
    const remark = `request type ${request.code} not supported`;
    if (onRequest === undefined) return { code: RESPONSE.REQUEST_CODE_NOT_SUPPORTED, remark };
    try {
      return await onRequest(request, this);
    } catch (error) {
      return { code: RESPONSE.SYSTEM_ERROR, remark: (error as Error).message };
    }
  }
}
