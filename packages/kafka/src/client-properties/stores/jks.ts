import { createHash, createPrivateKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { ByteReader } from '@mqferry/core';
import { configErrors } from '../config-errors.ts';
import { bytesOf, contentOf, oidOf, parseDer, partsOf } from './der.ts';
import type { StoreContent, StoredKey } from './store-content.ts';

/*
 * The format of sun.security.provider.JavaKeyStore: magic, version, entries, SHA-1 over the password and all
 * before. Private keys are protected by sun.security.provider.KeyProtector: a stream of SHA-1 digests, each
 * over the password and the one before, the first over a salt, is XORed with the key.
 */
const MAGIC_AND_VERSION = 8;
const KEY_ENTRY = 1;
const CERTIFICATE_ENTRY = 2;
const DIGEST_SIZE = 20;
const WHITENER = Buffer.from('Mighty Aphrodite');
const KEY_PROTECTOR = '1.3.6.1.4.1.42.2.17.1.1';

const sha1 = (...parts: readonly Buffer[]): Buffer =>
  createHash('sha1').update(Buffer.concat(parts)).digest();

/** Passwords are hashed as UTF-16, most significant byte first. */
const passwordBytes = (password: string): Buffer => Buffer.from(password, 'utf16le').swap16();

const unprotect = (protectedKey: Buffer, password: string, store: string): KeyObject => {
  const [algorithm, data] = partsOf(parseDer(protectedKey));
  const oid = oidOf(contentOf(algorithm));
  if (oid !== KEY_PROTECTOR) {
    throw configErrors.CONFIG_STORE_MALFORMED({ store, reason: `unknown key protection ${oid}` });
  }
  const bytes = bytesOf(data);
  const secret = passwordBytes(password);
  const key = Buffer.from(bytes.subarray(DIGEST_SIZE, -DIGEST_SIZE));
  let digest = bytes.subarray(0, DIGEST_SIZE);
  for (let at = 0; at < key.length; at++) {
    if (at % DIGEST_SIZE === 0) digest = sha1(secret, digest);
    key[at]! ^= digest[at % DIGEST_SIZE]!;
  }
  if (!sha1(secret, key).equals(bytes.subarray(-DIGEST_SIZE))) {
    throw configErrors.CONFIG_KEY_PASSWORD_WRONG({ store });
  }
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
};

const checkIntegrity = (bytes: Buffer, password: string, store: string): void => {
  const expected = sha1(passwordBytes(password), WHITENER, bytes.subarray(0, -DIGEST_SIZE));
  if (!timingSafeEqual(expected, bytes.subarray(-DIGEST_SIZE))) {
    throw configErrors.CONFIG_STORE_PASSWORD_WRONG({ store });
  }
};

/**
 * Reads a JKS store. Without a password its integrity is not checked, as in Java.
 * `store` names it in errors: CONFIG_STORE_PASSWORD_WRONG, CONFIG_STORE_MALFORMED, and those of opening a key.
 */
export const readJks = (bytes: Buffer, password: string | undefined, store: string): StoreContent => {
  if (bytes.length < MAGIC_AND_VERSION + 4 + DIGEST_SIZE) {
    throw configErrors.CONFIG_STORE_MALFORMED({ store, reason: 'truncated' });
  }
  if (password !== undefined) checkIntegrity(bytes, password, store);

  const reader = new ByteReader(bytes, 4, bytes.length - DIGEST_SIZE);
  const version = reader.int32();
  if (version !== 1 && version !== 2) {
    throw configErrors.CONFIG_STORE_MALFORMED({ store, reason: `unknown version ${version}` });
  }
  const certificate = (): Buffer => {
    if (version === 2) reader.text(reader.uint16());
    return reader.bytes(reader.int32());
  };

  const trusted: Buffer[] = [];
  const keys: StoredKey[] = [];
  for (let left = reader.int32(); left > 0; left--) {
    const tag = reader.int32();
    const alias = reader.text(reader.uint16());
    reader.int64(); // when the entry was made
    if (tag === CERTIFICATE_ENTRY) {
      trusted.push(certificate());
    } else if (tag === KEY_ENTRY) {
      const protectedKey = reader.bytes(reader.int32());
      const certificates: Buffer[] = [];
      for (let count = reader.int32(); count > 0; count--) certificates.push(certificate());
      // Java trusts the certificate of a key entry as well, but not its issuers.
      trusted.push(...certificates.slice(0, 1));
      keys.push({ alias, certificates, open: (keyPassword) => open(protectedKey, keyPassword, store) });
    } else {
      throw configErrors.CONFIG_STORE_MALFORMED({ store, reason: `unknown entry type ${tag}` });
    }
  }
  return { trusted, keys };
};

const open = (protectedKey: Buffer, password: string | undefined, store: string): KeyObject => {
  if (password === undefined) throw configErrors.CONFIG_KEY_PASSWORD_MISSING({ store });
  return unprotect(protectedKey, password, store);
};
