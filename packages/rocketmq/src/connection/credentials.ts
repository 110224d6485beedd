import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Hidden } from '@mqferry/core';
import type { HeaderFields } from '../protocol/command.ts';

/** Who a client is: an account of the access control of 4.x, or a user of 5.x with its password as the secret key. */
export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: Hidden;
  readonly securityToken?: Hidden;
}

const SIGNATURE = 'Signature';

/**
 * What is signed: the values of all header fields in the order of their names, then the body
 * (`AclUtils.combineRequestContent`). JavaScript sorts texts as Java's TreeMap does, by UTF-16 units.
 */
const digest = (fields: HeaderFields, body: Buffer, secretKey: Hidden): Buffer => {
  const hmac = createHmac('sha1', secretKey.reveal());
  const names = Object.keys(fields).filter((name) => name !== SIGNATURE);
  hmac.update(
    names
      .sort()
      .map((name) => fields[name])
      .join(''),
  );
  return hmac.update(body).digest();
};

/**
 * The header fields with access key and signature added, as brokers of 4.x and 5.x ask for (`AclClientRPCHook`); the
 * signature is over all but those named in `unsigned`.
 */
export const signed = (
  fields: HeaderFields,
  body: Buffer,
  { accessKey, secretKey, securityToken }: Credentials,
  unsigned: readonly string[] = [],
): HeaderFields => {
  const token = securityToken === undefined ? {} : { SecurityToken: securityToken.reveal() };
  const named = { ...fields, AccessKey: accessKey, ...token };
  const covered = Object.entries(named).filter(([name]) => !unsigned.includes(name));
  const signature = digest(Object.fromEntries(covered), body, secretKey);
  return { ...named, [SIGNATURE]: signature.toString('base64') };
};

/** The access key that a request says it comes from. */
export const accessKeyOf = (fields: HeaderFields): string | undefined => fields.AccessKey;

/** Whether the signature of a request was made with this secret key. */
export const isSignedWith = (fields: HeaderFields, body: Buffer, secretKey: Hidden): boolean => {
  const given = Buffer.from(fields[SIGNATURE] ?? '', 'base64');
  const expected = digest(fields, body, secretKey);
  return given.length === expected.length && timingSafeEqual(given, expected);
};
