import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { openText, SEAL_KEY_BYTES, sealText } from '@mqferry/core';
import { metadataErrors } from '../metadata-errors.ts';
import { METADATA_FORMAT, type MetadataSecrets, type SealedSecrets } from './metadata-document.ts';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);

/** OWASP's smallest parameters for scrypt with 64 MiB (Password Storage Cheat Sheet). */
const COST = { N: 2 ** 16, r: 8, p: 2 };
const SALT_BYTES = 16;
const CONTEXT = `${METADATA_FORMAT} secrets`;

type Cost = Pick<SealedSecrets, 'N' | 'r' | 'p'>;

const keyOf = (passphrase: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> =>
  derive(passphrase.normalize('NFKC'), salt, SEAL_KEY_BYTES, { N, r, p, maxmem: 128 * N * r * 2 });

/** Seals secrets with a passphrase. Throws METADATA_PASSPHRASE_EMPTY. */
export const sealSecrets = async (secrets: MetadataSecrets, passphrase: string): Promise<SealedSecrets> => {
  if (passphrase === '') throw metadataErrors.METADATA_PASSPHRASE_EMPTY({});
  const salt = randomBytes(SALT_BYTES);
  const key = await keyOf(passphrase, salt, COST);
  return {
    algorithm: 'scrypt-aes-256-gcm',
    ...COST,
    salt: salt.toString('base64'),
    sealed: sealText(key, JSON.stringify(secrets), CONTEXT),
  };
};

/** Opens them. Throws METADATA_PASSPHRASE_WRONG. */
export const openSecrets = async (sealed: SealedSecrets, passphrase: string): Promise<MetadataSecrets> => {
  const key = await keyOf(passphrase, Buffer.from(sealed.salt, 'base64'), sealed);
  try {
    return JSON.parse(openText(key, sealed.sealed, CONTEXT)) as MetadataSecrets;
  } catch (error) {
    throw metadataErrors.METADATA_PASSPHRASE_WRONG({}, error);
  }
};
