import { parseAddress } from './address.ts';
import { connectionErrors } from './errors.ts';
import { type ConnectionOptions, RemotingConnection } from './remoting-connection.ts';

/** Connections to any number of servers, one to each, opened when it is first asked for and again after it has ended. */
export class ConnectionPool {
  readonly #options: ConnectionOptions;
  readonly #connections = new Map<string, Promise<RemotingConnection>>();
  readonly #closing = new AbortController();

  constructor(options: ConnectionOptions = {}) {
    this.#options = options;
  }

  /**
   * The connection to `host:port`. Throws ROCKETMQ_ADDRESS_INVALID, what `RemotingConnection.open` throws, or
   * ROCKETMQ_DISCONNECTED when the pool was closed.
   */
  get(address: string): Promise<RemotingConnection> {
    return this.#connections.get(address) ?? this.#open(address);
  }

  /** The addresses to which a connection is open or being opened. */
  get addresses(): string[] {
    return [...this.#connections.keys()];
  }

  /** Ends the connection to an address, if there is one. */
  async drop(address: string): Promise<void> {
    const opening = this.#connections.get(address);
    this.#connections.delete(address);
    // One that could not be opened is told to who asked for it.
    const connection = await opening?.catch(() => undefined);
    connection?.close();
  }

  /** Ends all connections, and those that are being opened; whoever waits for an answer gets ROCKETMQ_DISCONNECTED. */
  async close(): Promise<void> {
    this.#closing.abort(connectionErrors.ROCKETMQ_DISCONNECTED({ broker: '*', reason: 'closed here' }));
    await Promise.all(this.addresses.map((address) => this.drop(address)));
  }

  async #open(address: string): Promise<RemotingConnection> {
    const { signal } = this.#closing;
    signal.throwIfAborted();
    const opening = RemotingConnection.open(parseAddress(address), this.#options, signal);
    this.#connections.set(address, opening);
    const forget = () => {
      if (this.#connections.get(address) === opening) this.#connections.delete(address);
    };
    opening.then(({ closed }) => closed.then(forget), forget);
    return opening;
  }
}
