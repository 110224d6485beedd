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

const listenAnywhere = async (): Promise<Server> => {
  for (;;) {
    try {
      return await listen(LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST)));
    } catch (error) {
      if (!isCodedError(error, 'SANDBOX_PORT_IN_USE')) throw error;
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
 * Holds ports on 127.0.0.1: the wanted ones, or a free one for each `undefined`.
 * Throws SANDBOX_PORT_IN_USE when a wanted one is taken.
 */
export const holdPorts = async (wanted: readonly (number | undefined)[]): Promise<HeldPorts> => {
  const servers: Server[] = [];
  const release = async () => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  };
  try {
    for (const port of wanted) {
      servers.push(await (port === undefined ? listenAnywhere() : listen(port)));
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { ports: servers.map((server) => (server.address() as { port: number }).port), release };
};
