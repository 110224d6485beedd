import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { storeErrors } from './store-errors.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

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
  if (key.length === KEY_BYTES) return key;
  throw storeErrors.STORE_KEY_INVALID({ reason: `it has ${key.length} bytes instead of ${KEY_BYTES}` });
};

/** A new random key. */
export const newKey = (): Buffer => randomBytes(KEY_BYTES);

export const createSecretBox = (key: Buffer): SecretBox => ({
  seal: (plain, context) => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  },
  open: (sealed, context) => {
    const bytes = Buffer.from(sealed, 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const plain = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
      return Buffer.concat(plain).toString('utf8');
    } catch (error) {
      throw storeErrors.STORE_KEY_WRONG({}, error);
    }
  },
  fingerprint: createHash('sha256').update('mqferry key').update(key).digest('hex').slice(0, 16),
});
