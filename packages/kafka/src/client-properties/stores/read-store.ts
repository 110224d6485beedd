import { isCodedError } from '@mqferry/core';
import { configErrors } from '../config-errors.ts';
import { decodeText } from '../file-access.ts';
import { readPem } from './pem.ts';
import type { StoreContent } from './store-content.ts';

/** The formats a store can be read in. */
export type StoreFormat = 'JKS' | 'PKCS12' | 'PEM';

const JKS_MAGIC = 0xfeedfeed;
const JCEKS_MAGIC = 0xcececece;
const DER_SEQUENCE = 0x30;

/** Finds the format from the content, as Java does for JKS and PKCS12 whichever of them is declared. */
export const detectFormat = (bytes: Buffer, store: string): StoreFormat => {
  const magic = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0;
  if (magic === JKS_MAGIC) return 'JKS';
  if (magic === JCEKS_MAGIC) throw configErrors.CONFIG_STORE_TYPE_UNSUPPORTED({ store, type: 'JCEKS' });
  if (bytes.includes('-----BEGIN')) return 'PEM';
  if (bytes[0] === DER_SEQUENCE) return 'PKCS12';
  throw configErrors.CONFIG_STORE_MALFORMED({ store, reason: 'neither JKS, PKCS#12 nor PEM' });
};

/** Runs what parses a part of a store; whatever it throws comes out as a coded error that names the store. */
export const parsingStore = <T>(store: string, parse: () => T): T => {
  try {
    return parse();
  } catch (error) {
    if (isCodedError(error) && error.code.startsWith('CONFIG_')) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw configErrors.CONFIG_STORE_MALFORMED({ store, reason }, error);
  }
};

/** Reads a store of a known format. Throws CONFIG_STORE_PASSWORD_WRONG or CONFIG_STORE_MALFORMED. */
export const readStore = async (
  bytes: Buffer,
  format: StoreFormat,
  password: string | undefined,
  store: string,
): Promise<StoreContent> => {
  if (format === 'PEM') return parsingStore(store, () => readPem(decodeText(bytes), store));
  // Only these two need the library for ASN.1.
  const read =
    format === 'JKS' ? (await import('./jks.ts')).readJks : (await import('./pkcs12.ts')).readPkcs12;
  return parsingStore(store, () => read(bytes, password, store));
};
