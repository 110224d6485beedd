import type { SocketAddress } from '@mqferry/core';
import type { NameServerGateway, RoutingTable } from '@mqferry/gateway';

/** A gateway that is open. */
export interface OpenGateway {
  readonly mode: 'route' | 'proxy';
  readonly gateway: NameServerGateway;
  /** In proxy mode: from where it is connected to brokers for clients, and was lately, `host:port`. */
  readonly links: () => readonly string[];
  /** Where clients that speak gRPC reach it, if they do. */
  readonly grpc?: SocketAddress | undefined;
}

/** Where the routing table of a gateway comes from. */
export interface TableSource {
  /** The table to begin with; waits for one where that can come later. Undefined: the signal came before. */
  first(signal: AbortSignal): Promise<RoutingTable | undefined>;
  /** Has the gateway serve every newer table until the signal comes. */
  follow(open: OpenGateway, signal: AbortSignal): Promise<void>;
}
