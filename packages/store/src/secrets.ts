import { createHash, randomBytes } from 'node:crypto';
import { openText, SEAL_KEY_BYTES, sealText } from '@mqferry/core';
import { storeErrors } from './store-errors.ts';

/** Seals what must not be read in a copy of the database: AES-256-GCM, each value with a nonce of its own. */
export interface SecretBox {
  /** `context` tells what the value is of; it opens only with the same. */
  readonly seal: (plain: string, context: string) => string;
  /** Throws STORE_KEY_WRONG. */
  readonly open: (sealed: string, context: string) => string;
  /** Tells keys apart without telling anything of them. */
  readonly fingerprint: string;
}

/** The bytes of a key that is written as Base64. Throws STORE_KEY_INVALID. */
export const parseKey = (text: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === SEAL_KEY_BYTES) return key;
  throw storeErrors.STORE_KEY_INVALID({ reason: `it has ${key.length} bytes instead of ${SEAL_KEY_BYTES}` });
};

/** A new random key. */
export const newKey = (): Buffer => randomBytes(SEAL_KEY_BYTES);

export const createSecretBox = (key: Buffer): SecretBox => ({
  seal: (plain, context) => sealText(key, plain, context),
  open: (sealed, context) => {
    try {
      return openText(key, sealed, context);
    } catch (error) {
      throw storeErrors.STORE_KEY_WRONG({}, error);
    }
  },
  fingerprint: createHash('sha256').update('mqferry key').update(key).digest('hex').slice(0, 16),
});
