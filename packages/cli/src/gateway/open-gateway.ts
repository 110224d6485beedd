import {
  type ClusterReach,
  createNameServerGateway,
  createProxyGateway,
  type NameServerGatewayOptions,
  type RoutingTable,
  type SecretKeys,
  type ServerTls,
} from '@mqferry/gateway';
import { parseListenAddress } from '../arguments/listen-address.ts';
import { cliErrors } from '../cli-errors.ts';
import type { Context } from '../context.ts';
import { textOf } from '../rocketmq/files.ts';
import { type GrpcOptions, openGrpc, withGrpc } from './grpc-options.ts';
import { parsePortRange, portMemory, readSecretKeys } from './proxy-options.ts';
import type { OpenGateway } from './table-source.ts';
import { warn } from './warn.ts';

/** How a gateway is reached, and how it reaches the clusters. */
export interface OpenOptions extends GrpcOptions {
  readonly sourceNameServers: string;
  readonly targetNameServers: string;
  readonly listen: string;
  readonly advertisedHost?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly sourceTlsCa?: string;
  readonly targetTlsCa?: string;
  readonly proxyPorts?: string;
  readonly proxyState?: string;
  readonly secretKeys?: string;
  readonly accessKey?: string;
}

const reachOf = async (nameServers: string, caFile: string | undefined): Promise<ClusterReach> => ({
  nameServers,
  tls: caFile === undefined ? undefined : { ca: [await textOf(caFile)], verifyHostname: true },
});

const tlsOf = async ({ tlsCert, tlsKey }: OpenOptions): Promise<ServerTls | undefined> => {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw cliErrors.CLI_OPTIONS_TOGETHER({ options: '--tls-cert, --tls-key' });
  }
  return { cert: await textOf(tlsCert), key: await textOf(tlsKey) };
};

/** The account with which a gateway asks brokers itself. Throws CLI_OPTIONS_TOGETHER. */
const credentialsOf = (accessKey: string | undefined, secretKeyOf: SecretKeys) => {
  if (accessKey === undefined) return undefined;
  const secretKey = secretKeyOf(accessKey);
  if (secretKey === undefined) {
    throw cliErrors.CLI_OPTIONS_TOGETHER({ options: `--access-key ${accessKey}, --secret-keys` });
  }
  return { accessKey, secretKey };
};

/** Throws as `openGateway` does. */
const openRemoting = async (
  options: OpenOptions,
  common: NameServerGatewayOptions,
  context: Context,
): Promise<OpenGateway> => {
  if (options.proxyPorts === undefined) {
    return { mode: 'route', gateway: await createNameServerGateway(common), links: () => [] };
  }
  const secretKeyOf = await readSecretKeys(options.secretKeys);
  const credentials = credentialsOf(options.accessKey, secretKeyOf);
  const memory = await portMemory(options.proxyState);
  const onProblem = (problem: Error) => warn(problem, context);
  const gateway = await createProxyGateway({
    ...common,
    clusters: {
      source: { ...common.clusters.source, credentials },
      target: { ...common.clusters.target, credentials },
    },
    ...{ ports: parsePortRange('--proxy-ports', options.proxyPorts), secretKeyOf, onProblem },
    assigned: memory.assigned,
    onAssigned: (assigned) => void memory.remember(assigned).catch(onProblem),
  });
  return { mode: 'proxy', gateway, links: gateway.links };
};

/**
 * Opens a gateway that serves a table. Throws GATEWAY_LISTEN_FAILED, GATEWAY_NO_GRPC_PROXY, ROCKETMQ_ADDRESS_INVALID, and
 * what its options throw.
 */
export const openGateway = async (
  options: OpenOptions,
  table: RoutingTable,
  context: Context,
): Promise<OpenGateway> => {
  const common: NameServerGatewayOptions = {
    listen: parseListenAddress('--listen', options.listen),
    ...{ advertisedHost: options.advertisedHost, tls: await tlsOf(options), table },
    clusters: {
      source: await reachOf(options.sourceNameServers, options.sourceTlsCa),
      target: await reachOf(options.targetNameServers, options.targetTlsCa),
    },
  };
  const grpc = await openGrpc(options, common);
  try {
    const open = await openRemoting(options, common, context);
    return { ...open, gateway: withGrpc(open.gateway, grpc), grpc: grpc?.addresses.source };
  } catch (error) {
    await grpc?.close();
    throw error;
  }
};
