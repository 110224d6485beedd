import type { Side } from '../routing-table.ts';
import { proxyErrors } from './proxy-errors.ts';

/** A broker of either cluster, as it is registered. */
export interface ProxiedBroker {
  readonly side: Side;
  /** `host:port`. */
  readonly address: string;
  /** 0 for a master. */
  readonly id: number;
}

/** The port at which a gateway stands in for a broker; its VIP port is two below. Plain JSON, to be remembered. */
export interface PortAssignment {
  readonly side: Side;
  /** `host:port` of the real broker. */
  readonly address: string;
  readonly port: number;
}

/** Ports that a gateway may listen at, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** How far below the port of a broker its second one is (`MixAll.brokerVIPChannel`). */
export const VIP_DISTANCE = 2;

/** A broker by its cluster and address; the same address may mean another broker in another network. */
export const brokerKey = ({ side, address }: Pick<ProxiedBroker, 'side' | 'address'>): string =>
  `${side} ${address}`;

/**
 * A port for a broker whose VIP port is free too: two neighbours share four ports without a gap. Ports in `refused` are
 * taken by somebody else. Throws GATEWAY_PORTS_EXHAUSTED.
 */
export const assignPort = (
  broker: ProxiedBroker,
  assigned: readonly PortAssignment[],
  { first, last }: PortRange,
  refused: ReadonlySet<number> = new Set(),
): PortAssignment => {
  const { side, address } = broker;
  const taken = new Set(assigned.flatMap(({ port }) => [port, port - VIP_DISTANCE]));
  const isFree = (port: number) => !taken.has(port) && !refused.has(port);
  for (let port = first + VIP_DISTANCE; port <= last; port += 1) {
    if (isFree(port) && isFree(port - VIP_DISTANCE)) return { side, address, port };
  }
  throw proxyErrors.GATEWAY_PORTS_EXHAUSTED({ first, last, broker: address });
};
