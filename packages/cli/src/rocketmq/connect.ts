import { Hidden, isCodedError } from '@mqferry/core';
import type { ConnectionOptions, Credentials, RocketmqAdmin } from '@mqferry/rocketmq';
import { ClusterError, type Side } from '../cluster-error.ts';
import type { Context } from '../context.ts';
import { askSecret, askText } from '../prompts.ts';
import { textOf } from './files.ts';
import { rocketmqErrors } from './rocketmq-errors.ts';
import { secretKeyOf } from './secret-key.ts';

/** The options by which a cluster of RocketMQ is reached. */
export interface ConnectOptions {
  readonly nameServers?: string;
  readonly cluster?: string;
  readonly accessKey?: string;
  readonly secretKeyFile?: string;
  readonly tls?: true;
  readonly tlsCa?: string;
  readonly tlsAnyName?: true;
}

const requireNameServers = async ({ nameServers }: ConnectOptions, context: Context): Promise<string> => {
  if (nameServers !== undefined) return nameServers;
  if (!context.world.stdin.isTTY) throw rocketmqErrors.CLI_NAME_SERVERS_MISSING({});
  const typed = await askText(context.t('rocketmq.ask.nameServers'), '--name-servers', context);
  if (typed === '') throw rocketmqErrors.CLI_NAME_SERVERS_MISSING({});
  return typed;
};

const credentialsOf = async (options: ConnectOptions, context: Context): Promise<Credentials | undefined> =>
  options.accessKey === undefined
    ? undefined
    : { accessKey: options.accessKey, secretKey: await secretKeyOf(options, context) };

const askCredentials = async (context: Context): Promise<Credentials> => {
  const { t, err } = context;
  err.print(t('rocketmq.credentialsNeeded'));
  const accessKey = await askText(t('rocketmq.ask.accessKey'), '--access-key', context);
  return {
    accessKey,
    secretKey: new Hidden(await askSecret(t('rocketmq.ask.secretKey'), '--secret-key-file', context)),
  };
};

const tlsOf = async ({ tls, tlsCa, tlsAnyName }: ConnectOptions): Promise<ConnectionOptions> =>
  tls || tlsCa !== undefined
    ? {
        tls: {
          ...(tlsCa === undefined ? {} : { ca: [await textOf(tlsCa)] }),
          verifyHostname: !tlsAnyName,
        },
      }
    : {};

/** A cluster that has been chosen, and how to ask it. */
export interface OpenRocketmq {
  readonly admin: RocketmqAdmin;
  readonly cluster: string;
  readonly nameServers: string;
}

/** The only cluster of the name servers, or the one that is named or chosen. */
const chooseCluster = async (
  names: readonly string[],
  { cluster }: ConnectOptions,
  context: Context,
): Promise<string> => {
  if (cluster !== undefined) return cluster;
  const [only, ...others] = names;
  if (only === undefined) throw rocketmqErrors.CLI_CLUSTER_NONE({});
  if (others.length === 0) return only;
  const all = names.join(', ');
  if (!context.world.stdin.isTTY) throw rocketmqErrors.CLI_CLUSTER_AMBIGUOUS({ names: all });
  const typed = await askText(context.t('rocketmq.ask.cluster', { names: all }), '--cluster', context);
  if (typed === '') throw rocketmqErrors.CLI_CLUSTER_AMBIGUOUS({ names: all });
  return typed;
};

/**
 * Connects to the name servers, asking for what is missing where there is a terminal, and hands the cluster to `work`.
 * Where that is not let in without an account, an operator at a terminal is asked for one, and `work` begins anew.
 * Throws CLI_NAME_SERVERS_MISSING, CLI_CLUSTER_AMBIGUOUS, CLI_CLUSTER_NONE and CLI_FILE_UNREADABLE, and what `work` and
 * the name servers throw as ClusterError.
 */
export const withRocketmq = async <T>(
  side: Side,
  options: ConnectOptions,
  context: Context,
  work: (open: OpenRocketmq) => Promise<T>,
): Promise<T> => {
  const { rocketmq } = context.world.services;
  const nameServers = await requireNameServers(options, context);
  const tls = await tlsOf(options);
  const given = await credentialsOf(options, context);
  const attempt = async (credentials: Credentials | undefined, chosen?: string): Promise<T> => {
    const admin = rocketmq.createAdmin(nameServers, { ...tls, ...(credentials ? { credentials } : {}) });
    let cluster = chosen;
    try {
      cluster ??= await chooseCluster(await rocketmq.clusterNames(admin), options, context);
      return await work({ admin, cluster, nameServers });
    } catch (error) {
      const isLockedOut = isCodedError(error, 'ROCKETMQ_AUTHENTICATION_FAILED');
      if (!isLockedOut || credentials || !context.world.stdin.isTTY) throw error;
    } finally {
      await admin.close();
    }
    return attempt(await askCredentials(context), cluster);
  };
  try {
    return await attempt(given);
  } catch (error) {
    throw error instanceof ClusterError || isUsage(error)
      ? error
      : new ClusterError(side, nameServers, error);
  }
};

/** What is wrong with the command line or a file is not at the cluster. */
const isUsage = (error: unknown): boolean =>
  isCodedError(error) && /^(?:CLI|METADATA|IMPORT)_/.test(error.code);
