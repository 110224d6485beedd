import type { Socket } from 'node:net';
import { FrameCutter, headOf, type RequestHead } from './kafka-frames.ts';

/** Which way a frame goes. */
export type Direction = 'request' | 'answer';

/** A request, from when it reaches the proxy until its answer left it. */
export interface Exchange extends RequestHead {
  /** The broker's place in its cluster, from 0. */
  readonly broker: number;
  /** As it is on the wire. */
  readonly request: Buffer;
  readonly connection: ProxiedConnection;
}

/**
 * Decides on a frame, now or later: how many of its bytes go on. With fewer than all the connection ends there, in the
 * middle of the frame.
 */
export type Judge = (direction: Direction, exchange: Exchange, frame: Buffer) => Promise<number>;

/**
 * One connection of a client through the proxy: frames go on one after the other in each direction, each when it has
 * been decided on. When the client goes away, what it has sent still reaches the broker, however late.
 */
export class ProxiedConnection {
  readonly #client: Socket;
  readonly #broker: Socket;
  readonly #unanswered: Exchange[] = [];
  readonly #ended = new AbortController();
  #requests: Promise<void> = Promise.resolve();
  #answers: Promise<void> = Promise.resolve();

  constructor(client: Socket, broker: Socket, place: number, judge: Judge) {
    this.#client = client;
    this.#broker = broker;
    for (const socket of [client, broker]) socket.setNoDelay(true).on('error', () => {});
    const [requests, answers] = [new FrameCutter(), new FrameCutter()];
    client.on('data', (chunk) => {
      for (const request of requests.push(chunk)) {
        const exchange = { ...headOf(request), broker: place, request, connection: this };
        this.#unanswered.push(exchange);
        this.#requests = this.#requests.then(() => this.#pass('request', exchange, request, judge));
      }
    });
    broker.on('data', (chunk) => {
      for (const answer of answers.push(chunk))
        this.#answers = this.#answers.then(() => this.#pass('answer', this.#unanswered[0]!, answer, judge));
    });
    client.on('close', () => {
      void this.#requests.then(() => {
        if (this.#unanswered.length === 0) this.cut();
      });
    });
    broker.on('close', () => {
      this.#ended.abort();
      void this.#answers.then(() => this.cut());
    });
  }

  /** What was asked and not answered, oldest first. */
  get unanswered(): readonly Exchange[] {
    return this.#unanswered;
  }

  /** Aborts when the broker's side is gone: nothing can be delivered any more. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** Ends both sides. */
  cut(): void {
    this.#client.destroy();
    this.#broker.destroy();
  }

  /** Ends the client's side only: what is held may still reach the broker. */
  sever(): void {
    this.#client.destroy();
  }

  async #pass(direction: Direction, exchange: Exchange, frame: Buffer, judge: Judge): Promise<void> {
    const to = direction === 'request' ? this.#broker : this.#client;
    const count = await judge(direction, exchange, frame);
    if (direction === 'answer') this.#unanswered.shift();
    if (count >= frame.length) {
      to.write(frame);
      if (direction === 'answer' && this.#client.destroyed && this.#unanswered.length === 0) this.cut();
      return;
    }
    to.write(frame.subarray(0, count), () => this.cut());
  }
}
