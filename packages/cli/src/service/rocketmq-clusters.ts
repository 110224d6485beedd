import type { Answer, Client, Routes } from '@mqferry/api';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printJson } from '../render/json.ts';
import { rocketmqTestLines } from '../render/service/rocketmq-test.ts';
import type { ConnectOptions } from '../rocketmq/connect.ts';
import { rocketmqErrors } from '../rocketmq/rocketmq-errors.ts';
import { withService } from './connect.ts';
import type { Cluster } from './find.ts';
import { givenConnection, wholeConnection } from './rocketmq-connection.ts';
import { serviceErrors } from './service-errors.ts';

type Tested = Answer<Routes['testRocketmqConnection']>;

interface JsonOption {
  readonly json?: true;
}

const tellTest = (tested: Tested, { json }: JsonOption, context: Context): ExitCode => {
  if (json) printJson(context, tested);
  else context.out.print(...rocketmqTestLines(tested, context));
  return tested.ok ? EXIT.OK : EXIT.FAILED;
};

/** Adds a cluster of RocketMQ; which one is asked of its name servers where that is not said. Throws CLI_CLUSTER_AMBIGUOUS. */
export const addRocketmqCluster = async (
  name: string,
  options: ConnectOptions & JsonOption,
  context: Context,
): Promise<ExitCode> => {
  const connection = await wholeConnection(options, context);
  return withService(context, async (client) => {
    let { clusterName } = connection;
    if (clusterName === undefined) {
      const tested = await client.testRocketmqConnection({ body: connection });
      if (tested.clusterName === null && tested.clusters.length > 0)
        throw rocketmqErrors.CLI_CLUSTER_AMBIGUOUS({ names: tested.clusters.join(', ') });
      if (tested.clusterName === null) return tellTest(tested, options, context);
      clusterName = tested.clusterName;
    }
    const cluster = await client.addRocketmqCluster({ body: { ...connection, name, clusterName } });
    if (options.json) printJson(context, cluster);
    else context.out.print(context.t('cluster.added', { name, bootstrap: cluster.bootstrap }));
    return EXIT.OK;
  });
};

/** Changes a cluster of RocketMQ. Throws CLI_CHANGE_MISSING. */
export const changeRocketmqCluster = async (
  client: Client,
  { id }: Pick<Cluster, 'id'>,
  { name, json, ...options }: ConnectOptions & JsonOption & { readonly name?: string },
  context: Context,
): Promise<ExitCode> => {
  const body = {
    ...(await givenConnection(options, context)),
    ...(name === undefined ? {} : { name }),
  };
  if (Object.keys(body).length === 0) throw serviceErrors.CLI_CHANGE_MISSING({});
  const cluster = await client.changeRocketmqCluster({ params: { id }, body });
  if (json) printJson(context, cluster);
  else context.out.print(context.t('cluster.changed', cluster));
  return EXIT.OK;
};

/** Whether the service can reach a cluster of RocketMQ like this; exit code 1 when it cannot. */
export const testRocketmqConnection = async (
  options: ConnectOptions & JsonOption,
  context: Context,
): Promise<ExitCode> => {
  const body = await wholeConnection(options, context);
  return withService(context, async (client) =>
    tellTest(await client.testRocketmqConnection({ body }), options, context),
  );
};

/** The same of one that the service knows. */
export const testRocketmqCluster = async (
  client: Client,
  { id }: Pick<Cluster, 'id'>,
  options: JsonOption,
  context: Context,
): Promise<ExitCode> => tellTest(await client.testRocketmqCluster({ params: { id } }), options, context);
