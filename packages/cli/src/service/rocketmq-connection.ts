import type { Client } from '@mqferry/api';
import type { Context } from '../context.ts';
import type { ConnectOptions } from '../rocketmq/connect.ts';
import { textOf } from '../rocketmq/files.ts';
import { rocketmqErrors } from '../rocketmq/rocketmq-errors.ts';
import { secretKeyOf } from '../rocketmq/secret-key.ts';

type Given = Parameters<Client['testRocketmqConnection']>[0]['body'];

/** Whether one of the options is for clusters of RocketMQ. */
export const isOfRocketmq = ({ nameServers, cluster, accessKey, tls, tlsCa }: ConnectOptions): boolean =>
  [nameServers, cluster, accessKey, tls, tlsCa].some((option) => option !== undefined);

/** What of a connection the options give, as the API takes it. Throws CLI_FILE_UNREADABLE and CLI_TERMINAL_NEEDED. */
export const givenConnection = async (options: ConnectOptions, context: Context): Promise<Partial<Given>> => {
  const { nameServers, cluster, accessKey, tls, tlsCa, tlsAnyName } = options;
  return {
    ...(nameServers === undefined ? {} : { nameServers }),
    ...(cluster === undefined ? {} : { clusterName: cluster }),
    ...(accessKey === undefined ? {} : { accessKey, secretKey: await secretKeyOf(options, context) }),
    ...(tls || tlsCa !== undefined
      ? {
          tls: {
            ...(tlsCa === undefined ? {} : { ca: await textOf(tlsCa) }),
            verifyHostname: !tlsAnyName,
          },
        }
      : {}),
  };
};

/** The same of a connection as a whole. Throws CLI_NAME_SERVERS_MISSING too. */
export const wholeConnection = async (options: ConnectOptions, context: Context): Promise<Given> => {
  const { nameServers } = options;
  if (nameServers === undefined) throw rocketmqErrors.CLI_NAME_SERVERS_MISSING({});
  return { ...(await givenConnection(options, context)), nameServers };
};
