import {
  createSecureServer,
  type Http2SecureServer,
  performServerHandshake,
  type ServerHttp2Session,
} from 'node:http2';
import type { Socket } from 'node:net';
import { addressText, type SocketAddress } from '@mqferry/core';
import { beginsTls, type ServerTls } from '../../net/accepted-socket.ts';
import { Listener } from '../../net/listener.ts';
import type { SeenClient } from '../clients/client-registry.ts';
import { HeldWrites, HOLD, type HoldLimits } from '../proxy/held-writes.ts';
import { type TopicTraffic, TrafficCounters } from '../proxy/traffic.ts';
import { LATE_WRITES_MS, WriteFence } from '../proxy/write-fence.ts';
import { type RoutingTable, SIDES, type Side } from '../routing-table.ts';
import { BothSidesQueues } from './both-sides-queues.ts';
import { GrpcClients } from './grpc-clients.ts';
import { ProxyLink, type ProxyReach, WINDOW_BYTES } from './proxy-link.ts';
import { type CallWorld, takeCall } from './take-call.ts';

/** How a gateway for clients that speak gRPC is set up. */
export interface GrpcGatewayOptions {
  /** A port for each cluster; port 0 takes a free one. Clients are given that of the source. */
  readonly listen: Readonly<Record<Side, SocketAddress>>;
  /** The host by which clients reach it; the one of their access point when absent. */
  readonly advertisedHost?: string | undefined;
  /** Clients may speak TLS with it, which most do unless told otherwise; plain text is taken all the same. */
  readonly tls?: ServerTls | undefined;
  readonly proxies: Readonly<Record<Side, ProxyReach>>;
  readonly table: RoutingTable;
  readonly hold?: Partial<HoldLimits>;
  /** How long what is written with an old route passes, in milliseconds: 45 s unless given. */
  readonly lateWritesMs?: number;
}

/** A gateway to which clients that speak gRPC are connected as to a proxy of RocketMQ 5. */
export interface GrpcGateway {
  /** Where it listens for either cluster. */
  readonly addresses: Readonly<Record<Side, SocketAddress>>;
  /** Who is connected, and who was in the last quarter of an hour. */
  readonly clients: () => SeenClient[];
  /** What was written, by topic and side. */
  readonly traffic: () => readonly TopicTraffic[];
  /** Goes by this from now on; writes that wait are judged by it first. */
  readonly serve: (table: RoutingTable) => void;
  readonly close: () => Promise<void>;
}

const KEPT_MS = 15 * 60_000;
/** Clients send a heartbeat every ten seconds; proxies end connections without a call after the same time. */
const IDLE_MS = 120_000;
/** Megabytes that one connection may take for what is on its way. */
const SESSION_MEGABYTES = 64;

/** From where a call comes; proxies take that of the connection where it is not given (`HeaderInterceptor`). */
const REMOTE_ADDRESS = 'rpc-remote-address';

const unmapped = (host = ''): string => host.replace(/^::ffff:/, '');

/**
 * Listens, a port for each cluster, and resolves when a proxy of each answers. Throws GATEWAY_NO_GRPC_PROXY,
 * GATEWAY_LISTEN_FAILED, ROCKETMQ_ADDRESS_INVALID, and what OpenSSL says of an unusable certificate.
 */
export const createGrpcGateway = async (options: GrpcGatewayOptions): Promise<GrpcGateway> => {
  const { listen, advertisedHost, tls, proxies, table } = options;
  const links = { source: new ProxyLink(proxies.source, 0), target: new ProxyLink(proxies.target, 0) };
  const fence = new WriteFence(table, options.lateWritesMs ?? LATE_WRITES_MS);
  const held = new HeldWrites({ ...HOLD, ...options.hold });
  const traffic = new TrafficCounters();
  const clients = new GrpcClients(KEPT_MS);
  const ports = { source: listen.source.port, target: listen.target.port };
  const queues = new BothSidesQueues(links, { host: advertisedHost, ports });
  const world: CallWorld = { fence, held, traffic, clients, queues, links };
  const sessions = new Set<ServerHttp2Session>();
  let turn = 0;

  const settings = { initialWindowSize: WINDOW_BYTES };
  const limits = { settings, maxSessionMemory: SESSION_MEGABYTES };

  const take = (side: Side, session: ServerHttp2Session): void => {
    const { remoteAddress, remotePort = 0 } = session.socket;
    const address = addressText({ host: unmapped(remoteAddress), port: remotePort });
    turn += 1;
    const link = new ProxyLink(proxies[side], turn);
    sessions.add(session);
    // The settings are of each stream only; with HTTP/2's own window of a connection a large message waits once every 64 KiB.
    session.setLocalWindowSize(WINDOW_BYTES);
    session.setTimeout(IDLE_MS, () => session.close());
    session.on('error', () => session.destroy());
    session.once('close', () => {
      sessions.delete(session);
      held.forget(session);
      clients.left(session);
      link.close();
    });
    session.on('stream', (stream, sent) => {
      stream.on('error', () => undefined);
      const clientId = clients.called(session, address, sent);
      const headers = { ...sent, [REMOTE_ADDRESS]: address };
      void takeCall({ stream, headers }, { side, connection: session, clientId, link }, world);
    });
  };

  /** Never listens: it is given the sockets on which clients speak TLS. */
  const secureServerOf = (side: Side): Http2SecureServer | undefined =>
    tls && createSecureServer({ ...limits, ...tls }).on('session', (session) => take(side, session));
  const secure = { source: secureServerOf('source'), target: secureServerOf('target') };

  const join = async (side: Side, socket: Socket): Promise<void> => {
    const isSecure = tls !== undefined && (await beginsTls(socket));
    // From here on the session sees to it, which alone sees what comes.
    socket.setTimeout(0);
    if (isSecure) secure[side]!.emit('connection', socket);
    else take(side, performServerHandshake(socket, limits));
  };

  const listeners: Listener[] = [];
  const close = async () => {
    for (const session of sessions) session.destroy();
    await Promise.all(listeners.map((listener) => listener.close()));
    for (const side of SIDES) links[side].close();
  };
  try {
    await Promise.all(SIDES.map((side) => links[side].session()));
    for (const side of SIDES) {
      const listener = await Listener.open(listen[side], (socket) => void join(side, socket));
      listeners.push(listener);
      ports[side] = listener.address.port;
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    addresses: { source: listeners[0]!.address, target: listeners[1]!.address },
    clients: () => clients.clients(),
    traffic: () => traffic.all(),
    serve: (next) => {
      fence.serve(next);
      held.review();
    },
    close,
  };
};
