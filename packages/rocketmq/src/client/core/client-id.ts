import { ownAddress } from '../../message/ids/own-address.ts';
import type { ClientOptions } from '../client-options.ts';

/** Like Java's `pid#nanoTime`: another one for each client of a process. */
const ownInstance = (): string => `${process.pid}#${process.hrtime.bigint()}`;

/** The id by which brokers tell clients apart: `ip@instance`, with a unit `ip@instance@unit` (`ClientConfig.buildMQClientId`). */
export const clientIdOf = ({ clientIp, instanceName, unitName }: ClientOptions): string =>
  [clientIp ?? ownAddress(), instanceName ?? ownInstance(), ...(unitName ? [unitName] : [])].join('@');
