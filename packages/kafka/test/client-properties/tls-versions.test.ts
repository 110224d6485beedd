import { describe, expect, test } from 'vitest';
import type { Warning } from '../../src/client-properties/config-warnings.ts';
import { createFileAccess } from '../../src/client-properties/file-access.ts';
import { opensslName, readTlsVersions } from '../../src/client-properties/tls-versions.ts';

const read = (settings: Record<string, string>) => {
  const warnings: Warning[] = [];
  const context = { files: createFileAccess('.'), warn: (warning: Warning) => warnings.push(warning) };
  return {
    ...readTlsVersions(new Map(Object.entries(settings)), context),
    codes: warnings.map(({ code }) => code),
  };
};

describe('TLS versions', () => {
  test('are 1.2 and 1.3 unless stated', () => {
    expect(read({})).toEqual({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', codes: [] });
    const one = read({ 'ssl.enabled.protocols': 'TLSv1.3' });
    expect(one).toEqual({ minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3', codes: [] });
  });

  test('leave out old ones with a warning', () => {
    expect(read({ 'ssl.enabled.protocols': 'TLSv1.2, TLSv1.1,TLSv1' })).toEqual({
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      codes: ['CONFIG_TLS_VERSION_SKIPPED'],
    });
  });

  test('end at 1.2 when that is the protocol', () => {
    expect(read({ 'ssl.protocol': 'TLSv1.2' })).toMatchObject({ maxVersion: 'TLSv1.2' });
    expect(read({ 'ssl.protocol': 'TLS' })).toMatchObject({ maxVersion: 'TLSv1.3' });
  });

  test('must leave something to use', () => {
    const none = expect.objectContaining({ code: 'CONFIG_TLS_VERSIONS_UNSUPPORTED' });
    expect(() => read({ 'ssl.enabled.protocols': 'SSLv3' })).toThrow(none);
    const contrary = { 'ssl.enabled.protocols': 'TLSv1.2', 'ssl.cipher.suites': 'TLS_AES_128_GCM_SHA256' };
    expect(() => read(contrary)).toThrow(none);
  });
});

describe('cipher suites', () => {
  test.each([
    ['TLS_AES_256_GCM_SHA384', 'TLS_AES_256_GCM_SHA384'],
    ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
    ['TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384', 'ECDHE-ECDSA-AES256-SHA384'],
    ['TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'DHE-RSA-CHACHA20-POLY1305'],
    ['TLS_RSA_WITH_AES_128_CBC_SHA', 'AES128-SHA'],
    ['TLS_RSA_WITH_AES_256_GCM_SHA384', 'AES256-GCM-SHA384'],
    ['TLS_KRB5_WITH_RC4_128_SHA', 'TLS_KRB5_WITH_RC4_128_SHA'],
  ])('%s is %s', (registered, name) => {
    expect(opensslName(registered)).toBe(name);
  });

  test('limit the versions to those they belong to', () => {
    expect(read({ 'ssl.cipher.suites': 'TLS_RSA_WITH_AES_128_CBC_SHA' })).toEqual({
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: 'AES128-SHA',
      codes: [],
    });
    const both = 'TLS_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';
    expect(read({ 'ssl.cipher.suites': both })).toMatchObject({
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.3',
      ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256',
    });
  });

  test('that are unknown are left out with a warning, and refused when no other is left', () => {
    expect(read({ 'ssl.cipher.suites': 'TLS_NULL_WITH_NULL_NULL,TLS_AES_128_GCM_SHA256' })).toMatchObject({
      ciphers: 'TLS_AES_128_GCM_SHA256',
      codes: ['CONFIG_CIPHERS_SKIPPED'],
    });
    expect(() => read({ 'ssl.cipher.suites': 'TLS_NULL_WITH_NULL_NULL' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_CIPHERS_UNSUPPORTED' }),
    );
  });
});
