import type { TlsConfig } from '@mqferry/core';
import { ConnectionPool, NameServers, parseNameServers } from '@mqferry/rocketmq';
import { SideRoutes } from './routes/side-routes.ts';

/** How a cluster is reached. */
export interface ClusterReach {
  /** `host:port` separated by `;`. */
  readonly nameServers: string;
  /** Absent: plain text. */
  readonly tls?: TlsConfig | undefined;
  /** Networks in CIDR notation in which its servers may be; everywhere when absent. */
  readonly networks?: readonly string[] | undefined;
}

/** One cluster, as a gateway asks it. */
export interface ClusterAccess {
  readonly nameServers: NameServers;
  readonly routes: SideRoutes;
  /** For what is passed on to brokers. */
  readonly brokers: ConnectionPool;
  close(): Promise<void>;
}

/** Connects when it is first asked. Throws ROCKETMQ_ADDRESS_INVALID. */
export const accessCluster = ({ nameServers: addresses, tls, networks }: ClusterReach): ClusterAccess => {
  const asked = new ConnectionPool({ tls, networks });
  const brokers = new ConnectionPool({ tls, networks });
  const nameServers = new NameServers(asked, parseNameServers(addresses));
  return {
    nameServers,
    routes: new SideRoutes(nameServers),
    brokers,
    close: async () => {
      await Promise.all([asked.close(), brokers.close()]);
    },
  };
};
