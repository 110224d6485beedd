import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import forge from 'node-forge';
import {
  bytesOf,
  contentOf,
  type DerNode,
  encodeDer,
  encryptedInfo,
  isInteger,
  numberOf,
  oidOf,
  partsOf,
} from './der.ts';

/** As in Java: a damaged or hostile file must not keep the processor busy for minutes. */
const MOST_ITERATIONS = 5_000_000;
const PBES2 = '1.2.840.113549.1.5.13';
const PBMAC1 = '1.2.840.113549.1.5.14';
const MAC_KEY = 3;

const MAC_DIGESTS: Readonly<Record<string, { name: string; create: () => forge.md.MessageDigest }>> = {
  '1.3.14.3.2.26': { name: 'sha1', create: forge.md.sha1.create },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', create: forge.md.sha256.create },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', create: forge.md.sha384.create },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', create: forge.md.sha512.create },
};

const HMACS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

const checkIterations = (count: number): number => {
  if (!(count >= 1 && count <= MOST_ITERATIONS)) throw new Error('iteration count out of range');
  return count;
};

/** The parameters of every cipher here hold no integers but counts and key lengths. */
const checkParameters = (node: DerNode): void => {
  if (isInteger(node)) checkIterations(numberOf(node));
  if (Array.isArray(node.value)) node.value.forEach(checkParameters);
};

/** PBES2 hashes a password's UTF-8 bytes; the older ciphers of PKCS#12 its UTF-16 code units. */
const passwordFor = (algorithm: string, password: string): string =>
  algorithm === PBES2 ? Buffer.from(password).toString('latin1') : password;

/**
 * Decrypts what was encrypted with a password: PBES2 with AES or triple DES, and PKCS#12's own triple DES and
 * RC2 with 40 bits. Returns undefined when the password does not fit; throws a plain error for other ciphers.
 */
export const decrypt = (algorithm: DerNode, content: Buffer, password: string): Buffer | undefined => {
  checkParameters(algorithm);
  const oid = oidOf(partsOf(algorithm)[0]);
  const info = encryptedInfo(algorithm, content);
  try {
    const plain: DerNode | null = forge.pki.decryptPrivateKeyInfo(info, passwordFor(oid, password));
    return plain === null ? undefined : encodeDer(plain);
  } catch (error) {
    if ((error as { oid?: unknown }).oid !== undefined) throw new Error(`unsupported cipher ${oid}`);
    return undefined;
  }
};

const pbmac1 = (parameters: DerNode | undefined, content: Buffer, password: string): Buffer => {
  const [derivation, scheme] = partsOf(parameters);
  const [salt, iterations, keyLength, prf] = partsOf(partsOf(derivation)[1]);
  const derivationHmac = HMACS[oidOf(contentOf(prf))];
  const schemeHmac = HMACS[oidOf(contentOf(scheme))];
  if (!derivationHmac || !schemeHmac) throw new Error('unsupported PBMAC1 digest');
  const count = checkIterations(numberOf(iterations));
  const key = pbkdf2Sync(password, bytesOf(salt), count, numberOf(keyLength), derivationHmac);
  return createHmac(schemeHmac, key).update(content).digest();
};

/**
 * Whether the MacData of a PKCS#12 file (RFC 7292, RFC 9879) fits its content and the password.
 * Throws a plain error when it is malformed or of an unknown kind.
 */
export const macFits = (macData: DerNode, content: Buffer, password: string): boolean => {
  const [digestInfo, salt, iterations] = partsOf(macData);
  const [algorithm, digest] = partsOf(digestInfo);
  const [oidNode, parameters] = partsOf(algorithm);
  const oid = oidOf(oidNode);
  const expected = bytesOf(digest);
  const equals = (mac: Buffer) => mac.length === expected.length && timingSafeEqual(mac, expected);
  if (oid === PBMAC1) return equals(pbmac1(parameters, content, password));

  const known = MAC_DIGESTS[oid];
  if (!known) throw new Error(`unsupported integrity algorithm ${oid}`);
  const count = checkIterations(iterations ? numberOf(iterations) : 1);
  // An empty password is written as a lone terminator by some tools and as nothing by others.
  return (password === '' ? ['', undefined] : [password]).some((text) => {
    const saltBytes = forge.util.createBuffer(bytesOf(salt).toString('latin1'));
    const digestType = known.create();
    const size = expected.length;
    const key = forge.pkcs12.generateKey(text, saltBytes, MAC_KEY, count, size, digestType).getBytes();
    return equals(createHmac(known.name, Buffer.from(key, 'latin1')).update(content).digest());
  });
};
