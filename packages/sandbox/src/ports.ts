import { createServer, type Server } from 'node:net';
import { isCodedError } from '@mqferry/core';
import { sandboxErrors } from './sandbox-errors.ts';

export const HOST = '127.0.0.1';

/**
 * Ports are taken below the range from which the system takes ports for outgoing connections
 * (Linux from 32768, macOS from 49152): while a broker is down, a client that keeps on calling its port
 * could otherwise be given that very port, connect to itself, and keep the broker from coming back.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? sandboxErrors.SANDBOX_PORT_IN_USE({ port }, error)
          : sandboxErrors.SANDBOX_OPTION_INVALID({ reason: `port ${port} cannot be used` }, error),
      ),
    );
    server.listen({ port, host: HOST, exclusive: true }, () => resolve(server));
  });

const close = async (servers: readonly Server[]): Promise<void> => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
};

const listenAt = async (ports: readonly number[]): Promise<Server[]> => {
  const servers: Server[] = [];
  try {
    for (const port of ports) servers.push(await listen(port));
    return servers;
  } catch (error) {
    await close(servers);
    throw error;
  }
};

/** Listens at a port and at those beside it; at free ones when it is undefined. */
const listenBeside = async (wanted: number | undefined, beside: readonly number[]): Promise<Server[]> => {
  for (;;) {
    const port = wanted ?? LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    try {
      return await listenAt([0, ...beside].map((distance) => port + distance));
    } catch (error) {
      if (wanted !== undefined || !isCodedError(error, 'SANDBOX_PORT_IN_USE')) throw error;
    }
  }
};

/** Ports that nobody else gets until they are released. */
export interface HeldPorts {
  readonly ports: readonly number[];
  /** Frees the ports, to be called right before their user starts. */
  release(): Promise<void>;
}

/**
 * Holds ports on 127.0.0.1: the wanted ones, or a free one for each `undefined`; and with each of them the ports
 * at the distances of `beside`.
 * Throws SANDBOX_PORT_IN_USE when a wanted one, or one beside it, is taken.
 */
export const holdPorts = async (
  wanted: readonly (number | undefined)[],
  beside: readonly number[] = [],
): Promise<HeldPorts> => {
  const held: Server[][] = [];
  const release = () => close(held.flat());
  try {
    for (const port of wanted) held.push(await listenBeside(port, beside));
  } catch (error) {
    await release();
    throw error;
  }
  return { ports: held.map(([server]) => (server!.address() as { port: number }).port), release };
};
