import type { Socket } from 'node:net';
import type { OpenSocket } from '@mqferry/core';
import type { ClientLinkInfo } from './client-seen.ts';
import { FrameStream } from './frame-stream.ts';
import { FromBroker } from './from-broker.ts';
import { FromClient } from './from-client.ts';
import { type LinkState, type LinkWorld, Recent } from './link-state.ts';
import { readSpace } from './read-space.ts';

/** No more is read from a client that leaves so much of what it is sent unread. */
const MOST_UNREAD_BYTES = 1024 * 1024;

/** Pauses and resumes, so that neither side is sent much more than it takes. */
const keepFlow = (client: Socket, broker: Socket): (() => void) => {
  const flow = (socket: Socket, shallPause: boolean) => {
    if (shallPause !== socket.isPaused()) {
      if (shallPause) socket.pause();
      else socket.resume();
    }
  };
  const adjust = () => {
    flow(client, broker.writableNeedDrain || client.writableLength > MOST_UNREAD_BYTES);
    flow(broker, client.writableNeedDrain);
  };
  client.on('drain', adjust);
  broker.on('drain', adjust);
  return adjust;
};

/** When one end has gone the other one goes too, after what it was sent has left. */
const endTogether = (one: Socket, other: Socket): void => {
  const follow = (socket: Socket) => () => socket.destroySoon();
  one.on('end', follow(other));
  one.on('close', follow(other));
  other.on('end', follow(one));
  other.on('close', follow(one));
  for (const socket of [one, other]) socket.on('error', () => socket.destroy());
};

/**
 * Joins the connection of a client with one of its own to the broker, so that what brokers ask finds its client and the
 * numbers of requests stay as they are. Ends with the first that ends; frames that are none, or too large, end it.
 */
export const joinClient = (
  client: OpenSocket,
  broker: OpenSocket,
  info: ClientLinkInfo,
  world: LinkWorld,
): void => {
  const adjust = keepFlow(client.socket, broker.socket);
  const sendTo = (socket: Socket) => (bytes: Buffer) => {
    if (!socket.writable) return;
    if (!socket.write(bytes) || client.socket.writableLength > MOST_UNREAD_BYTES) adjust();
  };
  const state: LinkState = {
    ...{ info, world, awaited: new Recent(), calls: new Recent() },
    ...{ toBroker: sendTo(broker.socket), toClient: sendTo(client.socket) },
  };
  const fromClient = new FromClient(state);
  const streams = {
    client: new FrameStream(fromClient, world.maxFrameBytes),
    broker: new FrameStream(new FromBroker(state), world.maxFrameBytes),
  };
  const take = (stream: FrameStream, socket: Socket) => (data: Buffer) => {
    if (socket.destroyed) return;
    try {
      stream.push(data);
    } catch {
      client.socket.destroy();
      broker.socket.destroy();
    }
  };
  endTogether(client.socket, broker.socket);
  client.socket.once('close', () => {
    world.held.forget(state);
    fromClient.observer.gone();
  });
  // What the system took from a socket's buffer it has copied.
  const isSent = () => client.socket.writableLength === 0;
  broker.receive(readSpace(take(streams.broker, broker.socket), isSent));
  client.receive({
    push: take(streams.client, client.socket),
    space: undefined,
    wrote: () => undefined,
  });
  // It was paused if its first bytes told whether it speaks TLS.
  adjust();
};
