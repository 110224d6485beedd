import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { ByteReader, ByteWriter } from '@mqferry/core';
import { requestHeader, responseHeader } from '@mqferry/kafka';
import { ANSWERS } from './answers.ts';
import type { FakeNode } from './fake-node.ts';
import type { SyntheticCluster } from './synthetic-cluster.ts';

/** A synthetic cluster that listens on the loopback address. */
export interface FakeCluster {
  /** As in `bootstrap.servers`. */
  readonly bootstrap: string;
  /** From now on requests are taken, and answered only after the next `resume`. */
  pause(): void;
  resume(): void;
  close(): void;
}

const SIZE_BYTES = 4;
const HOST = '127.0.0.1';

const answerOf = (node: FakeNode, request: Buffer): Buffer[] => {
  const key = request.readInt16BE(0);
  const version = request.readInt16BE(2);
  const answer = ANSWERS.get(key);
  if (!answer) throw new Error(`the fake broker was asked for API ${key}, which it does not offer`);
  const reader = new ByteReader(request);
  const { correlationId } = requestHeader.decode(reader, answer.api.requestHeaderVersion(version));
  const writer = new ByteWriter();
  responseHeader.encode(writer, { correlationId }, answer.api.responseHeaderVersion(version));
  answer.write(node, reader, version, writer);
  const size = Buffer.alloc(SIZE_BYTES);
  size.writeInt32BE(writer.length);
  return [size, ...writer.chunks()];
};

/** Answers one request of a connection after the other. */
const serve = (socket: Socket, node: FakeNode, ready: () => Promise<void>): void => {
  let pending = Buffer.alloc(0);
  let turn = Promise.resolve();
  const answer = async (request: Buffer): Promise<void> => {
    await ready();
    if (socket.destroyed) return;
    socket.cork();
    for (const chunk of answerOf(node, request)) socket.write(chunk);
    socket.uncork();
  };
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    pending = pending.length === 0 ? data : Buffer.concat([pending, data]);
    while (pending.length >= SIZE_BYTES && pending.length >= SIZE_BYTES + pending.readInt32BE(0)) {
      const end = SIZE_BYTES + pending.readInt32BE(0);
      const request = pending.subarray(SIZE_BYTES, end);
      pending = pending.subarray(end);
      turn = turn.then(() => answer(request));
    }
  });
};

/** Starts a listener for each broker of a cluster. */
export const startFakeCluster = async (cluster: SyntheticCluster): Promise<FakeCluster> => {
  const servers = new Map<number, Server>();
  for (const id of cluster.brokers) {
    const server = createServer();
    server.listen(0, HOST);
    await once(server, 'listening');
    servers.set(id, server);
  }
  const ports = new Map([...servers].map(([id, server]) => [id, (server.address() as AddressInfo).port]));
  let going = Promise.resolve();
  let resume = () => {};
  const sockets = new Set<Socket>();
  for (const [id, server] of servers) {
    const node: FakeNode = { cluster, id, ports };
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      serve(socket, node, () => going);
    });
  }
  return {
    bootstrap: [...ports.values()].map((port) => `${HOST}:${port}`).join(),
    pause: () => {
      const paused = Promise.withResolvers<void>();
      going = paused.promise;
      resume = paused.resolve;
    },
    resume: () => resume(),
    close: () => {
      for (const server of servers.values()) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
