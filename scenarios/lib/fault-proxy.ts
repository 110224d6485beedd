import { connect, createServer, type Server } from 'node:net';
import { pause } from '@mqferry/core';
import { type Direction, type Exchange, type Judge, ProxiedConnection } from './proxied-connection.ts';

const HOST = '127.0.0.1';

/** A frame that the proxy holds, and what may become of it. */
export interface HeldFrame {
  readonly exchange: Exchange;
  readonly direction: Direction;
  /** Lets it go on, also when the client has gone away meanwhile. */
  pass(): void;
  /** Lets so many percent of it go on and ends the connection there. */
  cut(percent: number): void;
  /** Ends the client's side; the frame stays held. */
  sever(): void;
}

/** Which frames are to be held. */
export type FrameFilter = (exchange: Exchange) => boolean;

interface Trap {
  readonly direction: Direction;
  readonly wants: FrameFilter;
  readonly caught: (held: HeldFrame) => void;
}

/**
 * Stands between clients and the brokers of one cluster, a port for each broker, which they advertise. It knows the
 * frames of Kafka's protocol: one of them can be held, cut in its middle, or delivered when its connection is dead.
 */
export class FaultProxy {
  readonly #servers: readonly Server[];
  readonly #connections = new Set<ProxiedConnection>();
  readonly #traps = new Set<Trap>();
  #brokerPorts: readonly number[] = [];
  /** How long each answer is held back, in milliseconds; asked for every one. */
  answerDelay: () => number = () => 0;

  private constructor(servers: readonly Server[]) {
    this.#servers = servers;
    servers.forEach((server, place) => {
      server.on('connection', (client) => {
        const port = this.#brokerPorts[place];
        if (port === undefined) return client.destroy();
        const connection = new ProxiedConnection(client, connect(port, HOST), place, this.#judge);
        this.#connections.add(connection);
        connection.ended.addEventListener('abort', () => this.#connections.delete(connection));
        return undefined;
      });
    });
  }

  /** Takes a port for each of so many brokers. */
  static async open(brokers: number): Promise<FaultProxy> {
    const servers = Array.from({ length: brokers }, () => createServer());
    await Promise.all(
      servers.map((server) => new Promise<void>((resolve) => server.listen(0, HOST, resolve))),
    );
    return new FaultProxy(servers);
  }

  /** The ports that the brokers have to advertise, in their order. */
  get ports(): number[] {
    return this.#servers.map((server) => (server.address() as { port: number }).port);
  }

  get bootstrap(): string {
    return this.ports.map((port) => `${HOST}:${port}`).join(',');
  }

  /** Where the brokers are, once they run. */
  routeTo(ports: readonly number[]): void {
    this.#brokerPorts = ports;
  }

  /** What clients have asked and got no answer to. */
  unanswered(): Exchange[] {
    return [...this.#connections].flatMap(({ unanswered }) => unanswered);
  }

  /** Holds the next frame that is wanted; resolves when there is one, undefined when `signal` aborts before. */
  hold(direction: Direction, wants: FrameFilter, signal: AbortSignal): Promise<HeldFrame | undefined> {
    return new Promise((resolve) => {
      const trap: Trap = { direction, wants, caught: resolve };
      this.#traps.add(trap);
      signal.addEventListener('abort', () => {
        this.#traps.delete(trap);
        resolve(undefined);
      });
    });
  }

  /** Ends every connection where it is. */
  cutAll(): void {
    for (const connection of this.#connections) connection.cut();
  }

  async close(): Promise<void> {
    this.cutAll();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  readonly #judge: Judge = async (direction, exchange, frame) => {
    if (direction === 'answer') {
      const delay = this.answerDelay();
      if (delay > 0) await pause(delay, exchange.connection.ended).catch(() => {});
    }
    const trap = [...this.#traps].find((one) => one.direction === direction && one.wants(exchange));
    if (!trap) return frame.length;
    this.#traps.delete(trap);
    const { connection } = exchange;
    return new Promise((decide) => {
      connection.ended.addEventListener('abort', () => decide(0));
      trap.caught({
        exchange,
        direction,
        pass: () => decide(frame.length),
        cut: (percent) => decide(Math.floor((frame.length * percent) / 100)),
        sever: () => connection.sever(),
      });
    });
  };
}
