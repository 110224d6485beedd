import { once } from 'node:events';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import { FrameAssembler, type SocketAddress } from '@mqferry/core';
import { onTestFinished } from 'vitest';
import { NO_BODY, RESPONSE_FLAG, type RemotingCommand } from '../../src/protocol/command.ts';
import { decodeFrame, encodeFrame } from '../../src/protocol/frame.ts';

/** What of a frame is not as usual. */
export type FrameParts = Partial<RemotingCommand>;

/** The bytes of a frame: an answer with SUCCESS and nothing in it, but for what is given. */
export const frameBytes = (parts: FrameParts): Buffer =>
  Buffer.concat(
    encodeFrame({
      ...{ code: 0, language: 'JAVA', version: 407, opaque: 0, flag: RESPONSE_FLAG, remark: undefined },
      ...{ fields: {}, body: NO_BODY, serialization: 'JSON' },
      ...parts,
    }),
  );

/** One connection as the peer has it. */
export interface PeerConnection {
  readonly socket: Socket;
  /** All that has arrived. */
  readonly received: readonly RemotingCommand[];
  /** The frame with this place in `received`, when it has come. */
  frame(place: number): Promise<RemotingCommand>;
  send(parts: FrameParts): void;
}

/** A server that says what the test has it say. */
export interface FakePeer {
  readonly address: SocketAddress;
  /** `host:port`. */
  readonly text: string;
  /** The connection with this place, when it has come. */
  connection(place?: number): Promise<PeerConnection>;
  readonly connections: readonly PeerConnection[];
}

/** A list whose items can be waited for. */
const createLog = <T>() => {
  const items: T[] = [];
  const waiting = new Map<number, PromiseWithResolvers<T>>();
  return {
    items,
    add: (item: T) => {
      waiting.get(items.length)?.resolve(item);
      items.push(item);
    },
    at: (place: number): Promise<T> => {
      if (place < items.length) return Promise.resolve(items[place]!);
      const waiter = waiting.get(place) ?? Promise.withResolvers<T>();
      waiting.set(place, waiter);
      return waiter.promise;
    },
  };
};

const serve = (socket: Socket, onFrame: (frame: RemotingCommand, peer: PeerConnection) => void) => {
  const frames = createLog<RemotingCommand>();
  const connection: PeerConnection = {
    socket,
    received: frames.items,
    frame: frames.at,
    send: (parts) => void socket.write(frameBytes(parts)),
  };
  const assembler = new FrameAssembler(
    (bytes) => {
      const frame = decodeFrame(bytes);
      frames.add(frame);
      onFrame(frame, connection);
    },
    () => {},
  );
  socket.on('error', () => {});
  socket.on('data', (data) => assembler.push(data));
  return connection;
};

/** Starts a server for the time of a test; `onFrame` gets every frame that arrives. */
export const startFakePeer = async (
  onFrame: (frame: RemotingCommand, peer: PeerConnection) => void = () => {},
  createServer: (onSocket: (socket: Socket) => void) => Server = (onSocket) => net.createServer(onSocket),
): Promise<FakePeer> => {
  const connections = createLog<PeerConnection>();
  const server = createServer((socket) => connections.add(serve(socket, onFrame)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const { socket } of connections.items) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: { host: '127.0.0.1', port },
    text: `127.0.0.1:${port}`,
    connection: (place = 0) => connections.at(place),
    connections: connections.items,
  };
};

/** A port at which nothing listens. */
export const freePort = async (): Promise<number> => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
