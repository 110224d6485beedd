import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { saltPassword } from '../../../src/client/sasl/salted-password.ts';
import { scram } from '../../../src/client/sasl/scram.ts';

/** The example of RFC 7677, 3. */
const EXAMPLE = {
  nonce: 'rOprNGfwEbeRWgbNEkqO',
  first: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
  proof:
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  final: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
};

const start = (tokenAuth = false, user = 'user') => scram('sha256', user, 'pencil', tokenAuth, EXAMPLE.nonce);

/** What the client says to a first answer of the broker. */
const after = async (first: string) => {
  const dialogue = start();
  await dialogue.next(undefined);
  return dialogue.next(Buffer.from(first));
};

it('says what the RFC says', async () => {
  const dialogue = start();
  expect(String(await dialogue.next(undefined))).toBe(`n,,n=user,r=${EXAMPLE.nonce}`);
  expect(String(await dialogue.next(Buffer.from(EXAMPLE.first)))).toBe(EXAMPLE.proof);
  expect(await dialogue.next(Buffer.from(EXAMPLE.final))).toBeUndefined();
});

it('escapes the separators in a name, and announces a delegation token', async () => {
  const first = await start(true, 'a=b,c').next(undefined);
  expect(String(first)).toBe(`n,,n=a=3Db=2Cc,r=${EXAMPLE.nonce},tokenauth=true`);
});

it.each([
  ['too few iterations', EXAMPLE.first.replace('4096', '4095'), /4095 iterations/],
  [
    'so many iterations that it would never answer',
    EXAMPLE.first.replace('4096', '2000000000'),
    /iterations/,
  ],
  ['no number of iterations', EXAMPLE.first.replace('4096', 'x'), /iterations/],
  ['a nonce that is not the client’s', EXAMPLE.first.replace('r=rO', 'r=xO'), /malformed/],
  ['no nonce of its own', `r=${EXAMPLE.nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`, /malformed/],
  ['no salt', EXAMPLE.first.replace('s=W22ZaJ0SNY7soEsUEjb6gQ==', 's='), /malformed/],
  ['nothing', '', /malformed/],
  ['an error', 'e=other-error', /other-error/],
])('refuses a broker that asks for %s', async (_what, first, reason) => {
  await expect(after(first)).rejects.toThrow(reason);
});

it.each([
  ['another signature', `v=${createHmac('sha256', 'x').digest('base64')}`, /signature/],
  ['a short signature', 'v=6rri', /signature/],
  ['no signature', '', /signature/],
  ['an error', 'e=invalid-proof', /invalid-proof/],
])('refuses a broker that ends with %s', async (_what, final, reason) => {
  const dialogue = start();
  await dialogue.next(undefined);
  await dialogue.next(Buffer.from(EXAMPLE.first));
  await expect(dialogue.next(Buffer.from(final))).rejects.toThrow(reason);
});

it('makes as many bytes as the hash function', async () => {
  expect(await saltPassword('sha256', 'p', Buffer.from('salt'), 4096)).toHaveLength(32);
  expect(await saltPassword('sha512', 'p', Buffer.from('salt'), 4096)).toHaveLength(64);
});
