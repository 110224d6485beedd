import { type FastjsonObject, jsonBytes } from '@mqferry/rocketmq';
import { gatewayErrors } from '../../errors.ts';
import { type Access, mayRead, mayWrite, type Share, SIDES, type Side } from '../routing-table.ts';
import type { RouteDocument, RouteEntry } from './route-document.ts';

const READ = 4;
const WRITE = 2;

/** What is told of the gateway itself in the routes of topics that move. */
export interface Presence {
  /** The name of the broker that the gateway is to clients; no real one may have it. */
  readonly brokerName: string;
  /** `host:port` at which clients reach it. */
  readonly address: string;
}

/** What is merged. */
export interface RouteParts {
  readonly share: Share;
  /** What each side says; undefined where it is not shown, or does not know the topic. */
  readonly routes: Readonly<Record<Side, RouteDocument | undefined>>;
  /** The name under which clients see a broker. */
  readonly shownName: (side: Side, brokerName: string) => string;
  readonly presence: Presence;
}

const permissionOf = (access: Access): number =>
  (mayRead(access) ? READ : 0) | (mayWrite(access) ? WRITE : 0);

const named = ({ fields }: RouteEntry, brokerName: string): FastjsonObject => ({ ...fields, brokerName });

/** The part of an ordered topic's queues that may be written, by the names that clients see. */
const orderOf = (route: RouteDocument, rename: (name: string) => string): string[] =>
  (route.orderTopicConf ?? '')
    .split(';')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.lastIndexOf(':');
      return `${rename(part.slice(0, at))}${part.slice(at)}`;
    });

/** Clients keep one address per name: with two brokers of one name they would write and read one of them only. */
const checkNames = (brokers: readonly FastjsonObject[]): void => {
  const names = brokers.map(({ brokerName }) => brokerName as string);
  const broker = names.find((name, at) => names.indexOf(name) < at);
  if (broker !== undefined) throw gatewayErrors.GATEWAY_BROKER_NAME_TAKEN({ broker });
};

/**
 * The route of a topic with what its share shows of each side: brokers of a side that is not hidden, queues with no more
 * than the rights that share and broker both give. Undefined when neither side has the topic. Throws GATEWAY_BROKER_NAME_TAKEN.
 */
export const mergeRoutes = ({ share, routes, shownName, presence }: RouteParts): Buffer | undefined => {
  const queues: FastjsonObject[] = [];
  const brokers: FastjsonObject[] = [];
  const order: string[] = [];
  for (const side of SIDES) {
    const route = routes[side];
    const access = share[side];
    if (route === undefined || access === 'none') continue;
    const rename = (name: string) => shownName(side, name);
    const allowed = permissionOf(access);
    brokers.push(...route.brokers.map((broker) => named(broker, rename(broker.brokerName))));
    // Rights beside reading and writing, as that of inheriting, stay as they are.
    queues.push(
      ...route.queues
        .map((queue) => ({ queue, perm: queue.perm & ~((READ | WRITE) & ~allowed) }))
        .filter(({ perm }) => (perm & (READ | WRITE)) > 0)
        .map(({ queue, perm }) => ({ ...named(queue, rename(queue.brokerName)), perm })),
    );
    if (mayWrite(access)) order.push(...orderOf(route, rename));
  }
  if (brokers.length === 0) return undefined;
  checkNames(brokers);
  const { brokerName, address } = presence;
  brokers.push({ cluster: brokerName, brokerName, brokerAddrs: { 0: address } });
  return jsonBytes({
    ...(order.length > 0 && { orderTopicConf: order.join(';') }),
    queueDatas: queues,
    brokerDatas: brokers,
    filterServerTable: {},
  });
};
