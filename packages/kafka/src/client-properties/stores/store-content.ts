import type { KeyObject } from 'node:crypto';

/** What a key store or trust store holds, whatever its format. Certificates are DER. */
export interface StoreContent {
  /** The certificates a trust store made of this would trust. */
  readonly trusted: readonly Buffer[];
  readonly keys: readonly StoredKey[];
}

/** A private key with the certificates among which its own chain is. */
export interface StoredKey {
  /** The name of the entry, empty where the format has none. */
  readonly alias: string;
  readonly certificates: readonly Buffer[];
  /** The key, decrypted. Throws CONFIG_KEY_PASSWORD_WRONG or CONFIG_KEY_PASSWORD_MISSING. */
  readonly open: (password: string | undefined) => KeyObject;
}
