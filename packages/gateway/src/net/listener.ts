import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { addressText, type SocketAddress } from '@mqferry/core';
import { gatewayErrors } from '../errors.ts';

/** Ends sockets on which nothing comes for so long; name servers and brokers do so after the same time. */
const IDLE_MS = 120_000;

/** Takes connections at one address. */
export class Listener {
  readonly address: SocketAddress;
  readonly #server: Server;
  readonly #sockets: ReadonlySet<Socket>;

  private constructor(server: Server, sockets: ReadonlySet<Socket>, address: SocketAddress) {
    this.#server = server;
    this.#sockets = sockets;
    this.address = address;
  }

  /** Listens; port 0 takes a free one. Throws GATEWAY_LISTEN_FAILED. */
  static async open({ host, port }: SocketAddress, onSocket: (socket: Socket) => void): Promise<Listener> {
    const sockets = new Set<Socket>();
    const server = createServer({ keepAlive: true, noDelay: true }, (socket) => {
      sockets.add(socket);
      // Each ends by itself, and tells whoever it was given to by closing.
      socket.on('error', () => {});
      socket.once('close', () => sockets.delete(socket));
      socket.setTimeout(IDLE_MS, () => socket.destroy());
      onSocket(socket);
    });
    try {
      server.listen(port, host);
      await once(server, 'listening');
    } catch (error) {
      const { message: reason } = error as Error;
      throw gatewayErrors.GATEWAY_LISTEN_FAILED({ address: addressText({ host, port }), reason }, error);
    }
    return new Listener(server, sockets, { host, port: (server.address() as AddressInfo).port });
  }

  /** Takes no more connections and ends those that are open. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
