import { cliErrors } from '../cli-errors.ts';
import type { ListenAddress } from '../metrics/text-server.ts';

const HIGHEST_PORT = 65_535;

/** Reads `host:port` or `[IPv6]:port`. Throws CLI_LISTEN_ADDRESS_INVALID. */
export const parseListenAddress = (option: string, text: string): ListenAddress => {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > HIGHEST_PORT) {
    throw cliErrors.CLI_LISTEN_ADDRESS_INVALID({ option, value: text });
  }
  return { host, port: Number(port) };
};
