import { isIP } from 'node:net';
import { gatewayErrors } from '../../errors.ts';
import { type Access, mayRead, mayWrite, type Side } from '../routing-table.ts';
import { ADDRESS, BROKER, ENDPOINTS, PERMISSION, QUEUE, SCHEME } from './messaging.ts';
import { messageIn, messagesIn, numberIn, textIn, type WireMessage, withField } from './wire-message.ts';

/** How clients see the queues of one side. */
export interface SideView {
  readonly access: Access;
  /** Where clients reach its brokers: the gateway, at the port of this side. */
  readonly endpoints: WireMessage;
  /** The name under which clients see a broker. */
  readonly shownName: (brokerName: string) => string;
}

/** Where clients reach the gateway. */
export interface Entrance {
  /** The host by which they reach it; the one that they asked it by when absent. */
  readonly host: string | undefined;
  readonly ports: Readonly<Record<Side, number>>;
}

const schemeOf = (host: string): number => {
  const version = isIP(host);
  if (version === 0) return SCHEME.DOMAIN_NAME;
  return version === 4 ? SCHEME.IPv4 : SCHEME.IPv6;
};

/**
 * Where clients reach one side: the hosts that they were given as their access point, at the port of that side. Gateways
 * that are given to clients together have the same ports.
 */
export const endpointsOf = (asked: WireMessage, { host, ports }: Entrance, side: Side): WireMessage => {
  const hosts =
    host === undefined
      ? messagesIn(asked, ENDPOINTS.addresses).map((address) => textIn(address, ADDRESS.host))
      : [host];
  const addresses = hosts.map((each) =>
    withField(withField([], ADDRESS.host, each), ADDRESS.port, ports[side]),
  );
  const scheme = withField([], ENDPOINTS.scheme, schemeOf(hosts[0] ?? ''));
  return withField(scheme, ENDPOINTS.addresses, ...addresses);
};

const { NONE, READ, WRITE, READ_WRITE } = PERMISSION;

/** What both the cluster and the share allow. */
const permissionOf = (permission: number, access: Access): number => {
  const reads = (permission === READ || permission === READ_WRITE) && mayRead(access);
  const writes = (permission === WRITE || permission === READ_WRITE) && mayWrite(access);
  if (reads && writes) return READ_WRITE;
  if (reads) return READ;
  return writes ? WRITE : NONE;
};

/**
 * A queue as clients see it. One that they may neither read nor write is shown all the same: clients hold a connection, and
 * a telemetry stream by which brokers ask for the outcome of transactions, to every broker that is in their routes.
 */
export const shownQueue = (queue: WireMessage, { access, endpoints, shownName }: SideView): WireMessage => {
  const broker = messageIn(queue, QUEUE.broker);
  const named = withField(broker, BROKER.name, shownName(textIn(broker, BROKER.name)));
  const reached = withField(named, BROKER.endpoints, endpoints);
  const permission = permissionOf(numberIn(queue, QUEUE.permission), access);
  return withField(withField(queue, QUEUE.permission, permission), QUEUE.broker, reached);
};

/** Whether clients may read a queue. */
export const isReadable = (queue: WireMessage): boolean => {
  const permission = numberIn(queue, QUEUE.permission);
  return permission === READ || permission === READ_WRITE;
};

const namesIn = (queues: readonly WireMessage[]): Set<string> =>
  new Set(queues.map((queue) => textIn(messageIn(queue, QUEUE.broker), BROKER.name)));

/**
 * Clients take brokers of one name for one: a producer that is refused by one does not try the other. Throws
 * GATEWAY_BROKER_NAME_TAKEN.
 */
export const checkNames = (source: readonly WireMessage[], target: readonly WireMessage[]): void => {
  const names = namesIn(target);
  const broker = [...namesIn(source)].find((name) => names.has(name));
  if (broker !== undefined) throw gatewayErrors.GATEWAY_BROKER_NAME_TAKEN({ broker });
};
