import { addressText } from '@mqferry/core';
import type { NameServerGateway } from '@mqferry/gateway';
import { parseListenAddress } from '../arguments/listen-address.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withInterrupts } from '../interrupts.ts';
import { metricsText, serveTexts, type TextServer } from '../metrics/text-server.ts';
import { clientsText } from './clients-text.ts';
import { fileTable } from './file-table.ts';
import { gatewayMetrics } from './gateway-metrics.ts';
import { type OpenOptions, openGateway } from './open-gateway.ts';
import { type ServiceOptions, serviceOf } from './service-options.ts';
import { serviceTable } from './service-table.ts';
import type { TableSource } from './table-source.ts';

/** What `mqferry gateway` takes. */
export interface GatewayCommandOptions extends OpenOptions, ServiceOptions {
  readonly status?: string;
}

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

/** Serves what a source gives until the signal comes. */
const serve = async (
  source: TableSource,
  options: GatewayCommandOptions,
  context: Context,
  signal: AbortSignal,
): Promise<void> => {
  const { out, t } = context;
  const table = await source.first(signal);
  if (table === undefined) return;
  const open = await openGateway(options, table, context);
  const { gateway } = open;
  let status: TextServer | undefined;
  try {
    status = await openStatus(options.status, gateway);
    out.print(t('gateway.at', { address: addressText(gateway.address), revision: gateway.revision() }));
    if (open.grpc) out.print(t('gateway.grpc', { address: addressText(open.grpc) }));
    if (status) out.print(t('gateway.status', { address: addressText(status.address) }));
    await source.follow(open, signal);
  } finally {
    await status?.close();
    await gateway.close();
  }
};

/**
 * Runs a gateway until it is interrupted. Throws GATEWAY_TABLE_INVALID, GATEWAY_LISTEN_FAILED, GATEWAY_NO_GRPC_PROXY,
 * ROCKETMQ_ADDRESS_INVALID, and what its options throw.
 */
export const runGateway = async (options: GatewayCommandOptions, context: Context): Promise<ExitCode> => {
  const { world, err, t } = context;
  const service = await serviceOf(options, context);
  const source = service ? serviceTable(service, context) : fileTable(options.table, context);
  await withInterrupts(
    world,
    { onFirst: () => err.print(t('gateway.stopping')), onSecond: () => err.print(t('interrupt.now')) },
    (signal) => serve(source, options, context, signal),
  );
  return EXIT.OK;
};
