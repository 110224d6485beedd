import { metadataErrors } from '../metadata-errors.ts';
import type { ReadBroker } from './cluster-reading.ts';

/** The oldest release that speaks as this program does. */
const OLDEST = 4;

/** Throws METADATA_VERSION_TOO_OLD for a broker such as `V3_5_8`; one that does not tell is tried. */
export const requireRelease = (version: string | undefined, broker: string): void => {
  const major = Number(/^V(\d+)/.exec(version ?? '')?.[1] ?? OLDEST);
  if (major < OLDEST) throw metadataErrors.METADATA_VERSION_TOO_OLD({ broker, version: version! });
};

const OF_CONNECTION = /_(?:CONNECT_FAILED|DISCONNECTED|TIMEOUT)$/;

/**
 * Throws METADATA_NO_BROKER_READABLE, with the registered address of each, when no broker could be read; or the error
 * itself where all refuse with the same, such as wrong credentials.
 */
export const requireReadable = (brokers: readonly ReadBroker[]): void => {
  const errors = brokers.flatMap(({ content }) => content.error ?? []);
  const [first] = errors;
  if (!first || errors.length < brokers.length) return;
  if (!OF_CONNECTION.test(first.code) && errors.every(({ code }) => code === first.code)) throw first;
  const reasons = brokers
    .map(({ name, address, content }) => `${name} (${address}): ${content.error!.message}`)
    .join(' ');
  throw metadataErrors.METADATA_NO_BROKER_READABLE({ reasons }, first);
};
