import { portableProperties } from '@mqferry/kafka';
import { warnOfProperties } from '../commands/clusters.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printJson } from '../render/json.ts';
import { clusterLines } from '../render/service/clusters.ts';
import { problemLines } from '../render/service/problem.ts';
import type { ConnectOptions } from '../rocketmq/connect.ts';
import { withService } from './connect.ts';
import { findCluster } from './find.ts';
import {
  addRocketmqCluster,
  changeRocketmqCluster,
  testRocketmqCluster,
  testRocketmqConnection,
} from './rocketmq-clusters.ts';
import { isOfRocketmq } from './rocketmq-connection.ts';
import { serviceErrors } from './service-errors.ts';

/** How a cluster is reached: a property file, addresses, or both. */
export interface ConnectionOptions extends ConnectOptions {
  readonly config?: string;
  readonly bootstrap?: string;
  readonly json?: true;
}

/** Whether options are for a cluster of RocketMQ. Throws CLI_KINDS_MIXED where they are for one of Kafka as well. */
const isRocketmq = (options: ConnectionOptions): boolean => {
  const { config, bootstrap } = options;
  if (!isOfRocketmq(options)) return false;
  if (config !== undefined || bootstrap !== undefined) throw serviceErrors.CLI_KINDS_MIXED({});
  return true;
};

/**
 * The connection as the contract wants it, with the files that the properties name. Throws CLI_CONFIG_MISSING and
 * CONFIG_….
 */
const connectionOf = async ({ config, bootstrap }: ConnectionOptions, context: Context) => {
  if (config === undefined && bootstrap === undefined) throw serviceErrors.CLI_CONFIG_MISSING({});
  const { text, files, warnings } = await portableProperties(
    config === undefined ? { text: '' } : { path: config },
    {
      env: context.world.env,
      ...(bootstrap === undefined ? {} : { bootstrapServers: bootstrap }),
    },
  );
  warnOfProperties(warnings, config ?? '', context);
  return {
    properties: text,
    files: Object.fromEntries([...files].map(([name, content]) => [name, content.toString('base64')])),
  };
};

/** `mqferry cluster list`. */
export const listClusters = ({ json }: { readonly json?: true }, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const clusters = await client.listClusters({});
    if (json) printJson(context, clusters);
    else context.out.print(...clusterLines(clusters, context.t, context.out.colors));
    return EXIT.OK;
  });

/** `mqferry cluster add`. */
export const addCluster = async (
  name: string,
  options: ConnectionOptions,
  context: Context,
): Promise<ExitCode> => {
  if (isRocketmq(options)) return addRocketmqCluster(name, options, context);
  const connection = await connectionOf(options, context);
  return withService(context, async (client) => {
    const cluster = await client.addCluster({ body: { name, ...connection } });
    if (options.json) printJson(context, cluster);
    else context.out.print(context.t('cluster.added', { name, bootstrap: cluster.bootstrap }));
    return EXIT.OK;
  });
};

/** `mqferry cluster change`. Throws CLI_CHANGE_MISSING. */
export const changeCluster = async (
  wanted: string,
  { name, ...options }: ConnectionOptions & { readonly name?: string },
  context: Context,
): Promise<ExitCode> => {
  const isOther = isRocketmq(options);
  const connects = options.config !== undefined || options.bootstrap !== undefined;
  if (name === undefined && !connects && !isOther) throw serviceErrors.CLI_CHANGE_MISSING({});
  const connection = connects ? await connectionOf(options, context) : {};
  return withService(context, async (client) => {
    const found = await findCluster(client, wanted);
    if (isOther || found.kind === 'rocketmq') {
      const change = name === undefined ? options : { ...options, name };
      return changeRocketmqCluster(client, found, change, context);
    }
    const { id } = found;
    const body = { ...connection, ...(name === undefined ? {} : { name }) };
    const cluster = await client.changeCluster({ params: { id }, body });
    if (options.json) printJson(context, cluster);
    else context.out.print(context.t('cluster.changed', cluster));
    return EXIT.OK;
  });
};

/** `mqferry cluster test`: one that the service knows, or a connection; exit code 1 when the service cannot reach it. */
export const testCluster = async (
  wanted: string | undefined,
  options: ConnectionOptions,
  context: Context,
): Promise<ExitCode> => {
  const { out, t, language } = context;
  if (wanted === undefined && isRocketmq(options)) return testRocketmqConnection(options, context);
  const connection = wanted === undefined ? await connectionOf(options, context) : undefined;
  return withService(context, async (client) => {
    const found = wanted === undefined ? undefined : await findCluster(client, wanted);
    if (found?.kind === 'rocketmq') return testRocketmqCluster(client, found, options, context);
    const tested = connection
      ? await client.testConnection({ body: connection })
      : await client.testCluster({ params: { id: found!.id } });
    if (options.json) printJson(context, tested);
    else if (tested.ok) {
      const places = { id: tested.clusterId ?? t('plan.unknown'), brokers: tested.brokers };
      out.print(out.colors.green(t('cluster.reached', places)));
    } else {
      out.print(
        t('cluster.unreached', { step: t(`cluster.step.${tested.step}`) }),
        ...problemLines(tested.problem, language, out.colors),
      );
    }
    return tested.ok ? EXIT.OK : EXIT.FAILED;
  });
};

/** `mqferry cluster remove`. */
export const removeCluster = (
  wanted: string,
  { json }: { readonly json?: true },
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const cluster = await findCluster(client, wanted);
    await client.deleteCluster({ params: { id: cluster.id } });
    if (json) printJson(context, cluster);
    else context.out.print(context.t('cluster.removed', { name: cluster.name }));
    return EXIT.OK;
  });
