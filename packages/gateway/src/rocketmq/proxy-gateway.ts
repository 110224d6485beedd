import { codedErrorIn } from '@mqferry/core';
import { brokersOf, type NameServers } from '@mqferry/rocketmq';
import { gatewayErrors } from '../errors.ts';
import { accessCluster } from './cluster-access.ts';
import {
  createNameServerGateway,
  type NameServerGateway,
  type NameServerGatewayOptions,
} from './name-server/name-server-gateway.ts';
import { createBrokerProxy } from './proxy/broker-proxy.ts';
import type { SideReach } from './proxy/other-side.ts';
import type { PortAssignment, PortRange, ProxiedBroker } from './proxy/ports.ts';
import type { SecretKeys } from './proxy/sign-again.ts';
import type { TopicTraffic } from './proxy/traffic.ts';
import { type RoutingTable, SIDES, type Side } from './routing-table.ts';

/** How a gateway in proxy mode is set up. */
export interface ProxyGatewayOptions extends Omit<NameServerGatewayOptions, 'addressOf' | 'clusters'> {
  readonly clusters: Readonly<Record<Side, NameServerGatewayOptions['clusters'][Side] & SideReach>>;
  /** For brokers: two each, for their VIP port too. */
  readonly ports: PortRange;
  /** The ports that brokers had before. */
  readonly assigned?: readonly PortAssignment[];
  /** Told of every change of them, to be remembered. */
  readonly onAssigned: (assigned: readonly PortAssignment[]) => void;
  /** For requests that have to be changed and are signed. */
  readonly secretKeyOf?: SecretKeys;
  /** Told of brokers that cannot be stood in for at present, and of clusters that do not tell of theirs. */
  readonly onProblem: (problem: Error) => void;
}

/** A gateway in proxy mode: the name server of clients, and all of their brokers. */
export interface ProxyGateway extends NameServerGateway {
  readonly traffic: () => readonly TopicTraffic[];
  /** How many writes wait. */
  readonly waiting: () => number;
  /** From where it is connected to brokers for clients, and was lately, `host:port`. */
  readonly links: () => readonly string[];
}

/** Stand for every address of a host, and clients cannot connect to them. */
const ANY_HOST: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** How often the clusters are asked for their brokers, in milliseconds; one that is new is in routes after that. */
const LOOK_MS = 5000;

/** The brokers of both clusters, as they were told last. */
class KnownBrokers {
  readonly #nameServers: Readonly<Record<Side, NameServers>>;
  readonly #brokers: Record<Side, readonly ProxiedBroker[]> = { source: [], target: [] };

  constructor(nameServers: Readonly<Record<Side, NameServers>>) {
    this.#nameServers = nameServers;
  }

  async look(onProblem: (problem: Error) => void): Promise<readonly ProxiedBroker[]> {
    for (const side of SIDES) {
      try {
        const found = brokersOf(await this.#nameServers[side].clusterInfo());
        this.#brokers[side] = found.map(({ address, id }) => ({ side, address, id }));
      } catch (error) {
        if (!codedErrorIn(error)) throw error;
        onProblem(error as Error);
      }
    }
    return [...this.#brokers.source, ...this.#brokers.target];
  }
}

/**
 * Listens as a name server and for every broker of both clusters; routes name its own ports only. Throws
 * GATEWAY_HOST_UNKNOWN, and as `createNameServerGateway` and `createBrokerProxy` do.
 */
export const createProxyGateway = async (options: ProxyGatewayOptions): Promise<ProxyGateway> => {
  const { clusters, ports, assigned, onAssigned, secretKeyOf, onProblem, table } = options;
  const { listen, advertisedHost, tls } = options;
  if (advertisedHost === undefined && ANY_HOST.has(listen.host)) {
    throw gatewayErrors.GATEWAY_HOST_UNKNOWN({ host: listen.host });
  }
  const access = { source: accessCluster(clusters.source), target: accessCluster(clusters.target) };
  const known = new KnownBrokers({
    source: access.source.nameServers,
    target: access.target.nameServers,
  });
  const proxy = await createBrokerProxy({
    ...{ host: listen.host, advertisedHost, tls, ports, assigned: assigned ?? [], clusters, table },
    ...{ brokers: await known.look(onProblem), secretKeyOf: secretKeyOf ?? (() => undefined) },
  });
  onAssigned(proxy.assigned);
  const gateway = await createNameServerGateway({
    ...{ listen, advertisedHost, tls, clusters, table },
    addressOf: (side, address) => proxy.addressOf({ side, address }),
  }).catch(async (error: unknown) => {
    await proxy.close();
    throw error;
  });

  let told = JSON.stringify(proxy.assigned);
  const look = async (): Promise<void> => {
    try {
      await proxy.setBrokers(await known.look(onProblem));
    } catch (error) {
      onProblem(error as Error);
    }
    gateway.addressesChanged();
    const now = JSON.stringify(proxy.assigned);
    if (now !== told) onAssigned(proxy.assigned);
    told = now;
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, LOOK_MS);

  return {
    ...gateway,
    serve: (next: RoutingTable) => {
      const isNewer = gateway.serve(next);
      if (isNewer) proxy.serve(next);
      return isNewer;
    },
    traffic: () => proxy.traffic(),
    waiting: () => proxy.waiting,
    links: () => proxy.links(),
    close: async () => {
      clearInterval(timer);
      await looking;
      await Promise.all([gateway.close(), proxy.close(), access.source.close(), access.target.close()]);
    },
  };
};
