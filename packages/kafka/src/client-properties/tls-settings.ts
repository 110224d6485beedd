import { type KeyObject, X509Certificate } from 'node:crypto';
import type { TlsConfig } from '@mqferry/core';
import { configErrors } from './config-errors.ts';
import { configWarnings } from './config-warnings.ts';
import { given, type ReadingContext, type Settings } from './settings.ts';
import { certificateChain } from './stores/certificate-chain.ts';
import { readPem } from './stores/pem.ts';
import { detectFormat, parsingStore, readStore, type StoreFormat } from './stores/read-store.ts';
import type { StoreContent } from './stores/store-content.ts';
import { readTlsVersions } from './tls-versions.ts';

const READABLE_TYPES = ['JKS', 'PKCS12', 'PEM'];

const refuseBoth = (settings: Settings, first: string, second: string): void => {
  if (given(settings, first) !== undefined && given(settings, second) !== undefined) {
    throw configErrors.CONFIG_CONTRADICTION({ first, second });
  }
};

const requireWith = (settings: Settings, present: string, missing: string): void => {
  if (given(settings, present) !== undefined && given(settings, missing) === undefined) {
    throw configErrors.CONFIG_SETTING_INCOMPLETE({ given: present, missing });
  }
};

const warnOfType = (
  declared: string | undefined,
  format: StoreFormat,
  store: string,
  context: ReadingContext,
) => {
  if (declared === undefined || declared === format) return;
  if (!READABLE_TYPES.includes(declared)) {
    throw configErrors.CONFIG_STORE_TYPE_UNSUPPORTED({ store, type: declared });
  }
  // Java reads either of the two under the name of the other.
  if (declared === 'PEM' || format === 'PEM') {
    context.warn(configWarnings.CONFIG_STORE_TYPE_DIFFERS({ store, declared, found: format }));
  }
};

interface OpenedStore extends StoreContent {
  /** How errors and warnings name it. */
  readonly store: string;
}

/** Reads the store file of `ssl.keystore.*` or `ssl.truststore.*`, or nothing when none is given. */
const openStore = async (
  settings: Settings,
  prefix: 'ssl.keystore' | 'ssl.truststore',
  context: ReadingContext,
): Promise<OpenedStore | undefined> => {
  const property = `${prefix}.location`;
  requireWith(settings, `${prefix}.password`, property);
  const path = given(settings, property);
  if (path === undefined) return undefined;

  const password = given(settings, `${prefix}.password`);
  const bytes = await context.files.read(property, path);
  const store = `${property}=${context.files.locate(path)}`;
  const format = detectFormat(bytes, store);
  warnOfType(given(settings, `${prefix}.type`)?.toUpperCase(), format, store, context);
  if (prefix === 'ssl.keystore' && format !== 'PEM' && password === undefined) {
    throw configErrors.CONFIG_STORE_PASSWORD_MISSING({ store, property: `${prefix}.password` });
  }
  return { store, ...(await readStore(bytes, format, password, store)) };
};

const readTrust = async (settings: Settings, context: ReadingContext): Promise<Pick<TlsConfig, 'ca'>> => {
  const inline = 'ssl.truststore.certificates';
  refuseBoth(settings, inline, 'ssl.truststore.location');
  const text = given(settings, inline);
  const opened = text
    ? { store: inline, ...readPem(text, inline) }
    : await openStore(settings, 'ssl.truststore', context);
  if (!opened) return {};
  const { store, trusted } = opened;
  if (trusted.length === 0) throw configErrors.CONFIG_TRUST_STORE_EMPTY({ store });
  return { ca: parsingStore(store, () => trusted.map((der) => new X509Certificate(der).toString())) };
};

const inlineKey = (settings: Settings): OpenedStore | undefined => {
  const [keyProperty, chainProperty] = ['ssl.keystore.key', 'ssl.keystore.certificate.chain'] as const;
  requireWith(settings, keyProperty, chainProperty);
  requireWith(settings, chainProperty, keyProperty);
  refuseBoth(settings, keyProperty, 'ssl.keystore.location');
  const key = given(settings, keyProperty);
  if (key === undefined) return undefined;
  return { store: keyProperty, ...readPem(`${key}\n${given(settings, chainProperty)}`, keyProperty) };
};

const keyPem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const readKey = async (
  settings: Settings,
  context: ReadingContext,
): Promise<Pick<TlsConfig, 'cert' | 'key'>> => {
  const opened = inlineKey(settings) ?? (await openStore(settings, 'ssl.keystore', context));
  if (!opened) return {};
  const { store, keys } = opened;
  const [chosen] = keys;
  if (!chosen) throw configErrors.CONFIG_KEY_STORE_EMPTY({ store });
  if (keys.length > 1) context.warn(configWarnings.CONFIG_SEVERAL_KEYS({ store, alias: chosen.alias }));

  const password = given(settings, 'ssl.key.password') ?? given(settings, 'ssl.keystore.password');
  return parsingStore(store, () => {
    const key = chosen.open(password);
    const chain = certificateChain(key, chosen.certificates);
    if (chain.length === 0) throw configErrors.CONFIG_KEY_CERTIFICATE_MISSING({ store });
    return { key: keyPem(key), cert: chain.join('') };
  });
};

const readHostnameCheck = (settings: Settings, context: ReadingContext): boolean => {
  const property = 'ssl.endpoint.identification.algorithm';
  const algorithm = settings.get(property)?.toLowerCase() ?? 'https';
  if (algorithm !== '' && algorithm !== 'https') {
    throw configErrors.CONFIG_VALUE_INVALID({ property, expected: 'https' });
  }
  if (algorithm === '') context.warn(configWarnings.CONFIG_HOSTNAME_UNVERIFIED({}));
  return algorithm !== '';
};

/**
 * Reads `ssl.*` into what a TLS connection needs. Stores may be JKS, PKCS#12 or PEM; the content decides.
 * Throws CONFIG_FILE_UNREADABLE, CONFIG_STORE_…, CONFIG_KEY_…, CONFIG_TRUST_STORE_EMPTY, CONFIG_CONTRADICTION,
 * CONFIG_SETTING_INCOMPLETE, CONFIG_VALUE_INVALID and those of `readTlsVersions`.
 */
export const readTlsConfig = async (settings: Settings, context: ReadingContext): Promise<TlsConfig> => ({
  ...(await readTrust(settings, context)),
  ...(await readKey(settings, context)),
  verifyHostname: readHostnameCheck(settings, context),
  ...readTlsVersions(settings, context),
});
