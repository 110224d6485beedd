import { createPrivateKey, type KeyObject } from 'node:crypto';
import { configErrors } from '../config-errors.ts';
import { bytesOf, contentOf, type DerNode, encodeDer, isTagged, oidOf, parseDer, partsOf } from './der.ts';
import { decrypt, macFits } from './pkcs12-crypto.ts';
import type { StoreContent, StoredKey } from './store-content.ts';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const KEY_BAG = '1.2.840.113549.1.12.10.1.1';
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3';
const NESTED_BAG = '1.2.840.113549.1.12.10.1.6';
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
/** Java marks with this attribute the certificates that stand for themselves, not for a key. */
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1';

/** One SafeBag of RFC 7292: its type, its value, and the values of its attributes by their identifier. */
interface Bag {
  readonly type: string;
  readonly value: DerNode;
  readonly attributes: ReadonlyMap<string, readonly DerNode[]>;
}

const attributesOf = (node: DerNode | undefined): Bag['attributes'] =>
  new Map(
    (node ? partsOf(node) : []).map((attribute) => {
      const [id, values] = partsOf(attribute);
      return [oidOf(id), partsOf(values)];
    }),
  );

const bagsOf = (safeContents: Buffer): Bag[] =>
  partsOf(parseDer(safeContents)).flatMap((safeBag) => {
    const [id, value, attributes] = partsOf(safeBag);
    const bag = { type: oidOf(id), value: contentOf(value), attributes: attributesOf(attributes) };
    return bag.type === NESTED_BAG ? bagsOf(encodeDer(bag.value)) : [bag];
  });

const wrongPassword = (store: string) => configErrors.CONFIG_STORE_PASSWORD_WRONG({ store });

/** The bags of one ContentInfo. Encrypted ones stay shut without a password, as in Java. */
const bagsOfContent = (contentInfo: DerNode, password: string | undefined, store: string): Bag[] => {
  const [type, tagged] = partsOf(contentInfo);
  const content = contentOf(tagged);
  const kind = oidOf(type);
  if (kind === DATA) return bagsOf(bytesOf(content));
  if (kind !== ENCRYPTED_DATA) throw new Error(`content of type ${kind}`);
  if (password === undefined) return [];

  const [, algorithm, encrypted] = partsOf(partsOf(content)[1]);
  if (!algorithm || !isTagged(encrypted, 0)) throw new Error('no encrypted content');
  const plain = decrypt(algorithm, bytesOf(encrypted), password);
  if (!plain) throw wrongPassword(store);
  return bagsOf(plain);
};

const certificatesOf = (bags: readonly Bag[]): { der: Buffer; attributes: Bag['attributes'] }[] =>
  bags
    .filter(({ type }) => type === CERTIFICATE_BAG)
    .flatMap(({ value, attributes }) => {
      const [id, tagged] = partsOf(value);
      return oidOf(id) === X509_CERTIFICATE ? [{ der: bytesOf(contentOf(tagged)), attributes }] : [];
    });

const openKey = (bag: Bag, password: string | undefined, store: string): KeyObject => {
  let key: Buffer | undefined = encodeDer(bag.value);
  if (bag.type === SHROUDED_KEY_BAG) {
    if (password === undefined) throw configErrors.CONFIG_KEY_PASSWORD_MISSING({ store });
    const [algorithm, encrypted] = partsOf(bag.value);
    key = decrypt(algorithm!, bytesOf(encrypted), password);
  }
  if (!key) throw configErrors.CONFIG_KEY_PASSWORD_WRONG({ store });
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
};

/** The parser has decoded a friendly name, a BMPString, already. */
const aliasOf = ({ attributes }: Bag): string => String(attributes.get(FRIENDLY_NAME)?.[0]?.value ?? '');

/**
 * Reads a PKCS#12 file as keytool, OpenSSL and others write it. Without a password its integrity is not
 * checked and its encrypted parts stay shut, as in Java.
 * `store` names it in errors: CONFIG_STORE_PASSWORD_WRONG, and those of opening a key; plain errors when malformed.
 */
export const readPkcs12 = (bytes: Buffer, password: string | undefined, store: string): StoreContent => {
  const [, authSafe, macData] = partsOf(parseDer(bytes));
  const [type, tagged] = partsOf(authSafe);
  if (oidOf(type) !== DATA) throw new Error('protected by a signature instead of a password');
  const content = bytesOf(contentOf(tagged));
  if (macData && password !== undefined && !macFits(macData, content, password)) throw wrongPassword(store);

  const bags = partsOf(parseDer(content)).flatMap((part) => bagsOfContent(part, password, store));
  const certificates = certificatesOf(bags);
  const all = certificates.map(({ der }) => der);
  const keys = bags
    .filter((bag) => bag.type === KEY_BAG || bag.type === SHROUDED_KEY_BAG)
    .map(
      (bag): StoredKey => ({
        alias: aliasOf(bag),
        certificates: all,
        open: (keyPassword) => openKey(bag, keyPassword, store),
      }),
    );
  // Java trusts marked certificates and those of keys. A store without either comes from another tool and
  // looks empty to Java; its certificates are there to be trusted.
  const trusted = certificates
    .filter(({ attributes }) => attributes.has(TRUSTED_KEY_USAGE) || attributes.has(LOCAL_KEY_ID))
    .map(({ der }) => der);
  return { trusted: trusted.length > 0 ? trusted : all, keys };
};
