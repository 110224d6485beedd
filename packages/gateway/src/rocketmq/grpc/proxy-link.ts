import { type ClientHttp2Session, connect } from 'node:http2';
import { isIP } from 'node:net';
import { addressText, type TlsConfig } from '@mqferry/core';
import { parseNameServers } from '@mqferry/rocketmq';
import { grpcErrors } from './grpc-errors.ts';

/** How the proxies of a cluster are reached. */
export interface ProxyReach {
  /** `host:port` separated by `;`, for gRPC. */
  readonly proxies: string;
  /** Absent: plain text, which proxies take as well unless told otherwise. */
  readonly tls?: TlsConfig | undefined;
}

const CONNECT_TIMEOUT_MS = 3000;
/** How much may be on its way on a connection; with HTTP/2's own 64 KiB every large message waits for the other side. */
export const WINDOW_BYTES = 4 * 1024 * 1024;

/** As of the Java client (`RpcClientImpl`); servers of gRPC allow no more than a ping in five minutes unless told otherwise. */
const PING_MS = 300_000;
const PONG_MS = 30_000;
/** How long other calls on a connection that is left are waited for, which is as long as they may take. */
const LEFT_MS = 30_000;

/** Ends a connection on which a ping is not answered. */
const keepAlive = (session: ClientHttp2Session): void => {
  const ping = () => {
    // A session that has ended tells so only when its socket has.
    if (session.destroyed) return;
    const late = setTimeout(
      () => session.destroy(new Error(`no answer to a ping in ${PONG_MS} ms`)),
      PONG_MS,
    );
    session.ping(() => clearTimeout(late));
  };
  const pings = setInterval(ping, PING_MS).unref();
  session.once('close', () => clearInterval(pings));
};

const openSession = (address: string, tls: TlsConfig | undefined): Promise<ClientHttp2Session> => {
  const { promise, resolve, reject } = Promise.withResolvers<ClientHttp2Session>();
  const { ca, cert, key, passphrase, verifyHostname } = tls ?? { verifyHostname: true };
  const session = connect(`${tls ? 'https' : 'http'}://${address}`, {
    settings: { initialWindowSize: WINDOW_BYTES, enablePush: false },
    ...(ca && { ca: [...ca], allowPartialTrustChain: true }),
    ...{ cert, key, passphrase },
    ...(verifyHostname ? {} : { checkServerIdentity: () => undefined }),
    ...(isIP(address.slice(0, address.lastIndexOf(':'))) > 0 && { servername: '' }),
  });
  const timer = setTimeout(
    () => session.destroy(new Error(`no answer within ${CONNECT_TIMEOUT_MS} ms`)),
    CONNECT_TIMEOUT_MS,
  );
  session.on('error', reject);
  session.once('close', () => {
    clearTimeout(timer);
    reject(new Error('the connection was closed'));
  });
  // The first that a server of HTTP/2 says; others accept the connection too.
  session.once('remoteSettings', () => {
    clearTimeout(timer);
    session.setLocalWindowSize(WINDOW_BYTES);
    keepAlive(session);
    resolve(session);
  });
  return promise;
};

/** A connection to one of a cluster's proxies, opened when it is first used and again when it has ended. */
export class ProxyLink {
  readonly #addresses: readonly string[];
  readonly #tls: TlsConfig | undefined;
  /** The turn of the proxy that is tried first; one that fails loses it to the next. */
  #first: number;
  #opening: Promise<ClientHttp2Session> | undefined;
  #session: ClientHttp2Session | undefined;
  #closed = false;

  /** `turn` says which proxy is tried first. Throws ROCKETMQ_ADDRESS_INVALID. */
  constructor({ proxies, tls }: ProxyReach, turn: number) {
    this.#addresses = parseNameServers(proxies).map(addressText);
    this.#first = turn;
    this.#tls = tls;
  }

  /** Throws GATEWAY_NO_GRPC_PROXY when none of them can be had. */
  session(): Promise<ClientHttp2Session> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Takes no more calls to a proxy that does not answer: the next connection goes to another one, if there is one. */
  renew(session: ClientHttp2Session): void {
    if (!this.#forget(session)) return;
    this.#first += 1;
    // Not `close`, with which the socket of a proxy that has frozen would stay.
    setTimeout(() => session.destroy(), LEFT_MS).unref();
  }

  close(): void {
    this.#closed = true;
    void this.#opening?.then(
      (session) => session.destroy(),
      () => undefined,
    );
  }

  /** False where another one may have been opened since, as after a proxy said that it would end this one. */
  #forget(session: ClientHttp2Session): boolean {
    if (this.#session !== session) return false;
    this.#session = undefined;
    this.#opening = undefined;
    return true;
  }

  async #open(): Promise<ClientHttp2Session> {
    try {
      const session = await this.#openOne();
      this.#session = session;
      session.once('error', () => this.renew(session));
      session.once('close', () => this.#forget(session));
      session.once('goaway', () => this.#forget(session));
      if (this.#closed) session.destroy();
      return session;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  async #openOne(): Promise<ClientHttp2Session> {
    let failure: unknown;
    for (const _ of this.#addresses) {
      try {
        return await openSession(this.#addresses[this.#first % this.#addresses.length]!, this.#tls);
      } catch (error) {
        failure = error;
        this.#first += 1;
      }
    }
    const addresses = this.#addresses.join(';');
    throw grpcErrors.GATEWAY_NO_GRPC_PROXY({ addresses, reason: (failure as Error).message }, failure);
  }
}
