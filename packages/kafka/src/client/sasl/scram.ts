import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SaslDialogue } from './dialogue.ts';
import { type ScramDigest, saltPassword } from './salted-password.ts';

const MINIMUM_ITERATIONS = 4096;
/** Kafka allows 16,384; far more would only keep this process busy. */
const MAXIMUM_ITERATIONS = 1_000_000;

/** `=` and `,` separate fields in SCRAM messages (RFC 5802, 5.1). */
const escapeName = (name: string): string => name.replaceAll('=', '=3D').replaceAll(',', '=2C');

const fieldsOf = (message: string): Map<string, string> =>
  new Map(message.split(',').map((field) => [field.slice(0, 1), field.slice(2)]));

/**
 * SASL SCRAM (RFC 5802, without channel binding as in Kafka). The broker's signature is checked, so a broker
 * that does not know the password is refused too. `tokenAuth` logs in with a delegation token (KIP-48).
 */
export const scram = (
  digest: ScramDigest,
  username: string,
  password: string,
  tokenAuth: boolean,
  clientNonce: string = randomBytes(24).toString('base64url'),
): SaslDialogue => {
  const hmac = (key: Buffer, text: string) => createHmac(digest, key).update(text).digest();
  const extension = tokenAuth ? ',tokenauth=true' : '';
  const firstBare = `n=${escapeName(username)},r=${clientNonce}${extension}`;
  let step = 0;
  let serverSignature: Buffer | undefined;

  const finalMessage = async (challenge: string): Promise<Buffer> => {
    const fields = fieldsOf(challenge);
    const nonce = fields.get('r');
    const salt = fields.get('s');
    const iterations = Number(fields.get('i'));
    if (fields.has('e')) throw new Error(fields.get('e'));
    if (!nonce?.startsWith(clientNonce) || nonce === clientNonce || !salt) {
      throw new Error('the SCRAM challenge is malformed');
    }
    if (!(iterations >= MINIMUM_ITERATIONS && iterations <= MAXIMUM_ITERATIONS)) {
      const allowed = `${MINIMUM_ITERATIONS} to ${MAXIMUM_ITERATIONS}`;
      throw new Error(`the broker asks for ${fields.get('i')} iterations, not for ${allowed}`);
    }
    const salted = await saltPassword(digest, password, Buffer.from(salt, 'base64'), iterations);
    const clientKey = hmac(salted, 'Client Key');
    const storedKey = createHash(digest).update(clientKey).digest();
    const withoutProof = `c=biws,r=${nonce}`;
    const authMessage = `${firstBare},${challenge},${withoutProof}`;
    const clientSignature = hmac(storedKey, authMessage);
    const proof = Buffer.from(clientKey.map((byte, i) => byte ^ clientSignature[i]!));
    serverSignature = hmac(hmac(salted, 'Server Key'), authMessage);
    return Buffer.from(`${withoutProof},p=${proof.toString('base64')}`);
  };

  return {
    next: async (challenge) => {
      step += 1;
      if (step === 1) return Buffer.from(`n,,${firstBare}`);
      const text = challenge?.toString('utf8') ?? '';
      if (step === 2) return finalMessage(text);
      const fields = fieldsOf(text);
      const signature = Buffer.from(fields.get('v') ?? '', 'base64');
      if (fields.has('e')) throw new Error(fields.get('e'));
      if (signature.length !== serverSignature?.length || !timingSafeEqual(signature, serverSignature)) {
        throw new Error('the signature of the broker is wrong');
      }
      return undefined;
    },
  };
};
