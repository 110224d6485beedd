import {
  createGrpcGateway,
  type GrpcGateway,
  type NameServerGateway,
  type NameServerGatewayOptions,
} from '@mqferry/gateway';
import { parseListenAddress } from '../arguments/listen-address.ts';
import { cliErrors } from '../cli-errors.ts';

/** How clients that speak gRPC are served, if they are. */
export interface GrpcOptions {
  readonly listenGrpc?: string;
  readonly sourceProxy?: string;
  readonly targetProxy?: string;
}

const TOGETHER = '--listen-grpc, --source-proxy, --target-proxy';

/**
 * Opens the gateway of clients that speak gRPC, with what else is common to gateways; undefined where none of its options is
 * given. Throws CLI_OPTIONS_TOGETHER, CLI_LISTEN_ADDRESS_INVALID, and as `createGrpcGateway` does.
 */
export const openGrpc = async (
  { listenGrpc, sourceProxy, targetProxy }: GrpcOptions,
  { advertisedHost, tls, table, clusters }: NameServerGatewayOptions,
): Promise<GrpcGateway | undefined> => {
  if (listenGrpc === undefined && sourceProxy === undefined && targetProxy === undefined) return undefined;
  if (listenGrpc === undefined || sourceProxy === undefined || targetProxy === undefined) {
    throw cliErrors.CLI_OPTIONS_TOGETHER({ options: TOGETHER });
  }
  const source = parseListenAddress('--listen-grpc', listenGrpc);
  const target = { ...source, port: source.port === 0 ? 0 : source.port + 1 };
  return createGrpcGateway({
    ...{ listen: { source, target }, advertisedHost, tls, table },
    proxies: {
      source: { proxies: sourceProxy, tls: clusters.source.tls },
      target: { proxies: targetProxy, tls: clusters.target.tls },
    },
  });
};

/** A gateway that serves clients of both protocols. */
export const withGrpc = (gateway: NameServerGateway, grpc: GrpcGateway | undefined): NameServerGateway => {
  if (grpc === undefined) return gateway;
  return {
    ...gateway,
    clients: () => [...gateway.clients(), ...grpc.clients()],
    serve: (table) => {
      const isNewer = gateway.serve(table);
      if (isNewer) grpc.serve(table);
      return isNewer;
    },
    close: async () => {
      await Promise.all([gateway.close(), grpc.close()]);
    },
  };
};
