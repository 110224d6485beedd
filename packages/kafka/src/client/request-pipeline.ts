import type { Socket } from 'node:net';
import { ByteReader, FrameAssembler, type FramePool, type OpenSocket } from '@mqferry/core';
import { clientErrors } from './errors.ts';

/** A request on its way: its bytes, and what to do with the answer. */
export interface OutgoingRequest {
  /** Name of the API, for errors. */
  readonly label: string;
  /** The frame, its size included. */
  readonly chunks: readonly Buffer[];
  /** Undefined when the answer carries no correlation id (raw SASL tokens of 0.10). */
  readonly correlationId: number | undefined;
  readonly timeoutMs: number;
  /** Settles the caller's promise; the reader holds the answer from the correlation id on. */
  readonly resolve: (reader: ByteReader) => void;
  readonly reject: (error: unknown) => void;
}

interface InFlight {
  readonly request: OutgoingRequest;
  readonly deadline: number;
}

/** First byte of a TLS record that carries an alert (RFC 8446, 5.1). */
const TLS_ALERT = 0x15;

/** Limits of one connection. */
export interface PipelineLimits {
  /** Requests sent and not yet answered; more wait in order. */
  readonly maxInFlight: number;
  /** Largest answer accepted, in bytes. */
  readonly maxFrameBytes: number;
  /** Where large answers get their memory. */
  readonly frames?: FramePool | undefined;
}

/**
 * Sends frames over one socket in the order they were given and hands out the answers, which a Kafka broker
 * gives in that same order. Requests wait here while too many are under way or the socket is full. A broken
 * order, an oversized frame or a late answer ends the connection: what came after could not be trusted.
 */
export class RequestPipeline {
  readonly #socket: Socket;
  readonly #broker: string;
  readonly #limits: PipelineLimits;
  readonly #waiting: OutgoingRequest[] = [];
  readonly #inFlight: InFlight[] = [];
  #drained = true;
  #held = false;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer goes off. */
  #wakesAt = 0;
  #closedBy: unknown;
  /** Settles when the connection has ended, with the reason. */
  readonly closed: Promise<unknown>;
  readonly #announceClosed: (reason: unknown) => void;

  constructor({ socket, receive }: OpenSocket, broker: string, limits: PipelineLimits) {
    this.#socket = socket;
    this.#broker = broker;
    this.#limits = limits;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.closed = promise;
    this.#announceClosed = resolve;
    const assembler = new FrameAssembler(
      (frame) => this.#receive(frame),
      (size) => this.#checkSize(size),
      limits.frames,
    );
    const unlessClosed = (take: () => void) => {
      if (this.#closedBy !== undefined) return;
      try {
        take();
      } catch (error) {
        this.close(error);
      }
    };
    receive({
      push: (data) => unlessClosed(() => assembler.push(data)),
      get space() {
        return assembler.space;
      },
      wrote: (count) => unlessClosed(() => assembler.wrote(count)),
    });
    socket.on('drain', () => {
      this.#drained = true;
      this.#flush();
    });
    socket.on('error', (error) => this.close(this.#broken(error)));
    socket.on('close', () => this.close(this.#disconnected('closed by the broker')));
  }

  get isOpen(): boolean {
    return this.#closedBy === undefined;
  }

  /** Queues a request; it goes out as soon as the limits and the socket allow. */
  send(request: OutgoingRequest): void {
    if (this.#closedBy !== undefined) {
      request.reject(this.#closedBy);
      return;
    }
    this.#waiting.push(request);
    this.#flush();
  }

  /** While held, only requests given to `sendFirst` go out (for a new login on a live connection, KIP-368). */
  hold(held: boolean): void {
    this.#held = held;
    this.#flush();
  }

  /** Sends before everything that waits, also while held. */
  sendFirst(request: OutgoingRequest): void {
    if (this.#closedBy !== undefined) request.reject(this.#closedBy);
    else this.#write(request);
  }

  /** Ends the connection; whatever was not answered is rejected with `reason`. */
  close(reason: unknown): void {
    if (this.#closedBy !== undefined) return;
    this.#closedBy = reason;
    clearTimeout(this.#timer);
    this.#socket.destroy();
    const unanswered = this.#inFlight.splice(0).map(({ request }) => request);
    for (const request of [...unanswered, ...this.#waiting.splice(0)]) request.reject(reason);
    this.#announceClosed(reason);
  }

  #disconnected(reason: string, cause?: unknown): Error {
    return clientErrors.KAFKA_DISCONNECTED({ broker: this.#broker, reason }, cause);
  }

  /** With TLS 1.3 a broker may refuse the client's certificate only when the client takes itself to be connected. */
  #broken(error: NodeJS.ErrnoException): Error {
    if (!error.code?.startsWith('ERR_SSL')) return this.#disconnected(error.message, error);
    return clientErrors.KAFKA_TLS_FAILED({ broker: this.#broker, reason: error.message }, error);
  }

  #flush(): void {
    while (
      this.#waiting.length > 0 &&
      this.#drained &&
      !this.#held &&
      this.#inFlight.length < this.#limits.maxInFlight &&
      this.#closedBy === undefined
    ) {
      this.#write(this.#waiting.shift()!);
    }
  }

  #write(request: OutgoingRequest): void {
    this.#inFlight.push({ request, deadline: performance.now() + request.timeoutMs });
    if (this.#inFlight.length === 1) this.#watch();
    this.#socket.cork();
    for (const chunk of request.chunks) this.#drained = this.#socket.write(chunk);
    this.#socket.uncork();
  }

  /**
   * Watches the oldest request: answers come in order, so a younger one cannot be later than it. A timer that goes off
   * too early looks for the then oldest, so that most requests need none of their own.
   */
  #watch(): void {
    const oldest = this.#inFlight[0];
    if (oldest === undefined || (this.#timer && this.#wakesAt <= oldest.deadline)) return;
    clearTimeout(this.#timer);
    this.#wakesAt = oldest.deadline;
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, oldest.deadline - performance.now()));
  }

  #wake(): void {
    this.#timer = undefined;
    const oldest = this.#inFlight[0];
    if (oldest === undefined) return;
    if (oldest.deadline > performance.now()) {
      this.#watch();
      return;
    }
    const { label, timeoutMs } = oldest.request;
    this.close(clientErrors.KAFKA_TIMEOUT({ broker: this.#broker, api: label, ms: timeoutMs }));
  }

  #receive(frame: Buffer): void {
    const request = this.#inFlight.shift()?.request;
    if (request === undefined) throw this.#violation('an answer that nobody asked for');
    this.#watch();
    if (request.correlationId !== undefined) {
      const correlationId = frame.length >= 4 ? frame.readInt32BE(0) : undefined;
      if (correlationId !== request.correlationId) {
        const error = this.#violation(
          `answer ${correlationId} where ${request.correlationId} was due (${request.label})`,
        );
        request.reject(error);
        throw error;
      }
    }
    request.resolve(new ByteReader(frame));
    this.#flush();
  }

  #violation(reason: string): Error {
    return clientErrors.KAFKA_PROTOCOL_VIOLATION({ broker: this.#broker, reason });
  }

  #checkSize(size: number): void {
    if (size >= 0 && size <= this.#limits.maxFrameBytes) return;
    if (size >>> 24 === TLS_ALERT) throw clientErrors.KAFKA_TLS_EXPECTED({ broker: this.#broker });
    throw clientErrors.KAFKA_FRAME_TOO_LARGE({
      broker: this.#broker,
      size,
      limit: this.#limits.maxFrameBytes,
    });
  }
}
