import { once } from 'node:events';
import { type AddressInfo, createServer, connect as netConnect, type Socket } from 'node:net';
import {
  parseAddress,
  type RemotingCommand,
  RemotingConnection,
  type RequestHandler,
} from '@mqferry/rocketmq';
import { onTestFinished } from 'vitest';
import {
  type BrokerProxy,
  type BrokerProxyOptions,
  createBrokerProxy,
} from '../../../src/rocketmq/proxy/broker-proxy.ts';
import type { PortRange, ProxiedBroker } from '../../../src/rocketmq/proxy/ports.ts';
import type { RoutingTable, Share } from '../../../src/rocketmq/routing-table.ts';

/** Below the ports that systems give away by themselves. */
export const PORTS: PortRange = { first: 20_000, last: 29_999 };

/** A server that says what the test has it say. */
export interface FakeBroker {
  /** `host:port`. */
  readonly address: string;
  readonly requests: RemotingCommand[];
  readonly connections: RemotingConnection[];
  readonly sockets: Socket[];
  stop(): Promise<void>;
}

export const startFakeBroker = async (
  onRequest: RequestHandler = () => ({ code: 0 }),
): Promise<FakeBroker> => {
  const requests: RemotingCommand[] = [];
  const connections: RemotingConnection[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const open = {
      socket,
      receive: (sink: { push(data: Buffer): void }) => socket.on('data', (data) => sink.push(data)),
    };
    connections.push(
      new RemotingConnection(open, 'client', {
        onRequest: (request, connection) => {
          requests.push(request);
          return onRequest(request, connection);
        },
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) {
      server.close();
      await once(server, 'close');
    }
  };
  onTestFinished(stop);
  return {
    ...{ requests, connections, sockets, stop },
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
};

export const routing = (
  topics: Readonly<Record<string, Share>> = {},
  { held = [], ...more }: Partial<Omit<RoutingTable, 'held'>> & { held?: readonly string[] } = {},
): RoutingTable => ({
  ...{ revision: 1, topics: new Map(Object.entries(topics)), groups: new Map(), targetNames: new Map() },
  ...more,
  held: new Set(held),
});

/** A proxy that ends with the test. */
export const startProxy = async (
  brokers: readonly ProxiedBroker[],
  options: Partial<BrokerProxyOptions> = {},
): Promise<BrokerProxy> => {
  const proxy = await createBrokerProxy({
    ...{ host: '127.0.0.1', ports: PORTS, brokers, clusters: { source: {}, target: {} }, table: routing() },
    ...options,
  });
  onTestFinished(() => proxy.close());
  return proxy;
};

/** A client of the proxy. */
export const connect = async (address: string, onRequest?: RequestHandler): Promise<RemotingConnection> => {
  const connection = await RemotingConnection.open(parseAddress(address), { onRequest });
  onTestFinished(() => connection.close());
  return connection;
};

/** A client of the proxy that reads and writes bytes itself. */
export const connectSocket = async (address: string): Promise<Socket> => {
  const socket = netConnect(parseAddress(address));
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return socket;
};
