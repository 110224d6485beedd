import { codedErrorIn } from '@mqferry/core';
import type { MigrationEvent } from '@mqferry/replication';
import type { Context } from '../context.ts';
import { type ControlServer, serveControl } from '../control/control-server.ts';
import { type Controlled, handleRequest } from '../control/handle-request.ts';
import type { MigrationMetrics } from '../metrics/migration-metrics.ts';
import { type ListenAddress, metricsText, serveTexts, type TextServer } from '../metrics/text-server.ts';
import { emit } from '../render/json.ts';
import type { OpenCluster } from './clusters.ts';

/** How operators and Prometheus reach a running copy. */
export interface AccessOptions {
  /** Undefined: no metrics are served. */
  readonly metrics: ListenAddress | undefined;
  /** Where the control socket lies. */
  readonly stateFolder: string;
  readonly json: boolean;
}

/** An open access. */
export interface OperatorAccess {
  readonly observe: (event: MigrationEvent) => void;
  close(): Promise<void>;
}

interface ServedMetrics extends TextServer {
  readonly metrics: MigrationMetrics;
}

const openMetrics = async (address: ListenAddress, { running }: Controlled): Promise<ServedMetrics> => {
  // Loading the library takes time and memory that a copy without metrics does not need to spend.
  const { MigrationMetrics } = await import('../metrics/migration-metrics.ts');
  const metrics = new MigrationMetrics();
  const text = () => {
    const now = running();
    return now ? metrics.text(now) : metrics.registry.metrics();
  };
  const server = await serveTexts(address, { '/metrics': metricsText(text) });
  return { ...server, metrics };
};

/** A migration is not worth less because its socket cannot be opened: that is told, and it goes on. */
const openControl = async (
  folder: string,
  who: { readonly source: string; readonly target: string },
  controlled: Controlled,
  { err, language, t }: Context,
): Promise<ControlServer | undefined> => {
  try {
    return await serveControl(folder, who, (request) => handleRequest(request, controlled));
  } catch (error) {
    const coded = codedErrorIn(error);
    if (!coded) throw error;
    const text = `${coded.text(language)} ${coded.advice(language)}`;
    err.print(err.colors.yellow(t('warning.head', { text })));
    return undefined;
  }
};

/** Opens the control socket, and serves metrics where asked for. Throws CLI_METRICS_UNAVAILABLE. */
export const openAccess = async (
  source: OpenCluster,
  target: OpenCluster,
  { metrics: address, stateFolder, json }: AccessOptions,
  controlled: Controlled,
  context: Context,
): Promise<OperatorAccess> => {
  const { err, t } = context;
  const served = address && (await openMetrics(address, controlled));
  if (served) {
    const { host, port } = served.address;
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/metrics`;
    if (json) emit(context, { type: 'metrics', url });
    else err.print(t('metrics.at', { url }));
  }
  const control = await openControl(
    stateFolder,
    { source: source.id, target: target.id },
    controlled,
    context,
  );
  return {
    observe: (event) => served?.metrics.observe(event),
    close: async () => {
      await Promise.all([served?.close(), control?.close()]);
    },
  };
};
