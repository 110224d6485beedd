import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { addressText } from '@mqferry/core';
import { onTestFinished } from 'vitest';

/** Stands before a proxy, and can freeze as one whose process is stopped: connections stay, and nothing comes back. */
export const startRelay = async (address: string) => {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('error', () => undefined);
    from.on('data', (piece) => isFrozen || to.write(piece));
    from.on('end', () => isFrozen || to.end());
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const { hostname, port } = new URL(`http://${address}`);
    const proxy = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    join(client, proxy);
    join(proxy, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    address: addressText({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }),
    freeze: () => {
      isFrozen = true;
    },
  };
};
