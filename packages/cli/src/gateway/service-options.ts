import { hostname } from 'node:os';
import { addressText } from '@mqferry/core';
import { parseListenAddress } from '../arguments/listen-address.ts';
import { cliErrors } from '../cli-errors.ts';
import type { Context } from '../context.ts';
import { lineOf } from '../rocketmq/files.ts';
import { loginOf, serviceAddress } from '../service/connect.ts';
import type { Login } from '../service/login-file.ts';
import { type KeptTable, keptTable } from './kept-table.ts';
import type { OpenOptions } from './open-gateway.ts';
import { type Report, reportTo } from './report-to-service.ts';

/** Where the table comes from. */
export interface ServiceOptions {
  readonly table: string;
  readonly service?: string;
  readonly task?: string;
  readonly token?: string;
  readonly name?: string;
}

/** What a gateway needs that has its table from a service. */
export interface ServiceAccess {
  readonly report: Report;
  readonly kept: KeptTable;
  /** Where the table is kept. */
  readonly file: string;
  readonly mode: 'route' | 'proxy';
  /** Where clients reach the gateway that listens at a port, `host:port`. */
  readonly addressAt: (port: number) => string;
  /** The port at which it is to listen. */
  readonly port: number;
}

const NAME = /^[\w.-]{1,100}$/u;
/** Stand for every address of a host, and nobody can connect to them. */
const ANY_HOST: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Throws CLI_GATEWAY_NAME_INVALID. */
const nameOf = (name: string | undefined, port: number): string => {
  if (name === undefined)
    return `${hostname()
      .replaceAll(/[^\w.-]/gu, '-')
      .slice(0, 90)}-${port}`;
  if (!NAME.test(name)) throw cliErrors.CLI_GATEWAY_NAME_INVALID({ name });
  return name;
};

/** As other commands log in; a token in a file comes before. What is read anew may have been renewed. */
const loginOfGateway = async (
  service: string,
  { token }: ServiceOptions,
  { world }: Context,
): Promise<Login> => {
  const url = serviceAddress(service);
  if (token !== undefined) return { url, token: await lineOf(token) };
  return loginOf({ ...world.env, MQFERRY_URL: url });
};

/**
 * The service from which a gateway has its table; undefined: from a file. Throws CLI_OPTIONS_TOGETHER,
 * CLI_GATEWAY_NAME_INVALID, CLI_FILE_UNREADABLE, and what `loginOf` throws.
 */
export const serviceOf = async (
  options: ServiceOptions & OpenOptions,
  context: Context,
): Promise<ServiceAccess | undefined> => {
  const { table: file, service, task, token, advertisedHost, proxyPorts } = options;
  if (service === undefined && task === undefined && token === undefined && options.name === undefined) {
    return undefined;
  }
  if (service === undefined || task === undefined) {
    throw cliErrors.CLI_OPTIONS_TOGETHER({ options: '--service, --task' });
  }
  const { host, port } = parseListenAddress('--listen', options.listen);
  const name = nameOf(options.name, port);
  const login = () => loginOfGateway(service, options, context);
  await login();
  const reached = advertisedHost ?? (ANY_HOST.has(host) ? hostname() : host);
  return {
    ...{ report: reportTo({ login, task, name }, context), kept: keptTable(file), file, port },
    mode: proxyPorts === undefined ? 'route' : 'proxy',
    addressAt: (at) => addressText({ host: reached, port: at }),
  };
};
