import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import type { OpenSocket } from '@mqferry/core';

/** The first byte of a TLS handshake; a frame begins with its size, which is less, and HTTP/2 with a letter. */
const HANDSHAKE = 0x16;

/** With what a gateway proves to clients who it is. */
export interface ServerTls {
  /** Its certificate followed by those of its issuers, PEM. */
  readonly cert: string;
  /** Its private key, PEM. */
  readonly key: string;
}

/** Throws what OpenSSL says of a certificate or key that cannot be used. */
export const secureContextOf = (tls: ServerTls): SecureContext => createSecureContext(tls);

/** Whether a client begins with a TLS handshake; the socket is paused then, with nothing read from it. */
export const beginsTls = (socket: Socket): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      resolve(first[0] === HANDSHAKE);
    });
  });

const overTls = async (socket: Socket, secureContext: SecureContext): Promise<Socket> =>
  (await beginsTls(socket)) ? new TLSSocket(socket, { isServer: true, secureContext }) : socket;

/**
 * A socket that was accepted, as a connection takes it. With a context clients may speak TLS or plain text on one port, as
 * brokers take both (`TlsMode.PERMISSIVE`).
 */
export const acceptedSocket = async (
  accepted: Socket,
  context: SecureContext | undefined,
): Promise<OpenSocket> => {
  const socket = context === undefined ? accepted : await overTls(accepted, context);
  return {
    socket,
    receive: (sink) => socket.on('data', (data) => sink.push(data)),
  };
};
