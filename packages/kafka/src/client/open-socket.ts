import net from 'node:net';
import tls from 'node:tls';
import type { TlsConfig } from './connection-config.ts';
import { clientErrors } from './errors.ts';

/** Where a broker listens. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, with brackets around an IPv6 address. */
export const addressText = ({ host, port }: BrokerAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

const reasonOf = (error: NodeJS.ErrnoException): string => {
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name does not resolve';
    case 'ECONNREFUSED':
      return 'nothing listens there (connection refused)';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'the network does not reach it';
    default:
      return error.message;
  }
};

/** An open connection. */
export interface OpenSocket {
  readonly socket: net.Socket;
  /** Sets who gets the bytes that arrive; they are valid during the call only. A broker never speaks first. */
  readonly receive: (handler: (data: Buffer) => void) => void;
}

/** Bytes read at a time into memory that is used again and again; TLS brings buffers of its own. */
const READ_BYTES = 256 * 1024;

/**
 * Opens a TCP connection, and TLS over it when configured. Resolves once bytes can be sent.
 * Throws KAFKA_CONNECT_FAILED or KAFKA_TLS_FAILED; the socket is destroyed then.
 */
export const openSocket = (
  address: BrokerAddress,
  tlsConfig: TlsConfig | undefined,
  timeoutMs: number,
): Promise<OpenSocket> => {
  const broker = addressText(address);
  return new Promise((resolve, reject) => {
    let connected = false;
    let handler: (data: Buffer) => void = () => {};
    const plainRead = {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      callback: (size: number, buffer: Uint8Array) => {
        handler((buffer as Buffer).subarray(0, size));
        return true;
      },
    };
    const tcp = net.connect({
      ...address,
      noDelay: true,
      keepAlive: true,
      ...(tlsConfig === undefined ? { onread: plainRead } : {}),
    });
    const socket = tlsConfig === undefined ? tcp : secure(tcp, address, tlsConfig);
    const fail = (reason: string, cause?: unknown) => {
      clearTimeout(timer);
      socket.destroy();
      tcp.destroy();
      const build = connected ? clientErrors.KAFKA_TLS_FAILED : clientErrors.KAFKA_CONNECT_FAILED;
      reject(build({ broker, reason }, cause));
    };
    const timer = setTimeout(() => fail(`no answer within ${timeoutMs} ms`), timeoutMs);
    tcp.once('connect', () => {
      connected = true;
    });
    const onError = (error: NodeJS.ErrnoException) => fail(reasonOf(error), error);
    const onClose = () => fail('the broker closed the connection');
    socket.once('error', onError);
    socket.once('close', onClose);
    socket.once(tlsConfig === undefined ? 'connect' : 'secureConnect', () => {
      clearTimeout(timer);
      socket.off('error', onError);
      socket.off('close', onClose);
      if (tlsConfig !== undefined) socket.on('data', (data: Buffer) => handler(data));
      resolve({
        socket,
        receive: (next) => {
          handler = next;
        },
      });
    });
  });
};

const secure = (tcp: net.Socket, address: BrokerAddress, config: TlsConfig): tls.TLSSocket =>
  tls.connect({
    socket: tcp,
    host: address.host,
    ...(net.isIP(address.host) === 0 ? { servername: address.host } : {}),
    // Any certificate in a trust store is an anchor, as in Java, also a lone server certificate.
    ...(config.ca ? { ca: [...config.ca], allowPartialTrustChain: true } : {}),
    ...(config.cert ? { cert: config.cert } : {}),
    ...(config.key ? { key: config.key } : {}),
    ...(config.passphrase ? { passphrase: config.passphrase } : {}),
    ...(config.minVersion ? { minVersion: config.minVersion } : {}),
    ...(config.maxVersion ? { maxVersion: config.maxVersion } : {}),
    ...(config.ciphers ? { ciphers: config.ciphers } : {}),
    ...(config.verifyHostname ? {} : { checkServerIdentity: () => undefined }),
  });
