import { createPrivateKey, type KeyObject } from 'node:crypto';
import { configErrors } from '../config-errors.ts';
import type { StoreContent } from './store-content.ts';

/** Kafka's own parser is as lenient: text around the blocks, header lines, blanks instead of line ends. */
const BLOCK =
  /-----BEGIN\s+([A-Z0-9 ]+?)\s*-----\s*((?:[\w-]+:[^\r\n]*[\r\n]+)*)([A-Za-z0-9+/=\s]*)-----END\s+\1\s*-----/g;
const KEY_LABELS = ['PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY'];
const CERTIFICATE_LABELS = ['CERTIFICATE', 'X509 CERTIFICATE'];

interface PemBlock {
  readonly label: string;
  /** Lines such as `DEK-Info: …` of a key encrypted in OpenSSL's old way. */
  readonly headers: string;
  readonly body: string;
}

const blocksOf = (text: string): PemBlock[] =>
  [...text.matchAll(BLOCK)].map(([, label = '', headers = '', body = '']) => ({
    label,
    headers,
    body: body.replace(/\s+/g, ''),
  }));

/** Base64 of DER as a PEM block with lines of the customary 64 characters. */
export const toPem = (label: string, base64: string, headers = ''): string =>
  [
    `-----BEGIN ${label}-----`,
    ...(headers === '' ? [] : [headers.trimEnd(), '']),
    ...(base64.match(/.{1,64}/g) ?? []),
    `-----END ${label}-----`,
    '',
  ].join('\n');

const isEncrypted = ({ label, headers }: PemBlock): boolean =>
  label === 'ENCRYPTED PRIVATE KEY' || headers.includes('ENCRYPTED');

const open = (block: PemBlock, password: string | undefined, store: string): KeyObject => {
  const encrypted = isEncrypted(block);
  if (encrypted && password === undefined) throw configErrors.CONFIG_KEY_PASSWORD_MISSING({ store });
  try {
    return createPrivateKey({
      key: toPem(block.label, block.body, block.headers),
      format: 'pem',
      ...(encrypted ? { passphrase: password! } : {}),
    });
  } catch (error) {
    if (encrypted) throw configErrors.CONFIG_KEY_PASSWORD_WRONG({ store }, error);
    throw configErrors.CONFIG_STORE_MALFORMED({ store, reason: 'the private key is damaged' }, error);
  }
};

/**
 * Reads certificates and private keys from PEM text, in any order. All its certificates count as trusted.
 * The keys throw CONFIG_KEY_PASSWORD_MISSING, CONFIG_KEY_PASSWORD_WRONG or CONFIG_STORE_MALFORMED when opened.
 */
export const readPem = (text: string, store: string): StoreContent => {
  const blocks = blocksOf(text);
  const certificates = blocks
    .filter(({ label }) => CERTIFICATE_LABELS.includes(label))
    .map(({ body }) => Buffer.from(body, 'base64'));
  const keys = blocks
    .filter(({ label }) => KEY_LABELS.includes(label))
    .map((block) => ({
      alias: '',
      certificates,
      open: (password: string | undefined) => open(block, password, store),
    }));
  return { trusted: certificates, keys };
};
