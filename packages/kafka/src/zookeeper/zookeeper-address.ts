import type { BrokerAddress } from '../client/open-socket.ts';
import { zookeeperErrors } from './zookeeper-errors.ts';

/** The servers of a ZooKeeper, and the node below which everything is; '' for the root. */
export interface ZookeeperAddress {
  readonly servers: readonly BrokerAddress[];
  readonly root: string;
  /** Networks in CIDR notation in which the servers have to be; anywhere when absent. */
  readonly networks?: readonly string[] | undefined;
}

const DEFAULT_PORT = 2181;
const SERVER = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s[\]:/]+))(?::(\d{1,5}))?$/u;
const ROOT = /^(?:\/[^/\s]+)*$/u;

/** Reads `host:port,host:port/path` as in `zookeeper.connect` of brokers. Throws ZOOKEEPER_ADDRESS_INVALID. */
export const parseZookeeperAddress = (text: string): ZookeeperAddress => {
  const invalid = () => zookeeperErrors.ZOOKEEPER_ADDRESS_INVALID({ text });
  const slash = text.indexOf('/');
  const root = slash < 0 ? '' : text.slice(slash).trim().replace(/\/$/u, '');
  if (!ROOT.test(root)) throw invalid();
  const servers = (slash < 0 ? text : text.slice(0, slash)).split(',').map((entry) => {
    const [, bracketed, plain, port] = SERVER.exec(entry.trim()) ?? [];
    const host = bracketed ?? plain;
    const number = port === undefined ? DEFAULT_PORT : Number(port);
    if (host === undefined || number < 1 || number > 65_535) throw invalid();
    return { host, port: number };
  });
  return { servers, root };
};
