import tls from 'node:tls';
import type { TlsConfig } from '@mqferry/core';
import { configErrors } from './config-errors.ts';
import { configWarnings } from './config-warnings.ts';
import { given, givenList, type ReadingContext, type Settings } from './settings.ts';

type TlsVersion = 'TLSv1.2' | 'TLSv1.3';

const VERSIONS: readonly TlsVersion[] = ['TLSv1.2', 'TLSv1.3'];
const KEY_EXCHANGES: Readonly<Record<string, string>> = {
  RSA: '',
  DHE_RSA: 'DHE-RSA-',
  ECDHE_RSA: 'ECDHE-RSA-',
  ECDHE_ECDSA: 'ECDHE-ECDSA-',
};
/** OpenSSL names neither the CBC mode nor the hash of ChaCha20. */
const AES = /^AES_(128|256)_(?:CBC|(GCM))_(SHA\d*)$/;

const isTls13 = (suite: string): boolean => /^TLS_(?!.*_WITH_)/.test(suite);

/** The OpenSSL name of a cipher suite of the IANA registry, or the name itself when there is no simple rule. */
export const opensslName = (suite: string): string => {
  const [, exchange = '', cipher = ''] = /^TLS_(.+?)_WITH_(.+)$/.exec(suite) ?? [];
  const prefix = KEY_EXCHANGES[exchange];
  if (prefix === undefined) return suite;
  if (cipher === 'CHACHA20_POLY1305_SHA256') return `${prefix}CHACHA20-POLY1305`;
  const [, bits, gcm, hash] = AES.exec(cipher) ?? [];
  return bits === undefined ? suite : `${prefix}AES${bits}${gcm ? '-GCM' : ''}-${hash}`;
};

const usableSuites = (settings: Settings, context: ReadingContext): string[] | undefined => {
  const suites = givenList(settings, 'ssl.cipher.suites');
  if (!suites) return undefined;
  const supported = new Set(tls.getCiphers());
  const isUsable = (suite: string) => supported.has(opensslName(suite).toLowerCase());
  const usable = suites.filter(isUsable);
  const skipped = suites.filter((suite) => !isUsable(suite));
  if (usable.length === 0) throw configErrors.CONFIG_CIPHERS_UNSUPPORTED({});
  if (skipped.length > 0) context.warn(configWarnings.CONFIG_CIPHERS_SKIPPED({ names: skipped.join(', ') }));
  return usable;
};

const enabledVersions = (settings: Settings, context: ReadingContext): TlsVersion[] => {
  const enabled = givenList(settings, 'ssl.enabled.protocols') ?? VERSIONS;
  const skipped = enabled.filter((version) => !(VERSIONS as readonly string[]).includes(version));
  if (skipped.length > 0) {
    context.warn(configWarnings.CONFIG_TLS_VERSION_SKIPPED({ versions: skipped.join(', ') }));
  }
  return VERSIONS.filter((version) => enabled.includes(version));
};

/**
 * The TLS versions and cipher suites of `ssl.enabled.protocols`, `ssl.protocol` and `ssl.cipher.suites`.
 * In Java a client whose `ssl.protocol` is TLSv1.2 never uses TLSv1.3, and a version without an allowed suite
 * is not used. Throws CONFIG_TLS_VERSIONS_UNSUPPORTED, CONFIG_CIPHERS_UNSUPPORTED.
 */
export const readTlsVersions = (
  settings: Settings,
  context: ReadingContext,
): Pick<TlsConfig, 'minVersion' | 'maxVersion' | 'ciphers'> => {
  const suites = usableSuites(settings, context);
  const hasSuite = (version: TlsVersion) =>
    !suites || suites.some((suite) => isTls13(suite) === (version === 'TLSv1.3'));
  const versions = enabledVersions(settings, context)
    .filter(hasSuite)
    .filter((version) => version === 'TLSv1.2' || given(settings, 'ssl.protocol') !== 'TLSv1.2');
  const [minVersion, maxVersion = minVersion] = versions;
  if (!minVersion || !maxVersion) throw configErrors.CONFIG_TLS_VERSIONS_UNSUPPORTED({});
  return { minVersion, maxVersion, ...(suites ? { ciphers: suites.map(opensslName).join(':') } : {}) };
};
