import net from 'node:net';
import tls from 'node:tls';
import type { ByteSink } from './frame-assembler.ts';
import { isAllowed, lookupIn, NOT_ALLOWED } from './networks.ts';
import type { TlsConfig } from './tls-config.ts';

/** Where a server listens. */
export interface SocketAddress {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, with brackets around an IPv6 address. */
export const addressText = ({ host, port }: SocketAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the host name does not resolve',
  ECONNREFUSED: 'nothing listens there (connection refused)',
  EHOSTUNREACH: 'the network does not reach it',
  ENETUNREACH: 'the network does not reach it',
};

/** How a connection ends when nothing was said against it: also a broker that shuts down does that. */
const HANG_UPS: ReadonlySet<string | undefined> = new Set([undefined, 'ECONNRESET', 'EPIPE']);

/** An open connection. */
export interface OpenSocket {
  readonly socket: net.Socket;
  /** Sets who gets the bytes that arrive; a broker never speaks first. */
  readonly receive: (sink: ByteSink) => void;
}

/**
 * Bytes read at a time into memory that is used again, unless the sink has space of its own: fresh chunks for every
 * read cost many full garbage collections a gigabyte. TLS brings buffers of its own.
 */
const READ_BYTES = 64 * 1024;

/** How a connection is opened. */
export interface OpenSocketOptions {
  readonly tls?: TlsConfig | undefined;
  /** How long that may take, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Networks in which addresses have to be; all are allowed when absent. */
  readonly networks?: readonly string[] | undefined;
}

/** What is thrown when a connection cannot be had; `broker` is its address. */
export interface SocketErrors {
  readonly connectFailed: (parameters: { broker: string; reason: string }, cause?: unknown) => Error;
  readonly notAllowed: (parameters: { broker: string }, cause?: unknown) => Error;
  readonly tlsFailed: (parameters: { broker: string; reason: string }, cause?: unknown) => Error;
  /** The cause of a handshake that did not fail, but was interrupted: this one may work later. */
  readonly disconnected: (parameters: { broker: string; reason: string }) => Error;
}

/**
 * Opens a TCP connection, and TLS over it when configured. Resolves once bytes can be sent.
 * Throws `connectFailed`, `notAllowed`, `tlsFailed` (with `disconnected` as its cause when the broker only hung up or
 * stayed silent), or the reason of `signal` when that aborts first; the socket is destroyed then.
 */
export const openSocket = async (
  errors: SocketErrors,
  address: SocketAddress,
  { tls: tlsConfig, connectTimeoutMs: timeoutMs, networks }: OpenSocketOptions,
  signal?: AbortSignal,
): Promise<OpenSocket> => {
  signal?.throwIfAborted();
  const broker = addressText(address);
  if (networks && !isAllowed(address.host, networks)) throw errors.notAllowed({ broker });
  const secureContext = tlsConfig && createContext(errors, broker, tlsConfig);
  const { promise, resolve, reject } = Promise.withResolvers<OpenSocket>();
  let sink: ByteSink | undefined;
  const scratch = Buffer.allocUnsafeSlow(READ_BYTES);
  const onread = {
    buffer: () => sink?.space ?? scratch,
    callback: (size: number, buffer: Uint8Array) => {
      if (buffer === scratch) sink?.push(scratch.subarray(0, size));
      else sink?.wrote(size);
      return true;
    },
  };
  const tcp = net.connect({
    ...{ host: address.host, port: address.port, noDelay: true, keepAlive: true },
    ...(secureContext ? {} : { onread }),
    ...(networks ? { lookup: lookupIn(networks) } : {}),
  });
  const socket = secureContext ? secure(tcp, address, secureContext, tlsConfig.verifyHostname) : tcp;
  let connected = false;
  const settle = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    socket.off('error', onError);
    socket.off('close', onClose);
  };
  const fail = (error: unknown) => {
    settle();
    // What a dying socket still says is of no interest, but would end the process unheard.
    socket.on('error', () => {});
    socket.destroy();
    tcp.destroy();
    reject(error);
  };
  const interrupted = (reason: string) => {
    const hangUp = errors.disconnected({ broker, reason });
    fail(errors.tlsFailed({ broker, reason }, hangUp));
  };
  const onError = (error: NodeJS.ErrnoException) => {
    if (error.code === NOT_ALLOWED) return fail(errors.notAllowed({ broker }, error));
    const reason = REASONS[error.code ?? ''] ?? (error.message || String(error.code));
    if (!connected) return fail(errors.connectFailed({ broker, reason }, error));
    if (HANG_UPS.has(error.code)) return interrupted('the broker closed the connection');
    return fail(errors.tlsFailed({ broker, reason }, error));
  };
  const onClose = () => interrupted('the broker closed the connection');
  const onAbort = () => fail(signal?.reason);
  const timer = setTimeout(() => {
    const reason = `no answer within ${timeoutMs} ms`;
    if (connected) interrupted(reason);
    else fail(errors.connectFailed({ broker, reason }));
  }, timeoutMs);
  tcp.once('connect', () => {
    connected = true;
  });
  socket.on('error', onError);
  socket.on('close', onClose);
  socket.once(secureContext ? 'secureConnect' : 'connect', () => {
    settle();
    if (secureContext) socket.on('data', (data: Buffer) => sink?.push(data));
    const receive = (next: ByteSink) => {
      sink = next;
    };
    resolve({ socket, receive });
  });
  signal?.addEventListener('abort', onAbort);
  return promise;
};

const createContext = (errors: SocketErrors, broker: string, config: TlsConfig): tls.SecureContext => {
  try {
    return tls.createSecureContext({
      // Any certificate in a trust store is an anchor, as in Java, also a lone server certificate.
      ...(config.ca ? { ca: [...config.ca], allowPartialTrustChain: true } : {}),
      ...(config.cert ? { cert: config.cert } : {}),
      ...(config.key ? { key: config.key } : {}),
      ...(config.passphrase ? { passphrase: config.passphrase } : {}),
      ...(config.minVersion ? { minVersion: config.minVersion } : {}),
      ...(config.maxVersion ? { maxVersion: config.maxVersion } : {}),
      ...(config.ciphers ? { ciphers: config.ciphers } : {}),
    });
  } catch (error) {
    const reason = `the certificate, key or ciphers cannot be used: ${(error as Error).message}`;
    throw errors.tlsFailed({ broker, reason }, error);
  }
};

const secure = (
  tcp: net.Socket,
  { host }: SocketAddress,
  secureContext: tls.SecureContext,
  verifyHostname: boolean,
): tls.TLSSocket =>
  tls.connect({
    socket: tcp,
    host,
    secureContext,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(verifyHostname ? {} : { checkServerIdentity: () => undefined }),
  });
