import { addressText, codedErrorIn } from '@mqferry/core';
import {
  type ClusterReach,
  createNameServerGateway,
  createProxyGateway,
  followTable,
  loadTable,
  type NameServerGateway,
  type NameServerGatewayOptions,
  type SecretKeys,
  type ServerTls,
} from '@mqferry/gateway';
import { parseListenAddress } from '../arguments/listen-address.ts';
import { cliErrors } from '../cli-errors.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withInterrupts } from '../interrupts.ts';
import { metricsText, serveTexts, type TextServer } from '../metrics/text-server.ts';
import { textOf } from '../rocketmq/files.ts';
import { clientsText } from './clients-text.ts';
import { gatewayMetrics } from './gateway-metrics.ts';
import { parsePortRange, portMemory, readSecretKeys } from './proxy-options.ts';

/** What `mqferry gateway` takes. */
export interface GatewayCommandOptions {
  readonly sourceNameServers: string;
  readonly targetNameServers: string;
  readonly table: string;
  readonly listen: string;
  readonly advertisedHost?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly sourceTlsCa?: string;
  readonly targetTlsCa?: string;
  readonly status?: string;
  readonly proxyPorts?: string;
  readonly proxyState?: string;
  readonly secretKeys?: string;
  readonly accessKey?: string;
}

const reachOf = async (nameServers: string, caFile: string | undefined): Promise<ClusterReach> => ({
  nameServers,
  tls: caFile === undefined ? undefined : { ca: [await textOf(caFile)], verifyHostname: true },
});

const tlsOf = async ({ tlsCert, tlsKey }: GatewayCommandOptions): Promise<ServerTls | undefined> => {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw cliErrors.CLI_OPTIONS_TOGETHER({ options: '--tls-cert, --tls-key' });
  }
  return { cert: await textOf(tlsCert), key: await textOf(tlsKey) };
};

const openStatus = async (
  address: string | undefined,
  gateway: NameServerGateway,
): Promise<TextServer | undefined> => {
  if (address === undefined) return undefined;
  const clients = { contentType: 'application/json', text: async () => clientsText(gateway) };
  return serveTexts(parseListenAddress('--status', address), {
    '/metrics': metricsText(gatewayMetrics(gateway)),
    '/clients': clients,
  });
};

const warn = (problem: Error, { err, language, t }: Context): void => {
  const text = codedErrorIn(problem)?.text(language) ?? problem.message;
  err.print(err.colors.yellow(t('warning.head', { text })));
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

const openGateway = async (options: GatewayCommandOptions, context: Context): Promise<NameServerGateway> => {
  const common: NameServerGatewayOptions = {
    listen: parseListenAddress('--listen', options.listen),
    ...{ advertisedHost: options.advertisedHost, tls: await tlsOf(options) },
    clusters: {
      source: await reachOf(options.sourceNameServers, options.sourceTlsCa),
      target: await reachOf(options.targetNameServers, options.targetTlsCa),
    },
    table: await loadTable(options.table),
  };
  if (options.proxyPorts === undefined) return createNameServerGateway(common);
  const secretKeyOf = await readSecretKeys(options.secretKeys);
  const credentials = credentialsOf(options.accessKey, secretKeyOf);
  const memory = await portMemory(options.proxyState);
  const onProblem = (problem: Error) => warn(problem, context);
  return createProxyGateway({
    ...common,
    clusters: {
      source: { ...common.clusters.source, credentials },
      target: { ...common.clusters.target, credentials },
    },
    ...{ ports: parsePortRange('--proxy-ports', options.proxyPorts), secretKeyOf, onProblem },
    assigned: memory.assigned,
    onAssigned: (assigned) => void memory.remember(assigned).catch(onProblem),
  });
};

/**
 * Runs a gateway until it is interrupted. Throws GATEWAY_TABLE_INVALID, GATEWAY_LISTEN_FAILED,
 * ROCKETMQ_ADDRESS_INVALID, and what its options throw.
 */
export const runGateway = async (options: GatewayCommandOptions, context: Context): Promise<ExitCode> => {
  const { world, out, err, t } = context;
  const gateway = await openGateway(options, context);
  let status: TextServer | undefined;
  let stopFollowing: (() => void) | undefined;
  try {
    status = await openStatus(options.status, gateway);
    out.print(t('gateway.at', { address: addressText(gateway.address), revision: gateway.revision() }));
    if (status) out.print(t('gateway.status', { address: addressText(status.address) }));
    stopFollowing = followTable(options.table, {
      onTable: (table) => {
        const before = gateway.revision();
        if (gateway.serve(table)) out.print(t('gateway.serves', { revision: table.revision }));
        else if (table.revision < before) {
          err.print(t('gateway.older', { revision: table.revision, served: before }));
        }
      },
      onProblem: (problem) => warn(problem, context),
    });
    await withInterrupts(
      world,
      { onFirst: () => err.print(t('gateway.stopping')), onSecond: () => err.print(t('interrupt.now')) },
      (signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
    );
  } finally {
    stopFollowing?.();
    await status?.close();
    await gateway.close();
  }
  return EXIT.OK;
};
