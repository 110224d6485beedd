import { createHash, randomBytes } from 'node:crypto';

/** A secret that proves who bears it, 256 bits, in letters that need no escaping anywhere. */
export const newBearerSecret = (): string => randomBytes(32).toString('base64url');

/** What of it is kept: a copy of the database does not let anybody in. */
export const bearerHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
