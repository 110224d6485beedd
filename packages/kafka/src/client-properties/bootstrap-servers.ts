import { configErrors } from './config-errors.ts';

/** Where a broker listens; an IPv6 address without brackets. */
interface Address {
  readonly host: string;
  readonly port: number;
}

/** Kafka also takes a listener's protocol in front, and finds the port after the last colon. */
const ADDRESS = /^(?:[\w-]+:\/\/)?(?:\[([0-9a-fA-F:.%\w]+)\]|([^\s[\]/]+)):(\d{1,5})$/;

const parseAddress = (entry: string): Address => {
  const [, bracketed, plain, port] = ADDRESS.exec(entry) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw configErrors.CONFIG_BOOTSTRAP_MALFORMED({ entry });
  }
  return { host, port: Number(port) };
};

/**
 * Reads `host:port,host:port` as in `bootstrap.servers`.
 * Throws CONFIG_BOOTSTRAP_MISSING when there is no entry, CONFIG_BOOTSTRAP_MALFORMED when one has no host or port.
 */
export const parseBootstrapServers = (text: string): Address[] => {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) throw configErrors.CONFIG_BOOTSTRAP_MISSING({});
  return entries.map(parseAddress);
};
