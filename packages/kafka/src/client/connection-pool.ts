import { setMaxListeners } from 'node:events';
import { addressText, type BackoffPolicy, backoffDelay, codedErrorIn, pause } from '@mqferry/core';
import { BrokerConnection, type BrokerConnectionOptions } from './broker-connection.ts';
import { clientErrors } from './errors.ts';
import type { BrokerAddress } from './open-socket.ts';

/** Where an address stands: how often in a row it failed, and when it may be tried again. */
interface Failures {
  readonly count: number;
  readonly retryAt: number;
}

/** Keeps at most one connection per broker address and lane; opens it at need and forgets it when it ends. */
export class ConnectionPool {
  readonly #options: BrokerConnectionOptions;
  readonly #backoff: BackoffPolicy;
  readonly #connections = new Map<string, Promise<BrokerConnection>>();
  readonly #open = new Set<BrokerConnection>();
  readonly #failures = new Map<string, Failures>();
  readonly #closing = new AbortController();
  /** Addresses that were connected to at some time. */
  readonly #reached = new Set<string>();

  constructor(options: BrokerConnectionOptions, backoff: BackoffPolicy) {
    this.#options = options;
    this.#backoff = backoff;
    // Every connection that is being opened listens.
    setMaxListeners(0, this.closing);
  }

  /** Whether one of these addresses was ever connected to. */
  hasReached(addresses: Iterable<BrokerAddress>): boolean {
    return [...addresses].some((address) => this.#reached.has(addressText(address)));
  }

  /** Aborts when the pool is closed, with KAFKA_CLOSED. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** A connection to `address`. After a failure the next attempt waits, longer each time. */
  get(address: BrokerAddress, lane: string): Promise<BrokerConnection> {
    if (this.closing.aborted) return Promise.reject(this.closing.reason);
    const key = `${addressText(address)}/${lane}`;
    const existing = this.#connections.get(key);
    if (existing) return existing;
    const opening = this.#connect(address);
    this.#connections.set(key, opening);
    const forget = () => {
      if (this.#connections.get(key) === opening) this.#connections.delete(key);
    };
    opening.then((connection) => connection.closed.then(forget), forget);
    return opening;
  }

  /** The same addresses without repetition, those that are connected first and those that failed last. */
  bestFirst(addresses: readonly BrokerAddress[]): BrokerAddress[] {
    const connected = new Set([...this.#open].map(({ broker }) => broker));
    const rank = (text: string) => (connected.has(text) ? 0 : this.#failures.has(text) ? 2 : 1);
    return [...new Map(addresses.map((address) => [addressText(address), address]))]
      .sort(([a], [b]) => rank(a) - rank(b))
      .map(([, address]) => address);
  }

  /** Ends all connections, also those that are being opened. */
  close(): void {
    this.#closing.abort(clientErrors.KAFKA_CLOSED({}));
    for (const connection of this.#open) connection.close(this.closing.reason);
  }

  async #connect(address: BrokerAddress): Promise<BrokerConnection> {
    const text = addressText(address);
    const wait = (this.#failures.get(text)?.retryAt ?? 0) - performance.now();
    if (wait > 0) await pause(wait, this.closing);
    try {
      const connection = await BrokerConnection.open(address, this.#options, this.closing);
      if (this.closing.aborted) connection.close(this.closing.reason);
      this.#reached.add(text);
      this.#failures.delete(text);
      this.#open.add(connection);
      connection.closed.then(() => this.#open.delete(connection));
      return connection;
    } catch (error) {
      const count = (this.#failures.get(text)?.count ?? 0) + 1;
      this.#failures.set(text, {
        count,
        retryAt: performance.now() + backoffDelay(count, this.#backoff),
      });
      throw this.#reached.size > 0 ? interruptionIn(error) : error;
    }
  }
}

/**
 * A broker that hangs up amid a TLS handshake or a login has refused it, as far as a first contact can tell. When
 * the same settings have worked before, it was going down: then the hang-up itself counts, which passes.
 */
const interruptionIn = (error: unknown): unknown => {
  const { cause } = error as Error;
  return codedErrorIn(cause)?.retriable ? cause : error;
};
