import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);

/** OWASP's smallest parameters for scrypt with 64 MiB (Password Storage Cheat Sheet). */
const COST = { N: 2 ** 16, r: 8, p: 2 };
const MEMORY = 128 * COST.N * COST.r * 2;
const BYTES = 32;

/** A password as it is kept: `scrypt:N:r:p:salt:hash`. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const hash = await derive(password.normalize('NFKC'), salt, BYTES, { ...COST, maxmem: MEMORY });
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join(':');
};

/** Whether a password is the one that was kept. */
export const isPassword = async (password: string, kept: string): Promise<boolean> => {
  const [, N, r, p, salt, hash] = kept.split(':');
  const expected = Buffer.from(hash!, 'base64');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const maxmem = 128 * cost.N * cost.r * 2;
  const actual = await derive(password.normalize('NFKC'), Buffer.from(salt!, 'base64'), expected.length, {
    ...cost,
    maxmem,
  });
  return timingSafeEqual(actual, expected);
};
