import type { Socket } from 'node:net';
import { isCodedError } from '@mqferry/core';
import { Listener } from '../../net/listener.ts';
import {
  assignPort,
  brokerKey,
  type PortAssignment,
  type PortRange,
  type ProxiedBroker,
  VIP_DISTANCE,
} from './ports.ts';
import { proxyErrors } from './proxy-errors.ts';

/** The listeners of one broker: its port and its VIP port. */
interface OpenPorts {
  readonly assignment: PortAssignment;
  readonly listeners: readonly Listener[];
}

/** Where a gateway listens for brokers. */
export interface BrokerPortsOptions {
  readonly host: string;
  readonly range: PortRange;
  /** What it was assigned before. */
  readonly assigned: readonly PortAssignment[];
  readonly onSocket: (broker: ProxiedBroker, socket: Socket) => void;
}

/** A port, and the VIP port, for each broker. A broker that comes back gets the ports that it had. */
export class BrokerPorts {
  readonly #options: BrokerPortsOptions;
  readonly #assigned = new Map<string, PortAssignment>();
  readonly #open = new Map<string, OpenPorts>();

  constructor(options: BrokerPortsOptions) {
    this.#options = options;
    for (const assignment of options.assigned) this.#assigned.set(brokerKey(assignment), assignment);
  }

  /** All that were ever assigned. */
  get assigned(): readonly PortAssignment[] {
    return [...this.#assigned.values()];
  }

  /** Where a broker is listened for; undefined where it is not. */
  portOf(broker: Pick<ProxiedBroker, 'side' | 'address'>): number | undefined {
    return this.#open.get(brokerKey(broker))?.assignment.port;
  }

  /** Listens for these brokers and for no others. Throws GATEWAY_PORT_IN_USE, GATEWAY_PORTS_EXHAUSTED. */
  async listenFor(brokers: readonly ProxiedBroker[]): Promise<void> {
    const wanted = new Map(brokers.map((broker) => [brokerKey(broker), broker]));
    for (const key of [...this.#open.keys()]) if (!wanted.has(key)) await this.#close(key);
    for (const [key, broker] of wanted) {
      if (this.#open.has(key)) continue;
      const opened = await this.#openFor(broker, this.#assigned.get(key));
      this.#assigned.set(key, opened.assignment);
      this.#open.set(key, opened);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((key) => this.#close(key)));
  }

  async #close(key: string): Promise<void> {
    const { listeners } = this.#open.get(key)!;
    this.#open.delete(key);
    await Promise.all(listeners.map((listener) => listener.close()));
  }

  async #openFor(broker: ProxiedBroker, known: PortAssignment | undefined): Promise<OpenPorts> {
    if (known) {
      const listeners = await this.#tryOpen(broker, known.port);
      if (listeners) return { assignment: known, listeners };
      throw proxyErrors.GATEWAY_PORT_IN_USE({ port: known.port, broker: broker.address });
    }
    const refused = new Set<number>();
    for (;;) {
      const assignment = assignPort(broker, this.assigned, this.#options.range, refused);
      const listeners = await this.#tryOpen(broker, assignment.port);
      if (listeners) return { assignment, listeners };
      refused.add(assignment.port);
    }
  }

  /** Undefined when one of the two ports is taken. */
  async #tryOpen(broker: ProxiedBroker, port: number): Promise<Listener[] | undefined> {
    const { host, onSocket } = this.#options;
    const opened: Listener[] = [];
    try {
      for (const each of [port, port - VIP_DISTANCE]) {
        opened.push(await Listener.open({ host, port: each }, (socket) => onSocket(broker, socket)));
      }
      return opened;
    } catch (error) {
      await Promise.all(opened.map((listener) => listener.close()));
      if (isCodedError(error) && (error.cause as NodeJS.ErrnoException).code === 'EADDRINUSE')
        return undefined;
      throw error;
    }
  }
}
