import type { ClientPropertiesWarning, ConnectionConfig, KafkaClient } from '@mqferry/kafka';
import { cliErrors } from '../cli-errors.ts';
import { ClusterError, type Side } from '../cluster-error.ts';
import type { Context } from '../context.ts';

/** The options that name the source, or the only cluster of a command. */
export interface SourceOptions {
  readonly from?: string;
  readonly fromConfig?: string;
}

/** The options that name both sides. */
export interface PairOptions extends SourceOptions {
  readonly to?: string;
  readonly toConfig?: string;
}

/** A cluster that has answered. */
export interface OpenCluster {
  readonly client: KafkaClient;
  /** Its id; before 0.10.1, which has none, its bootstrap addresses. */
  readonly id: string;
}

const addressOf = ({ bootstrap }: ConnectionConfig): string =>
  bootstrap.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)).join(',');

/** Tells what is odd about a property file. */
export const warnOfProperties = (
  warnings: readonly ClientPropertiesWarning[],
  file: string,
  { err, language, t }: Context,
): void => {
  for (const warning of warnings) {
    const text = t('warning.file', { file, text: warning.text(language), advice: warning.advice(language) });
    err.print(err.colors.yellow(t('warning.head', { text })));
  }
};

const readConfig = async (
  side: Side,
  address: string | undefined,
  file: string | undefined,
  context: Context,
): Promise<ConnectionConfig> => {
  const { world } = context;
  if (address === undefined && file === undefined) {
    throw cliErrors.CLI_ADDRESS_MISSING({ option: side === 'target' ? '--to' : '--from' });
  }
  const { config, warnings } = await world.services.loadClientProperties(
    file === undefined ? { text: '' } : { path: file },
    { env: world.env, ...(address === undefined ? {} : { bootstrapServers: address }) },
  );
  warnOfProperties(warnings, file ?? '', context);
  return config;
};

const reach = async (side: Side, client: KafkaClient): Promise<OpenCluster> => {
  const address = addressOf(client.config);
  try {
    return { client, id: (await client.metadata()).clusterId ?? address };
  } catch (error) {
    throw new ClusterError(side, address, error);
  }
};

const withClients = async <T>(
  configs: readonly ConnectionConfig[],
  { world }: Context,
  work: (clients: readonly KafkaClient[]) => Promise<T>,
): Promise<T> => {
  const clients = configs.map(world.services.connect);
  try {
    return await work(clients);
  } finally {
    await Promise.all(clients.map((client) => client.close()));
  }
};

/**
 * Connects to the cluster that --from and --from-config name, hands it to `work`, and closes it. Throws
 * CLI_ADDRESS_MISSING, CONFIG_…, and what keeps the cluster from being reached as ClusterError.
 */
export const withSource = async <T>(
  options: SourceOptions,
  context: Context,
  work: (source: OpenCluster) => Promise<T>,
): Promise<T> => {
  const config = await readConfig('cluster', options.from, options.fromConfig, context);
  return withClients([config], context, async ([client]) => work(await reach('cluster', client!)));
};

/** The same with both sides. */
export const withPair = async <T>(
  options: PairOptions,
  context: Context,
  work: (source: OpenCluster, target: OpenCluster) => Promise<T>,
): Promise<T> => {
  const configs = [
    await readConfig('source', options.from, options.fromConfig, context),
    await readConfig('target', options.to, options.toConfig, context),
  ];
  return withClients(configs, context, async ([source, target]) =>
    work(...(await Promise.all([reach('source', source!), reach('target', target!)]))),
  );
};
