import type { Socket } from 'node:net';
import { addressText, type SocketAddress } from '@mqferry/core';
import { type Answer, RESPONSE, type RemotingCommand, RemotingConnection } from '@mqferry/rocketmq';
import { acceptedSocket, type ServerTls, secureContextOf } from '../../net/accepted-socket.ts';
import { Listener } from '../../net/listener.ts';
import { ClientRegistry, type SeenClient } from '../clients/client-registry.ts';
import { accessCluster, type ClusterReach } from '../cluster-access.ts';
import type { RoutingTable, Side } from '../routing-table.ts';
import { askBrokerOf } from './ask-broker.ts';
import { type AddressOf, MergedRoutes } from './merged-routes.ts';
import { type Treatment, treatmentOf } from './name-server-codes.ts';
import { presenceAnswer } from './presence-answers.ts';

/** How a gateway is set up. */
export interface NameServerGatewayOptions {
  /** Where clients reach it; port 0 takes a free one. */
  readonly listen: SocketAddress;
  /**
   * The host by which clients reach it, where that is not the one that it sees them connect to, as behind an address
   * translation.
   */
  readonly advertisedHost?: string | undefined;
  /** Clients may speak TLS with it; plain text is taken all the same. */
  readonly tls?: ServerTls | undefined;
  readonly clusters: Readonly<Record<Side, ClusterReach>>;
  readonly table: RoutingTable;
  /** Where clients reach brokers that the gateway stands in for; absent: where they are. */
  readonly addressOf?: AddressOf | undefined;
}

/**
 * What a gateway is asked for: a route, something else that name servers tell, what only brokers and administrators may ask,
 * what clients ask of any broker, and what none of these knows.
 */
export type Asked = Treatment | 'broker' | 'unknown';

/** A gateway in route mode: the name server of both clusters' clients. */
export interface NameServerGateway {
  readonly address: SocketAddress;
  /** Who is connected, and who was in the last quarter of an hour. */
  readonly clients: () => SeenClient[];
  /** How many requests there were of each kind. */
  readonly asked: () => Readonly<Record<Asked, number>>;
  /** The revision of the table that it serves. */
  readonly revision: () => number;
  /** Serves another table from now on, and says so; one that is not newer is left aside. */
  readonly serve: (table: RoutingTable) => boolean;
  /** Addresses of brokers have changed. */
  readonly addressesChanged: () => void;
  readonly close: () => Promise<void>;
}

/** The name of the broker that a gateway is in routes. */
export const GATEWAY_BROKER = 'mqferry-gateway';

const KEPT_MS = 15 * 60_000;
/** A client that asks and does not read is let go when so much waits for it. */
const MOST_UNREAD_BYTES = 8 * 1024 * 1024;

const REFUSED: Answer = {
  code: RESPONSE.NO_PERMISSION,
  remark: 'the gateway takes no requests of brokers and administrators; ask the name servers of the cluster',
};

const unmapped = (host: string): string => host.replace(/^::ffff:/, '');

/** Listens. Throws GATEWAY_LISTEN_FAILED, ROCKETMQ_ADDRESS_INVALID, and what OpenSSL says of an unusable certificate. */
export const createNameServerGateway = async ({
  listen,
  advertisedHost,
  tls,
  clusters,
  table: firstTable,
  addressOf,
}: NameServerGatewayOptions): Promise<NameServerGateway> => {
  const context = tls && secureContextOf(tls);
  const sides = { source: accessCluster(clusters.source), target: accessCluster(clusters.target) };
  const routes = new MergedRoutes({ source: sides.source.routes, target: sides.target.routes }, addressOf);
  const clients = new ClientRegistry(KEPT_MS);
  const asked: Record<Asked, number> = { route: 0, source: 0, refused: 0, broker: 0, unknown: 0 };
  let table = firstTable;

  const routeOf = async ({ fields }: RemotingCommand, connection: RemotingConnection): Promise<Answer> => {
    const { topic = '' } = fields;
    const { host, port } = connection.localAddress ?? listen;
    const address = addressText({ host: advertisedHost ?? unmapped(host), port });
    const served = table;
    const body = await routes.body(served, topic, { brokerName: GATEWAY_BROKER, address });
    clients.shown(connection, topic, served.revision);
    const remark = `No topic route info in name server for the topic: ${topic}`;
    return body === undefined ? { code: RESPONSE.TOPIC_NOT_EXIST, remark } : { code: RESPONSE.SUCCESS, body };
  };

  const answer = async (
    request: RemotingCommand,
    connection: RemotingConnection,
  ): Promise<Answer | undefined> => {
    const { code, fields, body } = request;
    clients.asked(connection, request);
    const treatment = treatmentOf(code);
    if (treatment !== undefined) asked[treatment] += 1;
    if (treatment === 'route') return routeOf(request, connection);
    if (treatment === 'refused') return REFUSED;
    if (treatment === 'source') {
      return sides.source.nameServers.forward({ code, name: `request ${code}`, fields, body });
    }
    const world = {
      clients,
      askBrokerOf: (topics: readonly string[], passed: RemotingCommand) =>
        askBrokerOf({ table, routes, sides }, topics, passed),
    };
    const told = presenceAnswer(world, request, connection);
    asked[told ? 'broker' : 'unknown'] += 1;
    return (
      told ?? { code: RESPONSE.REQUEST_CODE_NOT_SUPPORTED, remark: `request type ${code} not supported` }
    );
  };

  const take = async (accepted: Socket): Promise<void> => {
    const peer = addressText({
      host: unmapped(accepted.remoteAddress ?? ''),
      port: accepted.remotePort ?? 0,
    });
    const open = await acceptedSocket(accepted, context);
    const connection: RemotingConnection = new RemotingConnection(open, peer, {
      onRequest: (request) => {
        if (open.socket.writableLength > MOST_UNREAD_BYTES) connection.close();
        return answer(request, connection);
      },
    });
    clients.connected(connection, peer);
    await connection.closed;
    clients.left(connection);
  };

  const listener = await Listener.open(listen, (socket) => void take(socket));
  return {
    address: listener.address,
    clients: () => clients.clients(),
    asked: () => asked,
    revision: () => table.revision,
    serve: (next) => {
      const isNewer = next.revision > table.revision;
      if (isNewer) table = next;
      return isNewer;
    },
    addressesChanged: () => routes.forget(),
    close: async () => {
      await listener.close();
      await Promise.all([sides.source.close(), sides.target.close()]);
    },
  };
};
