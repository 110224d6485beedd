import type { ConnectionOptions } from '../connection/remoting-connection.ts';

/** What a client of RocketMQ is and does. Times in milliseconds; what is left out is as in Java's clients. */
export interface ClientOptions extends Omit<ConnectionOptions, 'onRequest'> {
  /** `host:port` of each name server, separated by `;`. */
  readonly nameServers: string;
  /** Put before the names of topics and groups towards brokers, and taken off again. */
  readonly namespace?: string | undefined;
  /** Second part of the client's id; one of its own unless given. Consumers that broadcast find their offsets by it. */
  readonly instanceName?: string | undefined;
  /** First part of the client's id; an address of this machine unless given. */
  readonly clientIp?: string | undefined;
  /** Third part of the client's id. */
  readonly unitName?: string | undefined;
  /** Sends to the second listener of brokers, two ports below the first. Off unless given. */
  readonly vipChannel?: boolean | undefined;
  /** How often routes are read from the name servers; 30 s. */
  readonly routeRefreshMs?: number | undefined;
  /** How often brokers are told that the client is there; 30 s. They forget it after 120 s. */
  readonly heartbeatMs?: number | undefined;
  /**
   * Gets what goes wrong in the background, where nobody waits for it: a heartbeat that a broker did not take, a pull that
   * is tried again. Nobody hears of it unless given.
   */
  readonly onProblem?: ((problem: Error) => void) | undefined;
}
