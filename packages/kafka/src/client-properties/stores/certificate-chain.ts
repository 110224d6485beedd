import { type KeyObject, X509Certificate } from 'node:crypto';

/**
 * The certificate of a private key, followed by those of its issuers as far as they are among the given ones.
 * Empty when no certificate belongs to the key. Throws a plain error when one of them is malformed.
 */
export const certificateChain = (key: KeyObject, certificates: readonly Buffer[]): X509Certificate[] => {
  const parsed = certificates.map((der) => new X509Certificate(der));
  const chain: X509Certificate[] = [];
  let next = parsed.find((certificate) => certificate.checkPrivateKey(key));
  while (next && !chain.includes(next)) {
    const current = next;
    chain.push(current);
    next = parsed.find((candidate) => candidate !== current && current.checkIssued(candidate));
  }
  return chain;
};
