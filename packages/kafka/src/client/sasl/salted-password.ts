import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

const DIGEST_BYTES = { sha256: 32, sha512: 64 } as const;

/** The hash function of a SCRAM mechanism. */
export type ScramDigest = keyof typeof DIGEST_BYTES;

const deriveKey = promisify(pbkdf2);

/** SaltedPassword of RFC 5802. The password is taken as it is, without SASLprep, as Kafka does. */
export const saltPassword = (
  digest: ScramDigest,
  password: string,
  salt: Buffer,
  iterations: number,
): Promise<Buffer> => deriveKey(password, salt, iterations, DIGEST_BYTES[digest], digest);
