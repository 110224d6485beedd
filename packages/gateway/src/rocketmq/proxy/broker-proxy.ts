import type { Socket } from 'node:net';
import { addressText, openSocket } from '@mqferry/core';
import { MAX_FRAME_BYTES, parseAddress, SOCKET_ERRORS } from '@mqferry/rocketmq';
import { acceptedSocket, type ServerTls, secureContextOf } from '../../net/accepted-socket.ts';
import { brokerNames } from '../both-sides/broker-names.ts';
import type { RoutingTable, Side } from '../routing-table.ts';
import { BrokerLinks } from './broker-links.ts';
import { BrokerPorts } from './broker-ports.ts';
import { joinClient } from './client-link.ts';
import type { OnClientSeen } from './client-seen.ts';
import { HeldWrites, HOLD, type HoldLimits } from './held-writes.ts';
import type { LinkWorld } from './link-state.ts';
import { createOtherSide, type SideReach } from './other-side.ts';
import type { PortAssignment, PortRange, ProxiedBroker } from './ports.ts';
import type { SecretKeys } from './sign-again.ts';
import { type TopicTraffic, TrafficCounters } from './traffic.ts';
import { LATE_WRITES_MS, WriteFence } from './write-fence.ts';

/** How a gateway stands in for brokers. */
export interface BrokerProxyOptions {
  /** Where it listens. */
  readonly host: string;
  /** The host by which clients reach it; `host` unless given. */
  readonly advertisedHost?: string | undefined;
  /** Clients may speak TLS with it; plain text is taken all the same. */
  readonly tls?: ServerTls | undefined;
  readonly ports: PortRange;
  /** The ports that brokers had before, so that addresses in clients' routes stay right. */
  readonly assigned?: readonly PortAssignment[];
  readonly brokers: readonly ProxiedBroker[];
  readonly clusters: Readonly<Record<Side, SideReach>>;
  readonly table: RoutingTable;
  /** For requests that have to be changed and are signed. */
  readonly secretKeyOf?: SecretKeys;
  readonly onClientSeen?: OnClientSeen;
  readonly hold?: Partial<HoldLimits>;
  /** How long what is written with an old route passes, in milliseconds: 45 s unless given. */
  readonly lateWritesMs?: number;
  /** Largest frame that is forwarded; 16 MiB unless given, as for brokers. */
  readonly maxFrameBytes?: number;
}

/** Stands in for the brokers of both clusters. */
export interface BrokerProxy {
  /** Where clients reach a broker, `host:port`; undefined for one that is not stood in for. */
  addressOf(broker: Pick<ProxiedBroker, 'side' | 'address'>): string | undefined;
  /** To be remembered, and given to the next one. */
  readonly assigned: readonly PortAssignment[];
  /**
   * Stands in for these brokers from now on; connections to others end. Throws GATEWAY_PORT_IN_USE,
   * GATEWAY_PORTS_EXHAUSTED, GATEWAY_LISTEN_FAILED; what was done until then stays.
   */
  setBrokers(brokers: readonly ProxiedBroker[]): Promise<void>;
  /** Goes by this from now on; writes that wait are judged by it first. */
  serve(table: RoutingTable): void;
  traffic(): readonly TopicTraffic[];
  /** How many writes wait. */
  readonly waiting: number;
  /**
   * From where it is connected to brokers for clients, and was lately, `host:port`: brokers tell these addresses in place of
   * their clients'.
   */
  links(): readonly string[];
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 3000;

const addressOf = (host = '', port = 0): string => addressText({ host: host.replace(/^::ffff:/, ''), port });

/**
 * Listens for brokers of both clusters, a port and a VIP port each, and forwards what clients send there. Throws
 * GATEWAY_PORT_IN_USE, GATEWAY_PORTS_EXHAUSTED, GATEWAY_LISTEN_FAILED, and what OpenSSL says of an unusable certificate.
 */
export const createBrokerProxy = async (options: BrokerProxyOptions): Promise<BrokerProxy> => {
  const { host, advertisedHost = host, clusters, assigned = [] } = options;
  const context = options.tls && secureContextOf(options.tls);
  let { brokers } = options;
  const fence = new WriteFence(options.table, options.lateWritesMs ?? LATE_WRITES_MS);
  let names = brokerNames(options.table.targetNames);
  const traffic = new TrafficCounters();
  const held = new HeldWrites({ ...HOLD, ...options.hold });
  const mastersOf = (of: Side) =>
    brokers.filter(({ side, id }) => side === of && id === 0).map(({ address }) => address);
  const otherSide = createOtherSide(clusters, mastersOf);
  const links = new BrokerLinks();
  const world: LinkWorld = {
    ...{ traffic, held, otherSide, fence, names: () => names },
    secretKeyOf: options.secretKeyOf ?? (() => undefined),
    onClientSeen: (seen) => {
      links.seen(seen);
      options.onClientSeen?.(seen);
    },
    maxFrameBytes: options.maxFrameBytes ?? MAX_FRAME_BYTES,
  };
  let made = 0;

  const join = async ({ side, address }: ProxiedBroker, accepted: Socket): Promise<void> => {
    const gone = new AbortController();
    accepted.once('close', () => gone.abort());
    const { tls, networks } = clusters[side];
    const limits = { tls, networks, connectTimeoutMs: CONNECT_TIMEOUT_MS };
    try {
      const client = await acceptedSocket(accepted, context);
      const broker = await openSocket(SOCKET_ERRORS, parseAddress(address), limits, gone.signal);
      if (gone.signal.aborted) {
        broker.socket.destroy();
        return;
      }
      made += 1;
      links.opened(made, addressOf(broker.socket.localAddress, broker.socket.localPort));
      const from = addressOf(accepted.remoteAddress, accepted.remotePort);
      joinClient(client, broker, { id: made, side, broker: address, client: from }, world);
    } catch {
      // The client sees that the broker cannot be reached, and does what it does then.
      accepted.destroy();
    }
  };

  const ports = new BrokerPorts({
    ...{ host, range: options.ports, assigned },
    onSocket: (broker, socket) => void join(broker, socket),
  });
  let changing = Promise.resolve();
  const setBrokers = (next: readonly ProxiedBroker[]): Promise<void> => {
    brokers = next;
    const change = changing.then(() => ports.listenFor(next));
    changing = change.catch(() => undefined);
    return change;
  };
  const close = async () => {
    await changing;
    await Promise.all([ports.close(), otherSide.close()]);
  };
  try {
    await setBrokers(brokers);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    addressOf: (broker) => {
      const port = ports.portOf(broker);
      return port === undefined ? undefined : addressText({ host: advertisedHost, port });
    },
    get assigned() {
      return ports.assigned;
    },
    get waiting() {
      return held.size;
    },
    setBrokers,
    serve: (next) => {
      fence.serve(next);
      names = brokerNames(next.targetNames);
      held.review();
    },
    traffic: () => traffic.all(),
    links: () => links.addresses(),
    close,
  };
};
